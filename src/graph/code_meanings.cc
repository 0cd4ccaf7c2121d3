// SPDX-License-Identifier: Apache-2.0
#include "graph/code_meanings.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "graph/quantize_nodes.h"

namespace npuscope {
namespace {

/// Operators whose outputs hold elements of their first input, or of others (see moved_inputs), and
/// nothing else. Second outputs of all but Split are positions or a mask.
constexpr std::array<std::string_view, 22> kMoving = {
    "Concat",    "DepthToSpace", "Dropout",       "Expand",        "Flatten",      "Gather",
    "Identity",  "MaxPool",      "Reshape",       "Resize",        "ReduceMax",    "ReduceMin",
    "Slice",     "Split",        "Squeeze",       "Tile",          "SpaceToDepth", "Transpose",
    "Unsqueeze", "Where",        "GlobalMaxPool", "GatherElements"};

/// Resize moves elements only where it takes the nearest, and all from within.
bool takes_the_nearest(const Node& node) {
  return node.string_attribute("mode", "nearest") == "nearest" &&
         node.string_attribute("coordinate_transformation_mode", "") != "tf_crop_and_resize";
}

bool moves_elements(const Node& node) {
  return node.domain.empty() && std::ranges::find(kMoving, node.op_type) != kMoving.end() &&
         !node.inputs.empty() && !node.outputs.empty() &&
         (node.op_type != "Resize" || takes_the_nearest(node));
}

/// The inputs whose elements a moving node moves.
std::span<const ValueId> moved_inputs(const Node& node) {
  const std::span<const ValueId> inputs(node.inputs);
  if (node.op_type == "Concat") return inputs;
  return node.op_type == "Where" ? inputs.subspan(1) : inputs.first(1);
}

std::span<const ValueId> moved_outputs(const Node& node) {
  const std::span<const ValueId> outputs(node.outputs);
  return node.op_type == "Split" ? outputs : outputs.first(1);
}

bool reads_the_order_alone(const Node& node) {
  return node.domain.empty() && (node.op_type == "ArgMax" || node.op_type == "ArgMin") &&
         !node.inputs.empty();
}

bool reads_the_shape_alone(const Node& node) {
  return node.domain.empty() && (node.op_type == "Shape" || node.op_type == "Size");
}

/// Integers that no other file says anything of.
bool is_integer(const Graph& graph, ValueId id) {
  return id != kNoValue && !graph.value(id).quantization &&
         integer_range(graph.value(id).type).has_value();
}

}  // namespace

CodeMeanings::CodeMeanings(const Graph& graph)
    : parents_(graph.values.size()), classes_(graph.values.size()) {
  std::iota(parents_.begin(), parents_.end(), size_t{0});
  for (size_t v = 0; v < classes_.size(); ++v) classes_[v].meaning = graph.values[v].quantization;
}

size_t CodeMeanings::root(ValueId id) const {
  auto at = static_cast<size_t>(id);
  while (parents_[at] != at) at = parents_[at];
  return at;
}

void CodeMeanings::unite(ValueId a, ValueId b) {
  size_t larger = root(a), smaller = root(b);
  if (larger == smaller) return;
  if (classes_[larger].members < classes_[smaller].members) std::swap(larger, smaller);
  parents_[smaller] = larger;
  classes_[larger].members += classes_[smaller].members;
}

void CodeMeanings::join_moved(const Graph& graph, const Node& node) {
  for (const ValueId from : moved_inputs(node))
    for (const ValueId to : moved_outputs(node))
      if (is_integer(graph, from) && is_integer(graph, to)) unite(from, to);
}

Status CodeMeanings::state(const Graph& graph, const Node& pair_half) {
  const ValueId id = is_quantize(pair_half) ? pair_half.outputs[0] : pair_half.inputs[0];
  NPUSCOPE_TRY_ASSIGN(const auto stated, quantization_of(graph, pair_half));
  const Value& codes = graph.value(id);
  if (stated && codes.type != ElementType::kUndefined && codes.type != stated->type)
    return fail(bad_input("tensor '" + codes.name + "' and its zero point differ in type")
                    .expected(std::string(element_type_name(codes.type)))
                    .found(std::string(element_type_name(stated->type)))
                    .in(pair_half.text()));
  if (stated && codes.quantization && *codes.quantization != *stated)
    return fail(bad_input("tensor '" + codes.name + "' has two quantizations")
                    .expected(quantization_text(*codes.quantization))
                    .found(quantization_text(*stated))
                    .in(pair_half.text()));
  Class& all = classes_[root(id)];
  const bool differs = stated && all.meaning && *all.meaning != *stated;
  const bool moved_channels = stated && stated->per_channel() && all.members > 1;
  if (!stated || differs || moved_channels) all.plain = true;
  if (!all.meaning) all.meaning = stated;
  return {};
}

void CodeMeanings::take_as_numbers(const Graph& graph, const Node& node) {
  for (const auto* ids : {&node.inputs, &node.outputs})
    for (const ValueId id : *ids)
      if (is_integer(graph, id)) classes_[root(id)].plain = true;
}

Result<CodeMeanings> CodeMeanings::find(const Graph& graph) {
  CodeMeanings meanings(graph);
  for (const Node& node : graph.nodes)
    if (moves_elements(node)) meanings.join_moved(graph, node);
  for (const Node& node : graph.nodes) {
    if (is_quantize(node) || is_dequantize(node))
      NPUSCOPE_TRY(meanings.state(graph, node));
    else if (!moves_elements(node) && !reads_the_shape_alone(node) && !reads_the_order_alone(node))
      meanings.take_as_numbers(graph, node);
  }
  // Codes of channels with scales of their own are not in the order of what they stand for.
  for (const Node& node : graph.nodes)
    if (reads_the_order_alone(node) && is_integer(graph, node.inputs[0]))
      if (Class& all = meanings.classes_[meanings.root(node.inputs[0])];
          all.meaning && all.meaning->per_channel())
        all.plain = true;
  for (Class& all : meanings.classes_)
    if (all.plain) all.meaning.reset();
  return meanings;
}

}  // namespace npuscope
