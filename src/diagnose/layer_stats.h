// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "compare/statistics.h"

namespace npuscope {

/// What a diagnosis keeps of one comparison of one tensor: small enough to keep for every layer and
/// sample, mergeable over samples. Differences are real numbers; `scale` turns them into codes.
struct LayerStats {
  int64_t elements = 0;    ///< finite on both sides; 0: not compared
  int64_t nonfinite = 0;   ///< NaN or infinite on either side
  double sum_squares = 0;  ///< of differences
  double sum = 0;          ///< of differences, reference - other
  double largest = 0;      ///< |difference|
  int64_t exact = 0;       ///< elements without any difference
  int64_t beyond_one = 0;  ///< elements more than one code apart (0 without codes)

  [[nodiscard]] bool available() const { return elements + nonfinite > 0; }
  [[nodiscard]] bool differs() const { return exact < elements || nonfinite > 0; }
  [[nodiscard]] double rms() const;
  [[nodiscard]] double mean() const;
  void merge(const LayerStats& other);
  bool operator==(const LayerStats&) const = default;
};

/// Compares two tensors of one sample. `code_scale` > 0: what one code is worth.
Result<LayerStats> compare_layer(const Operand& reference, const Operand& other, double code_scale);

}  // namespace npuscope
