// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace npuscope {

/// Weights as whole numbers: code minus zero point, (kernels, channels, height, width) in C order.
struct WeightCodes {
  std::array<int64_t, 4> shape = {0, 0, 0, 0};
  std::vector<int32_t> codes;
  [[nodiscard]] int64_t at(int64_t kernel, int64_t channel, int64_t row, int64_t column) const {
    return codes[static_cast<size_t>(((kernel * shape[1] + channel) * shape[2] + row) * shape[3] +
                                     column)];
  }
  bool operator==(const WeightCodes&) const = default;
};

/// The order in which a convolution's weights stand in memory, as its units read them. Kernels come
/// in groups that one pass takes; within a group, blocks of channels; within a block, one kernel
/// after the other (row, column, channel), or several whose weights alternate (row, column,
/// channel, kernel). Read off builds of 2.1, 2.2, 3.0 and 4.0 whose source weights are known: no
/// kernels or eight alternate, groups are 3 to 24 kernels or all, and 0 to 2 bytes follow a block.
struct KernelLayout {
  std::array<int64_t, 4> shape = {0, 0, 0, 0};  ///< as of WeightCodes
  int64_t block = 1;                            ///< channels; the last block may have fewer
  int64_t group = 1;                            ///< kernels; the last group may have fewer
  int64_t alternating = 1;                      ///< kernels, of a group; the last may be fewer
  int64_t padding = 0;                          ///< elements without meaning behind each block

  [[nodiscard]] int64_t elements() const { return shape[0] * shape[1] * shape[2] * shape[3]; }
  [[nodiscard]] int64_t blocks() const { return (shape[1] + block - 1) / block; }
  [[nodiscard]] int64_t groups() const { return (shape[0] + group - 1) / group; }
  [[nodiscard]] int64_t stored() const { return elements() + groups() * blocks() * padding; }
  /// The index in C order of the element at a place in memory, 0 … stored() - 1; nothing for
  /// padding.
  [[nodiscard]] std::optional<int64_t> element(int64_t place) const;
  bool operator==(const KernelLayout&) const = default;
};

/// How elements in memory compare with the weights that they should be.
struct KernelMatch {
  KernelLayout layout;
  int64_t differing = 0;
  /// The first of them in C order: its index among the weights, and its place in memory.
  int64_t first = 0, first_place = 0;
  int64_t kernels = 0;  ///< that hold a differing one
};

/// The order under which `memory` holds exactly `weights`. `block` is the buffer's; group and
/// alternation are tried, for only the units know them. Nothing where no order does.
std::optional<KernelLayout> identical_layout(std::span<const int32_t> memory,
                                             const WeightCodes& weights, int64_t block);

/// The order under which most agree, and what does not. Nothing where the count of elements fits no
/// order.
std::optional<KernelMatch> closest_layout(std::span<const int32_t> memory,
                                          const WeightCodes& weights, int64_t block);

}  // namespace npuscope
