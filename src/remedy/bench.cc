// SPDX-License-Identifier: Apache-2.0
#include "remedy/bench.h"

#include <fmt/format.h>

#include <algorithm>

namespace npuscope {
namespace {

/// The first opset whose Slice takes its bounds as inputs, and that has QuantizeLinear.
constexpr int kOldestOpset = 10;

std::string refusal_of(const Model& model) {
  if (model.kind == ModelKind::kCompilerOe)
    return "the compiler's own graph (OE) is not a file to rewrite: give the file that it was "
           "compiled from";
  if (model.kind != ModelKind::kQdq)
    return fmt::format(
        "the file is {}: only files of QuantizeLinear / DequantizeLinear pairs are "
        "rewritten",
        model_kind_text(model.kind));
  const auto opset = model.graph.opsets.find("");
  if (opset == model.graph.opsets.end() || opset->second < kOldestOpset)
    return fmt::format("the file imports an operator set older than {}", kOldestOpset);
  return {};
}

Result<std::optional<Candidate>> candidate(const Bench& bench, size_t node) {
  const Graph& graph = bench.graph();
  NPUSCOPE_TRY_ASSIGN(auto layer, product_layer(graph, graph.nodes[node], bench.source.options));
  if (!layer) return std::nullopt;
  const AccumulatorCap cap = accumulator_cap(graph, node, *layer);
  return Candidate{node, graph.value(graph.nodes[node].outputs[0]).name, *std::move(layer), cap};
}

/// The layers whose names the caller gives, in that order.
Status add_named(Bench& bench) {
  const Graph& graph = bench.graph();
  const std::vector<int> producers = producers_of(graph);
  for (const std::string& name : bench.source.layers) {
    const ValueId value = graph.find_value(name);
    const int node = value == kNoValue ? -1 : producers[static_cast<size_t>(value)];
    if (node < 0 || bench.find(graph.value(value).name) != nullptr) continue;
    NPUSCOPE_TRY_ASSIGN(auto found, candidate(bench, static_cast<size_t>(node)));
    if (found) bench.candidates.push_back(*std::move(found));
  }
  return {};
}

Status add_capped(Bench& bench) {
  for (size_t n = 0; n < bench.graph().nodes.size(); ++n) {
    NPUSCOPE_TRY_ASSIGN(auto found, candidate(bench, n));
    if (found && found->cap.cut_channels > 0) bench.candidates.push_back(*std::move(found));
  }
  std::ranges::stable_sort(bench.candidates, std::less<>(),
                           [](const Candidate& c) { return c.cap.share; });
  return {};
}

}  // namespace

const Candidate* Bench::find(const std::string& layer) const {
  const auto found = std::ranges::find(candidates, layer, &Candidate::name);
  return found == candidates.end() ? nullptr : &*found;
}

Result<Bench> make_bench(const RemedySource& source) {
  if (!quantizes_statically(source.model->kind))
    return fail(bad_input(std::string(kNotForAnNpu))
                    .expected("a quantized model")
                    .found(std::string(model_kind_text(source.model->kind)))
                    .in(to_utf8(source.model->path)));
  Bench bench;
  bench.source = source;
  bench.refusal = refusal_of(*source.model);
  if (bench.refusal.empty()) {
    const fs::path folder = absolute_path(source.model->path).parent_path();
    auto file = ModelEditor::parse(source.bytes, folder);
    if (!file) return fail(std::move(file).error().in(to_utf8(source.model->path)));
    bench.file = *std::move(file);
  }
  NPUSCOPE_TRY(source.layers.empty() ? add_capped(bench) : add_named(bench));
  return bench;
}

}  // namespace npuscope
