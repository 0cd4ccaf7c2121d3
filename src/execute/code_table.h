// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "kernels/operator.h"
#include "simd/kernels.h"

namespace npuscope {

/// An element-wise node whose result depends on one or two codes of 8 bits, and at most on the
/// channel: every result, computed once by the node's own lowering.
class CodeTable {
 public:
  /// Null where a table does not fit, or would take longer than it saves. Lowering: a
  /// RealFunctionLowering of an Elementwise operator or a ProgramLowering.
  static Result<std::shared_ptr<const CodeTable>> create(const Graph& graph, const Node& node,
                                                         const Operator& op,
                                                         const Lowering& lowering,
                                                         const simd::Kernels& kernels);

  /// The output's codes; inputs follow the node's. `counters` may be null; otherwise they get what
  /// run_program() counts, and nothing of a real function.
  [[nodiscard]] Result<Tensor> run(std::span<const Tensor* const> inputs,
                                   std::vector<StageCounters>* counters) const;

 private:
  static constexpr size_t kCodes = 256;

  const simd::Kernels* kernels_ = nullptr;
  /// The inputs that are no constants, one or two. Of two the first may have an element for so many
  /// neighbours of the output.
  std::vector<size_t> variables_;
  size_t neighbours_ = 1;
  size_t channels_ = 1;
  size_t inner_ = 1;  ///< neighbouring elements of a channel
  Shape shape_;
  ElementType type_ = ElementType::kUndefined;
  /// By channel, by byte of the code; of two inputs by byte of the first, by byte of the second.
  std::vector<uint8_t> table_;
  /// The program on all codes at once, for counting; nothing for real functions.
  std::optional<ProgramLowering> program_;
  std::vector<Tensor> all_codes_;  ///< its inputs
  Shape all_shape_;

  struct Builder;
  /// The program on all codes, each of which occurs so many times (empty: once).
  [[nodiscard]] Result<Tensor> run_on_all_codes(std::vector<StageCounters>* counters,
                                                std::span<const int64_t> times) const;
  void look_up(std::span<const Tensor* const> inputs, uint8_t* out) const;
  [[nodiscard]] std::vector<int64_t> occurrences(std::span<const Tensor* const> inputs) const;
};

}  // namespace npuscope
