// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace npuscope {

/// About 65,536 pairs of a comparison, drawn by a fixed rule, so that what needs a second look at
/// the elements can be computed after a single pass.
///
/// Rule: at level L the elements of a network sample, in C order, are divided into windows of 2^L;
/// a hash of the sample's name, the level and the window draws one element of each, so that what is
/// drawn at level L + 1 is among those drawn at level L (the last window may draw beyond the end:
/// nothing). L is the smallest level with (elements of all samples) <= 65,536 * 2^L: up to 65,536
/// elements all are drawn. The draw depends on nothing but names and sizes: not on the order of
/// merging, nor on threads, nor on values. Pairs that are not offered are missing, not replaced.
class PairSample {
 public:
  static constexpr int64_t kCapacity = 65536;

  /// Announces a network sample, before its elements are offered.
  void begin(std::string_view name, int64_t elements);
  /// Calls f(index) for the drawn elements in [first, first + count), in ascending order.
  template <class F>
  void for_each_drawn(int64_t first, int64_t count, F&& f) const {
    for (int64_t window = first >> level_; window <= (first + count - 1) >> level_; ++window) {
      const int64_t index = drawn(window);
      if (index >= first && index < first + count) f(index);
    }
  }
  /// Keeps the pair of a drawn element.
  void keep(int64_t index, float reference, float other);
  void merge(const PairSample& later);

  [[nodiscard]] const std::vector<float>& reference() const { return reference_; }
  [[nodiscard]] const std::vector<float>& other() const { return other_; }

 private:
  [[nodiscard]] int64_t drawn(int64_t window) const;
  [[nodiscard]] int highest_level_of(int64_t index) const;
  /// Raises the level to what the number of elements asks for, and drops pairs not drawn there.
  void count_elements(int64_t elements);

  uint64_t seed_ = 0;
  int level_ = 0;
  int64_t elements_ = 0;
  std::vector<float> reference_, other_;
  std::vector<uint8_t> highest_level_;  // at which the pair is still drawn
};

}  // namespace npuscope
