// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compare/compare_recordings.h"

namespace npuscope {

/// How far references of one tensor lie apart, that all have a right to their numbers.
struct TensorFloor {
  std::optional<double> largest_code;  ///< largest codes.max; only while all pairs count integers
  double largest = 0;                  ///< largest abs.max
  double rmse = 0;                     ///< largest rmse
  int64_t one_sided = 0;               ///< largest nonfinite.differing
};

/// The noise floor of a network: for each tensor the largest spread among its references, taken
/// over all pairs of them. Which references belong to it is the caller's to say: only those that do
/// not saturate, and an accumulated floor for accumulated errors, a local one for local errors.
class NoiseFloor {
 public:
  /// Raises a tensor's floor to the difference of one pair of references.
  void raise(const std::string& tensor, const Figures& figures);
  void raise(const RecordingComparison& references);
  /// Nothing when no pair of references held the tensor.
  [[nodiscard]] const TensorFloor* find(std::string_view tensor) const;

 private:
  std::map<std::string, TensorFloor, std::less<>> floors_;
};

/// The floor of two or more recordings; fewer give an empty one. Lines of the map whose tensors a
/// pair does not hold are no matter. Bad input: one that shares no tensor with the first.
Result<NoiseFloor> noise_floor(std::span<const Recording* const> references,
                               const CompareOptions& options);

/// Two samples of the same noise have an rmse that differs a little: it is beyond the floor only
/// from twice the floor's on (four times as many elements off by one code). The largest difference
/// gets no such margin.
inline constexpr double kRmseMargin = 2;

/// Whether a difference is larger than the floor: its largest difference (in codes where both count
/// integers, otherwise in real numbers), its rmse beyond kRmseMargin, or more one-sided NaNs and
/// infinities. Without a floor (null) every difference is.
bool beyond_floor(const Figures& figures, const TensorFloor* floor);

/// The first row in order of execution that leaves its floor; with no floor at all the first that
/// differs.
std::optional<size_t> first_beyond_floor(const RecordingComparison& comparison,
                                         const NoiseFloor& floor);

}  // namespace npuscope
