// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "graph/graph.h"
#include "numeric/rounding.h"

namespace npuscope {

/// How often each code of int8 occurs: entry i is that of code i - 128.
using CodeCounts = std::array<double, 256>;

/// How often each code of a tensor occurs, channel by channel.
class CodeHistogram {
 public:
  /// Element i belongs to channel (i / stride) modulo `channels`.
  CodeHistogram(int64_t channels, int64_t stride)
      : counts_(static_cast<size_t>(channels)), stride_(stride) {}

  /// Codes of a normal distribution, cut to `range`: one channel for each mean and deviation, in
  /// codes, and `elements` of each.
  static CodeHistogram normal(const std::vector<double>& means,
                              const std::vector<double>& deviations, IntegerRange range,
                              double elements);

  /// Counts the codes of an int8 tensor.
  void add(const Tensor& codes);

  [[nodiscard]] int64_t channels() const { return static_cast<int64_t>(counts_.size()); }
  /// Of channel `c` of as many as the caller sees; where the histogram does not tell those apart,
  /// an equal part of everything.
  [[nodiscard]] CodeCounts of_channel(int64_t c, int64_t of) const;
  [[nodiscard]] CodeCounts of_all() const;

 private:
  std::vector<CodeCounts> counts_;
  int64_t stride_;
};

}  // namespace npuscope
