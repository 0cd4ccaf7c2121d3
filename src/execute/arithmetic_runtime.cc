// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "execute/arithmetic.h"
#include "execute/node_info.h"
#include "execute/node_quantization.h"
#include "execute/runtime_fusion.h"
#include "execute/runtime_nodes.h"
#include "runtimes/runtime_rules.h"

namespace npuscope {
namespace {

class RuntimeArithmetic : public Arithmetic {
 public:
  explicit RuntimeArithmetic(const RuntimeRules& rules) : rules_(rules) {}

  [[nodiscard]] std::string_view name() const override { return rules_.name(); }
  [[nodiscard]] int version() const override { return rules_.version(); }

  [[nodiscard]] Result<LoweredNode> lower(const Graph& graph, const Node& node,
                                          const Operator& op) const override {
    NPUSCOPE_TRY_ASSIGN(LoweredNode exact, exact_arithmetic().lower(graph, node, op));
    if (std::holds_alternative<FloatLowering>(exact.lowering)) return exact;
    NPUSCOPE_TRY_ASSIGN(auto known, lower_known(graph, node, op, exact.lowering));
    return known ? LoweredNode{*std::move(known)} : std::move(exact);
  }

  [[nodiscard]] std::optional<KernelLowering> kernel(const Graph& graph,
                                                     const Node& node) const override {
    const auto run = rules_.kernel(node.op_type);
    if (run == nullptr || !fusion_of(rules_, graph, node).fused) return std::nullopt;
    return KernelLowering{run};
  }

  [[nodiscard]] std::vector<std::string> notes(const Graph& graph) const override {
    std::set<std::string> unknown;
    size_t count = 0;
    for (const Node& node : graph.nodes) {
      const Operator* op = find_operator(node.op_type, node.domain);
      if (op == nullptr || is_quantize(node) || is_dequantize(node) ||
          !computes_on_codes(graph, node, *op) || moves_unchanged(graph, node, *op))
        continue;
      const auto exact = exact_arithmetic().lower(graph, node, *op);
      if (!exact || std::holds_alternative<FloatLowering>(exact->lowering)) continue;
      const auto known = lower_known(graph, node, *op, exact->lowering);
      if (known && *known) continue;
      unknown.insert(node.op_type);
      ++count;
    }
    if (count == 0) return {};
    return {
        fmt::format("{}: {} of {} layers have no rule of their own and are computed as exact ({})",
                    rules_.name(), count, graph.nodes.size(), fmt::join(unknown, ", "))};
  }

 private:
  /// By a rule on codes, or in float32 where the library has none.
  [[nodiscard]] Result<std::optional<Lowering>> lower_known(const Graph& graph, const Node& node,
                                                            const Operator& op,
                                                            const Lowering& exact) const {
    const Fusion fusion = fusion_of(rules_, graph, node);
    if (has_byte_codes(graph, node) && rules_.computes_on_codes(node.op_type, fusion)) {
      NPUSCOPE_TRY_ASSIGN(auto on_codes, lower_on_codes(graph, node, op, exact, fusion));
      if (on_codes) return on_codes;
    }
    return lower_in_float_of_runtime(rules_, graph, node, op, fusion);
  }

  [[nodiscard]] Result<std::optional<Lowering>> lower_on_codes(const Graph& graph, const Node& node,
                                                               const Operator& op,
                                                               const Lowering& exact,
                                                               const Fusion& fusion) const {
    if (const auto* sum = std::get_if<IntegerSum>(&op.quantized))
      return lower_sum_of_runtime(rules_, graph, node, *sum, std::get<SumLowering>(exact));
    if (std::holds_alternative<Elementwise>(op.quantized))
      return lower_elementwise_of_runtime(rules_, graph, node, fusion);
    return lower_movement_of_runtime(rules_, graph, node);
  }

  const RuntimeRules& rules_;
};

}  // namespace

std::unique_ptr<const Arithmetic> make_runtime_arithmetic(const RuntimeRules& rules) {
  return std::make_unique<RuntimeArithmetic>(rules);
}

}  // namespace npuscope
