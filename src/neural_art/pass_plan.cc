// SPDX-License-Identifier: Apache-2.0
#include "neural_art/pass_plan.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace npuscope {
namespace {

constexpr int64_t kRows = 3;
constexpr int64_t kColumns = 6;
constexpr int64_t kColumnsStrided = 12;

using Pieces = std::vector<std::optional<SumSlice::Range>>;

/// [0, size) in pieces; one piece without a range where it is not cut.
Pieces cut(int64_t size, int64_t longest) {
  if (size <= longest) return {std::nullopt};
  Pieces pieces;
  for (int64_t begin = 0; begin < size; begin += longest)
    pieces.emplace_back(SumSlice::Range{begin, std::min(begin + longest, size)});
  return pieces;
}

}  // namespace

PassPlan kernel_pieces(const ConvolutionSum& sum) {
  const auto& kernel = sum.window.kernel;
  if (kernel.empty() || kernel.size() > 2) return {SumSlice{}};
  const int64_t rows = kernel.size() == 2 ? kernel[0] : 1;
  const int64_t longest = sum.window.stride.back() >= 2 ? kColumnsStrided : kColumns;
  PassPlan plan;
  for (const auto& columns : cut(kernel.back(), longest))
    for (const auto& piece : cut(rows, kRows)) plan.push_back({std::nullopt, piece, columns});
  return plan;
}

}  // namespace npuscope
