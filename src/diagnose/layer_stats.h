// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "compare/moments.h"
#include "compare/statistics.h"

namespace npuscope {

/// Real numbers from `low` to `high`, infinite where nothing bounds them.
struct RealRange {
  double low = 0, high = 0;
  bool operator==(const RealRange&) const = default;
};

/// What a diagnosis keeps of one comparison of one tensor: small enough to keep for every layer and
/// sample, mergeable over samples. Differences are real numbers; a scale turns them into codes.
/// `Statistics` measures more (histograms, fits, rails, channels), for comparisons of few tensors.
struct LayerStats {
  Moments moments;     ///< over the elements that are finite on both sides
  double largest = 0;  ///< |difference|
  int64_t exact = 0;   ///< finite elements without any difference
  /// Finite elements more than half a code apart; without codes, those with any difference. What a
  /// recording of few digits loses is none.
  int64_t beyond_half = 0;
  int64_t beyond_one = 0;  ///< finite elements more than one code apart (0 without codes)
  int64_t nan = 0;         ///< NaN on either side
  int64_t infinite = 0;    ///< infinite, and not NaN, on either side
  int64_t one_sided = 0;   ///< of those two: not the same on both sides

  [[nodiscard]] int64_t elements() const { return moments.count; }
  [[nodiscard]] int64_t nonfinite() const { return nan + infinite; }
  /// Whether anything was compared at all.
  [[nodiscard]] bool available() const { return elements() + nonfinite() > 0; }
  [[nodiscard]] bool differs() const { return exact < elements() || one_sided > 0; }
  [[nodiscard]] double rms() const;
  [[nodiscard]] double mean() const { return moments.mean_d; }
  void merge(const LayerStats& later);
  bool operator==(const LayerStats&) const = default;
};

/// Compares two tensors of one sample. `code_scale` > 0: what one code is worth. With `within`,
/// both are first clamped to that range; a NaN stays one. Plain integers of both sides are
/// subtracted as integers, whatever their size; everything else in float32, as `compare` does.
Result<LayerStats> compare_layer(const Operand& reference, const Operand& other, double code_scale,
                                 const std::optional<RealRange>& within = std::nullopt);

/// The figures that LayerStats can tell, under the names of compare/metrics.h; the others (rails,
/// fit, histogram, channels) are nothing.
Figures figures_of(const LayerStats& stats, double code_scale);

}  // namespace npuscope
