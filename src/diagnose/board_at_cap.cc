// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "diagnose/summary.h"
#include "execute/node_quantization.h"

namespace npuscope {
namespace {

/// The node that computes the codes of the first output.
std::optional<size_t> first_output_node(const Graph& graph) {
  if (graph.outputs.empty()) return std::nullopt;
  const ValueId codes = codes_behind(graph, graph.outputs.front());
  const int node = producers_of(graph)[static_cast<size_t>(codes)];
  if (node < 0) return std::nullopt;
  return static_cast<size_t>(node);
}

/// What the accumulator leaves the elements of the first output.
class Cap {
 public:
  Cap(const ProductLayer& layer, double code) : layer_(layer), code_(code) {}

  /// By how many codes a value lies past the cap of its channel; negative within.
  [[nodiscard]] double beyond(double value, size_t element) const {
    const ProductScales& scales = layer_.scales;
    const size_t channel =
        element / static_cast<size_t>(layer_.channel_stride) % scales.weight_sums.size();
    const double limit = largest_product(layer_.coefficients, scales.unit_at(channel));
    return (std::abs(value - scales.bias_at(channel)) - limit) / code_;
  }

 private:
  const ProductLayer& layer_;
  double code_;
};

constexpr double kHalfCode = 0.5;

void count(const Cap& cap, const std::vector<double>& exact, const std::vector<double>& board,
           BoardAtCap& out) {
  if (exact.size() != board.size()) return;
  for (size_t i = 0; i < board.size(); ++i) {
    const double past = cap.beyond(board[i], i);
    ++out.elements;
    out.at += std::abs(past) <= kHalfCode ? 1 : 0;
    out.beyond += past > kHalfCode ? 1 : 0;
    out.exact_beyond += cap.beyond(exact[i], i) > kHalfCode ? 1 : 0;
  }
}

}  // namespace

Status summarise_board_at_cap(const std::vector<SampleOutputs>& samples, Diagnosis& out) {
  const LadderRung* npu = out.ladder.executing("neural-art");
  const int exact = out.ladder.find("exact"), board = out.ladder.find("board");
  if (!npu || exact < 0 || board < 0) return {};
  const Graph& graph = npu->rung->graph();
  const auto node = first_output_node(graph);
  if (!node) return {};
  NPUSCOPE_TRY_ASSIGN(const auto layer, product_layer(graph, graph.nodes[*node], *npu->npu));
  if (!layer) return {};
  const ValueId output = graph.nodes[*node].outputs[0];
  const Cap cap(*layer, static_cast<double>(quantization_of(graph, output).scale_at(0)));
  BoardAtCap at;
  at.layer = graph.value(output).name;
  for (const SampleOutputs& sample : samples)
    count(cap, sample.outputs[static_cast<size_t>(exact)],
          sample.outputs[static_cast<size_t>(board)], at);
  if (at.elements > 0) out.board_at_cap = std::move(at);
  return {};
}

}  // namespace npuscope
