// SPDX-License-Identifier: Apache-2.0
#include "execute/build_comparison.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace npuscope {
namespace {

CoefficientCount& count_of(std::vector<CoefficientCount>& counts, std::string_view kind) {
  const auto found = std::ranges::find(counts, kind, &CoefficientCount::kind);
  if (found != counts.end()) return *found;
  return counts.emplace_back(CoefficientCount{std::string(kind), 0, 0, 0});
}

int64_t value_at(const std::vector<int64_t>& values, size_t channel) {
  if (values.empty()) return 0;
  return values[values.size() == 1 ? 0 : std::min(channel, values.size() - 1)];
}

/// A Relu or Clip that cuts codes off and changes none: the stage before it has done that.
bool only_saturates(const ProgramLowering& program) {
  const auto* table =
      program.steps.size() == 1 ? std::get_if<TableStage>(&program.steps[0].operation) : nullptr;
  if (table == nullptr || table->table.empty()) return false;
  const auto [low, high] = std::ranges::minmax(table->table);
  for (size_t i = 0; i < table->table.size(); ++i)
    if (table->table[i] != std::clamp(table->first + static_cast<int64_t>(i), low, high))
      return false;
  return true;
}

class Comparer {
 public:
  Comparer(const Graph& graph, const NpuBuild& build, NeuralArtOptions options)
      : graph_(graph), build_(build), options_(std::move(options)) {
    options_.build = nullptr;
    options_.pass_plans.clear();
    arithmetic_ = make_neural_art_arithmetic(options_);
  }

  Result<BuildComparison> compare() {
    out_.tables.kind = "table";
    for (size_t n = 0; n < graph_.nodes.size(); ++n) NPUSCOPE_TRY(compare_node(n));
    return std::move(out_);
  }

 private:
  Status compare_node(size_t n) {
    const Node& node = graph_.nodes[n];
    NPUSCOPE_TRY_ASSIGN(auto layer, product_layer(graph_, node, options_));
    if (layer) return compare_layer(n, *layer);
    const Operator* op = find_operator(node.op_type, node.domain);
    if (op == nullptr || is_quantize(node) || is_dequantize(node) ||
        !computes_on_codes(graph_, node, *op))
      return {};
    NPUSCOPE_TRY_ASSIGN(LoweredNode lowered, arithmetic_->lower(graph_, node, *op));
    return has_coefficients(lowered) ? compare_stages(n, lowered) : Status();
  }

  Status compare_layer(size_t n, ProductLayer& layer) {
    const Node& node = graph_.nodes[n];
    const std::string_view oe_node = build_.node_of(graph_, node);
    const BuildLayer* own = build_.coefficients.layer(oe_node);
    if (own == nullptr) return not_shown(n, oe_node);
    NPUSCOPE_TRY_ASSIGN(const auto pairs, overlay_layer(*own, graph_, node, layer));
    ++out_.shown;
    for (const CoefficientPair& pair : pairs) add(n, oe_node, pair.name, pair);
    return {};
  }

  Status compare_stages(size_t n, LoweredNode& lowered) {
    const Node& node = graph_.nodes[n];
    const std::string_view oe_node = build_.node_of(graph_, node);
    const BuildStages* own = build_.coefficients.stages_of(oe_node);
    if (own == nullptr) return not_shown(n, oe_node);
    NPUSCOPE_TRY_ASSIGN(const auto pairs, overlay_stages(*own, graph_, node, lowered));
    if (pairs.empty()) return not_shown(n, oe_node, "its units are not those that the rule has");
    ++out_.shown;
    ++count_of(out_.counts, node.op_type).layers;
    for (const CoefficientPair& pair : pairs) {
      if (pair.name == "table")
        count(pair, out_.tables, true);
      else
        add(n, oe_node, node.op_type, pair);
    }
    return {};
  }

  Status not_shown(size_t n, std::string_view oe_node, std::string reason = {}) {
    if (const auto* unread = build_.coefficients.why_not(oe_node)) reason = unread->reason;
    if (reason.empty()) reason = "the build has no units of that name";
    if (oe_node.empty()) reason = "which of the build's layers it is is not known";
    out_.not_shown.push_back({n, std::string(oe_node), std::move(reason)});
    return {};
  }

  /// The number of values that differ, and the first of them.
  static std::pair<int64_t, size_t> count(const CoefficientPair& pair, CoefficientCount& count,
                                          bool new_layer) {
    int64_t different = 0;
    size_t first = 0;
    for (size_t channel = 0; channel < pair.count(); ++channel) {
      if (pair.equal_at(channel)) continue;
      if (different++ == 0) first = channel;
    }
    count.layers += new_layer ? 1 : 0;
    count.values += static_cast<int64_t>(pair.count());
    count.equal += static_cast<int64_t>(pair.count()) - different;
    return {different, first};
  }

  void add(size_t n, std::string_view oe_node, const std::string& kind,
           const CoefficientPair& pair) {
    const bool product = kind == pair.name;
    const auto [different, first] = count(pair, count_of(out_.counts, kind), product);
    if (different == 0) return;
    const bool single = pair.rule.size() <= 1 && pair.build.size() <= 1;
    out_.deviations.push_back({n, std::string(oe_node), kind, pair.name,
                               single ? -1 : static_cast<int64_t>(first),
                               value_at(pair.rule, first), value_at(pair.build, first), different,
                               pair.source, pair.note});
  }

  const Graph& graph_;
  const NpuBuild& build_;
  NeuralArtOptions options_;
  std::unique_ptr<const Arithmetic> arithmetic_;
  BuildComparison out_;
};

}  // namespace

const CoefficientCount* BuildComparison::count(std::string_view kind) const {
  const auto found = std::ranges::find(counts, kind, &CoefficientCount::kind);
  return found == counts.end() ? nullptr : &*found;
}

Result<BuildComparison> compare_build(const Graph& graph, const NpuBuild& build,
                                      const NeuralArtOptions& options) {
  return Comparer(graph, build, options).compare();
}

std::vector<std::string> build_notes(const Graph& graph, const NpuBuild& build,
                                     const NeuralArtOptions& options) {
  const auto comparison = compare_build(graph, build, options);
  if (!comparison) return {};
  std::vector<std::string> notes = {fmt::format(
      "{} layers compute with the coefficients of the build '{}'", comparison->shown, build.path)};
  for (const BuildComparison::Layer& layer : comparison->not_shown) {
    const Node& node = graph.nodes[layer.node];
    notes.push_back(fmt::format("'{}' ({}) follows the rules, as the build does not show it: {}",
                                graph.value(node.outputs[0]).name, node.op_type, layer.reason));
  }
  return notes;
}

bool has_coefficients(const LoweredNode& lowered) {
  if (!lowered.basis || lowered.basis->evidence == Evidence::kUnknown) return false;
  if (const auto* sum = std::get_if<SumLowering>(&lowered.lowering)) return !sum->epilogue.empty();
  const auto* program = std::get_if<ProgramLowering>(&lowered.lowering);
  return program != nullptr && !only_saturates(*program);
}

}  // namespace npuscope
