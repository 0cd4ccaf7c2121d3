// SPDX-License-Identifier: Apache-2.0
#include "execute/arithmetic.h"
#include "execute/build_comparison.h"
#include "execute/build_overlay.h"
#include "execute/neural_art_nodes.h"

namespace npuscope {
namespace {

class NeuralArtArithmetic : public Arithmetic {
 public:
  explicit NeuralArtArithmetic(const NeuralArtOptions& options)
      : options_(options), name_(options.spec()) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] int version() const override { return 4; }

  [[nodiscard]] Result<LoweredNode> lower(const Graph& graph, const Node& node,
                                          const Operator& op) const override {
    NPUSCOPE_TRY_ASSIGN(LoweredNode exact, exact_arithmetic().lower(graph, node, op));
    if (std::holds_alternative<FloatLowering>(exact.lowering)) {
      exact.basis = float_basis();
      return exact;
    }
    NPUSCOPE_TRY_ASSIGN(auto known, lower_known(graph, node, op, exact));
    if (known) {
      if (options_.build) NPUSCOPE_TRY(take_from_build(graph, node, *known));
      return *std::move(known);
    }
    exact.basis = Basis{Evidence::kUnknown, "as exact: no rule known"};
    return exact;
  }

  [[nodiscard]] std::optional<Basis> float_basis() const override {
    return Basis{Evidence::kAssumed, "software, in float"};
  }

  /// As in a network with a software pooling that reproduces a board's logits.
  [[nodiscard]] std::optional<Basis> conversion_basis() const override {
    return Basis{Evidence::kSilicon, "conversion in software"};
  }

  [[nodiscard]] std::map<std::string, std::string> facts() const override {
    if (!options_.build) return {};
    return {{"build_sha256", options_.build->sha256}};
  }

  [[nodiscard]] std::vector<std::string> notes(const Graph& graph) const override {
    if (!options_.build) return {};
    return build_notes(graph, *options_.build, options_);
  }

 private:
  [[nodiscard]] Result<std::optional<LoweredNode>> lower_known(const Graph& graph, const Node& node,
                                                               const Operator& op,
                                                               const LoweredNode& exact) const {
    if (const auto* sum = std::get_if<IntegerSum>(&op.quantized);
        sum != nullptr && std::holds_alternative<SumLowering>(exact.lowering))
      return lower_sum_on_npu(graph, node, *sum, options_);
    if (const auto* function = std::get_if<Elementwise>(&op.quantized))
      return lower_elementwise_on_npu(graph, node, *function);
    if (std::holds_alternative<Movement>(op.quantized)) return lower_movement_on_npu(graph, node);
    return std::nullopt;
  }

  /// Of layers that sum no products; product_layer() does the others.
  [[nodiscard]] Status take_from_build(const Graph& graph, const Node& node,
                                       LoweredNode& lowered) const {
    if (lowered.basis->origin != Origin::kRule || !has_coefficients(lowered)) return {};
    const NpuBuild& build = *options_.build;
    lowered.basis->origin = Origin::kNotInBuild;
    const BuildStages* stages = build.coefficients.stages_of(build.node_of(graph, node));
    if (stages == nullptr) return {};
    const auto taken = overlay_stages(*stages, graph, node, lowered);
    return taken ? Status() : fail(Error(taken.error()).in(node.text()));
  }

  NeuralArtOptions options_;
  std::string name_;
};

}  // namespace

std::unique_ptr<const Arithmetic> make_neural_art_arithmetic(const NeuralArtOptions& options) {
  return std::make_unique<NeuralArtArithmetic>(options);
}

}  // namespace npuscope
