// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
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
/// nothing). L is the smallest level with (elements of all samples, or as many as were expected)
/// <= 65,536 * 2^L: up to 65,536 elements all are drawn. The draw depends on nothing but names and
/// sizes: not on the order of merging, nor on threads, nor on values. Pairs that are not offered
/// are missing, not replaced.
class PairSample {
 public:
  static constexpr int64_t kCapacity = 65536;

  /// Says how many elements will have been announced in the end: what they would make drop later is
  /// not drawn at all.
  void expect(int64_t elements);
  /// Announces a network sample, or a part of one, before its elements are offered.
  void begin(std::string_view name, int64_t elements);
  /// Calls f(index) for the drawn elements in [first, first + count), in ascending order.
  template <class F>
  void for_each_drawn(int64_t first, int64_t count, F&& f) const {
    for (int64_t window = first >> level_; window << level_ < first + count; window += kTogether)
      for (const int64_t index : drawn(window))
        if (index >= first && index < first + count) f(index);
  }
  /// Keeps the pair of a drawn element.
  void keep(int64_t index, float reference, float other);
  /// Whether every element is drawn, so that whole runs can be kept.
  [[nodiscard]] bool draws_all() const { return level_ == 0; }
  /// Keeps the pairs of `count` elements from `index` on whose flag is 0; null: all of them.
  void keep_run(int64_t index, const float* reference, const float* other, const uint8_t* flags,
                size_t count);
  void merge(const PairSample& later);
  /// Makes room for so many pairs.
  void reserve(size_t pairs);

  [[nodiscard]] const std::vector<float>& reference() const { return reference_; }
  [[nodiscard]] const std::vector<float>& other() const { return other_; }

 private:
  /// Pairs of one network sample that stand together.
  struct Stretch {
    uint64_t seed = 0;
    size_t pairs = 0;
  };

  /// Windows whose elements are drawn together: each is a chain of steps that wait for each other.
  static constexpr int64_t kTogether = 4;
  /// The elements that are drawn of this window and of those that follow it.
  [[nodiscard]] std::array<int64_t, kTogether> drawn(int64_t window) const;
  /// Raises the level, unless it is as high already, and drops pairs not drawn there.
  void raise_level(int level);
  void resize(size_t pairs);
  void append(const PairSample& later, size_t begin, size_t end);

  int level_ = 0;
  int64_t elements_ = 0;
  std::vector<float> reference_, other_;
  std::vector<int64_t> index_;
  std::vector<Stretch> stretches_;
};

}  // namespace npuscope
