// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace npuscope {

/// How many times the earlier rung's outputs the later rung's are, over the samples. Each element
/// of the output has an offset of its own, so that a wrong bias is no slope: with r and p the
/// earlier and later elements, less their means over the samples,
///
///   value = sum(r p) / sum(r r)          least squares of the later on the earlier
///   steep = sum(p p) / sum(r p)          of the earlier on the later, turned round
///
/// Noise on either side flattens the line through the other, so the true slope lies between the
/// two. `error` is the jackknife's standard error of `value`, over samples.
struct OutputSlope {
  double value = 1;
  double steep = 1;
  double error = 0;
  double flattest = 1, steepest = 1;  ///< `value` without any one of the samples: the extremes
  double spread = 0;                  ///< root mean square of r
  size_t samples = 0;

  /// How far `value` is from 1.
  [[nodiscard]] double off() const;
  /// Whether the later outputs are a multiple of the earlier ones, other than by chance and by what
  /// references show (`floor`: their off() at most): at least 5 samples; both lines on the same
  /// side of 1 and positive; off() beyond `floor` plus the larger of 0.02 and 5 standard errors,
  /// also without any one of the samples; and an effect of more than `indistinct` in root mean
  /// square.
  [[nodiscard]] bool rescaled(double floor, double indistinct) const;
};

/// One sample's output in both rungs, of equal length.
struct OutputPair {
  std::span<const double> earlier, later;
};

/// Nothing with fewer than 3 samples, or where the earlier outputs do not change. Samples with NaN
/// or infinite elements are left out.
std::optional<OutputSlope> output_slope(std::vector<OutputPair> samples);

}  // namespace npuscope
