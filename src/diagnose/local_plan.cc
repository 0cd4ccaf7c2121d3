// SPDX-License-Identifier: Apache-2.0
#include "diagnose/local_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace npuscope {
namespace {

/// Beyond this many nodes an error is hardly local.
constexpr size_t kMostNodes = 8;

/// Nodes that only convert between codes and floats compute nothing worth a local error.
bool is_conversion(const Node& node) { return is_quantize(node) || is_dequantize(node); }

}  // namespace

LocalPlanner::LocalPlanner(const LadderRung& from, const RungTensors& from_tensors,
                           const RungTensors& to_tensors, const TensorPairing& pairing)
    : rung_(*from.rung),
      graph_(from.rung->graph()),
      from_(from_tensors),
      to_(to_tensors),
      producers_(producers_of(graph_)),
      counterpart_(from_tensors.entries.size()) {
  for (const TensorPair& pair : pairing.pairs)
    if (to_.entries[pair.other].stored) counterpart_[pair.reference] = pair.other;
}

tl::expected<LocalPlan, std::string> LocalPlanner::plan(size_t entry) const {
  LocalPlan plan;
  plan.result = from_.values[entry];
  const int producer = producers_[static_cast<size_t>(plan.result)];
  if (producer < 0) return tl::unexpected(std::string(kNetworkInput));
  const Node& maker = graph_.nodes[static_cast<size_t>(producer)];
  if (is_conversion(maker) && feeding(maker.inputs[0]))
    return tl::unexpected(std::string(kOnlyConverts));
  if (!counterpart_[entry]) return tl::unexpected<std::string>("the later rung did not record it");
  std::vector<size_t> entered;
  if (std::string why = collect(plan.result, plan, entered); !why.empty())
    return tl::unexpected(std::move(why));
  return plan;
}

/// Adds the nodes that compute `value` from what the later rung recorded. Returns why that cannot
/// be done; an empty text when it can. Nodes are counted where they are entered, on the way back:
/// the plan gets each only behind those that it reads from.
std::string LocalPlanner::collect(ValueId value, LocalPlan& plan,
                                  std::vector<size_t>& entered) const {
  const int producer = producers_[static_cast<size_t>(value)];
  if (producer < 0) return "its input '" + graph_.value(value).name + "' was not recorded there";
  const auto n = static_cast<size_t>(producer);
  if (std::ranges::find(entered, n) != entered.end()) return {};
  if (entered.size() == kMostNodes)
    return fmt::format("what was recorded there lies more than {} nodes before it", kMostNodes);
  entered.push_back(n);
  if (std::string why = rung_.why_not_alone(n); !why.empty()) return why;
  for (const ValueId id : graph_.nodes[n].inputs) {
    if (id == kNoValue || graph_.value(id).constant) continue;
    if (const auto source = feeding(id))
      plan.feeds[id] = *source;
    else if (std::string why = collect(id, plan, entered); !why.empty())
      return why;
  }
  plan.nodes.push_back(n);
  return {};
}

/// The later rung's tensor that stands for a value of the earlier one.
std::optional<size_t> LocalPlanner::feeding(ValueId value) const {
  const int entry = from_.entry_of_value[static_cast<size_t>(value)];
  if (entry >= 0 && counterpart_[static_cast<size_t>(entry)])
    return counterpart_[static_cast<size_t>(entry)];
  // Codes of a network input: the later rung may have the real input only.
  const int producer = producers_[static_cast<size_t>(value)];
  if (producer < 0) return std::nullopt;
  const Node& node = graph_.nodes[static_cast<size_t>(producer)];
  if (!is_conversion(node)) return std::nullopt;
  const int source = from_.entry_of_value[static_cast<size_t>(node.inputs[0])];
  return source >= 0 ? counterpart_[static_cast<size_t>(source)] : std::nullopt;
}

Tensor convert_elements(const Tensor& tensor, const std::optional<Quantization>& from,
                        const std::optional<Quantization>& to) {
  if (from == to) return tensor;
  const Tensor real = from ? dequantize(tensor, *from) : tensor;
  return to && real.type() == ElementType::kFloat32 ? quantize(real, *to) : real;
}

Result<std::optional<Tensor>> run_local(const Rung& rung, const LocalPlan& plan,
                                        const RungTensors& later, const RungValues& values) {
  const auto every = [&](size_t) -> const Rung& { return rung; };
  return run_local(rung.graph(), every, plan, later, values);
}

Result<std::optional<Tensor>> run_local(const Graph& graph, const RungOfNode& rung_of,
                                        const LocalPlan& plan, const RungTensors& later,
                                        const RungValues& values) {
  std::map<ValueId, Tensor> known;
  for (const auto& [id, source] : plan.feeds) {
    if (!values[source]) return std::nullopt;
    const Value& value = graph.value(id);
    const auto& recorded = later.entries[source].quantization;
    // Codes of which nobody said what they stand for are no numbers.
    if (!recorded && is_code(values[source]->type()) && is_float(value.type)) return std::nullopt;
    known[id] = convert_elements(*values[source], recorded, value.quantization)
                    .reshaped(value.shape.value_or(values[source]->shape()));
  }
  for (const size_t n : plan.nodes) {
    const Node& node = graph.nodes[n];
    std::vector<const Tensor*> inputs;
    for (const ValueId id : node.inputs) {
      const auto place = known.find(id);
      if (place != known.end() && place->second.type() == ElementType::kUndefined)
        return std::nullopt;
      inputs.push_back(place == known.end() ? nullptr : &place->second);
    }
    auto outputs = rung_of(n).run_node(n, inputs);
    if (!outputs) return fail(std::move(outputs).error().in(node.text()));
    for (size_t i = 0; i < node.outputs.size(); ++i)
      if (node.outputs[i] != kNoValue) known[node.outputs[i]] = std::move((*outputs)[i]);
  }
  Tensor& result = known.at(plan.result);
  if (result.type() == ElementType::kUndefined) return std::nullopt;
  return std::move(result);
}

}  // namespace npuscope
