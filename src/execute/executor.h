// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "execute/arithmetic.h"
#include "execute/code_table.h"
#include "execute/real_pair.h"
#include "graph/graph.h"
#include "kernels/prepared_sum.h"

namespace npuscope {

/// Runs a graph under an arithmetic. Immutable after create(); run() may be called from several
/// threads at once. The graph must outlive the executor.
class Executor {
 public:
  /// Lowers every node. Unknown operators are one error that names them all. Computes with the
  /// kernels of chosen_isa().
  static Result<Executor> create(const Graph& graph, const Arithmetic& arithmetic);

  /// Called with every value as it is computed, graph inputs included, in order of execution. The
  /// tensor is shared, not copied. An error stops the run.
  using Tap = std::function<Status(ValueId, const Tensor&)>;

  /// Runs the network on one sample. `inputs` follow Graph::inputs and must have their types and
  /// shapes. Returns the outputs in the order of Graph::outputs.
  /// `counters` may be null; otherwise gets one entry per node.
  [[nodiscard]] Result<std::vector<Tensor>> run(
      std::span<const Tensor> inputs, const Tap& tap = nullptr,
      std::vector<NodeCounters>* counters = nullptr) const;

  /// Runs one node on the given inputs (null: left out, or a constant of the graph). For local
  /// errors: the same arithmetic on somebody else's inputs.
  [[nodiscard]] Result<std::vector<Tensor>> run_node(size_t node,
                                                     std::span<const Tensor* const> inputs,
                                                     NodeCounters* counters = nullptr) const;

  [[nodiscard]] const Graph& graph() const { return *graph_; }

  /// What the arithmetic's way of computing the node rests on; nothing where it imitates no device.
  [[nodiscard]] const std::optional<Basis>& basis(size_t node) const { return steps_[node].basis; }

 private:
  enum class Kind {
    kPlain,       ///< no value is quantized: the operator as ONNX defines it
    kQuantize,    ///< QuantizeLinear of float elements
    kDequantize,  ///< DequantizeLinear of codes
    kFloat,       ///< floats between dequantized inputs and outputs that are quantized again
    kCodes,       ///< through `lowering`
  };
  struct Step {
    const Operator* op = nullptr;
    Kind kind = Kind::kPlain;
    Lowering lowering = FloatLowering();
    std::optional<Basis> basis;
    SumGeometry geometry;                         ///< of a SumLowering
    std::shared_ptr<const PreparedSum> prepared;  ///< the same for fast kernels; may be null
    bool prepares_each_run = false;               ///< instead, as `prepared` would be too large
    std::optional<RealPairNode> pair;             ///< of an element-wise lowering, or:
    std::shared_ptr<const CodeTable> table;       ///< of an element-wise lowering; may be null
    std::vector<ValueId> last_uses;               ///< values that nobody needs after this step
  };

  static Result<Step> make_step(const Graph& graph, const Node& node, const Arithmetic& arithmetic);
  /// Packs the weights of a step's sum, or leaves it to every run: `kept_bytes` counts the weights
  /// of all steps that are kept packed.
  static Status prepare(const Graph& graph, const Node& node, Step& step, int64_t& kept_bytes);
  [[nodiscard]] Result<std::vector<Tensor>> compute(size_t index, std::vector<const Tensor*> inputs,
                                                    NodeCounters* counters) const;
  /// By `prepared`, `pair` or `table`, of which the step has one.
  [[nodiscard]] Result<std::vector<Tensor>> compute_prepared(const Step& step,
                                                             std::span<const Tensor* const> inputs,
                                                             NodeCounters* counters) const;
  [[nodiscard]] Result<std::vector<Tensor>> compute_on_codes(const Step& step, const Node& node,
                                                             std::span<const Tensor* const> inputs,
                                                             NodeCounters* counters) const;

  const Graph* graph_ = nullptr;
  std::vector<Step> steps_;  // by node
};

}  // namespace npuscope
