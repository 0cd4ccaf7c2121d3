// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/tensor_layouts.h"

#include <algorithm>
#include <array>
#include <optional>

namespace npuscope {
namespace {

constexpr std::string_view kBlockedDomain = "com.microsoft.nchwc";

/// Operators that make tensors with channels last of such tensors, whatever their axes.
constexpr std::array<std::string_view, 33> kKeepChannelsLast = {"Abs",
                                                                "Add",
                                                                "Cast",
                                                                "Ceil",
                                                                "Clip",
                                                                "Concat",
                                                                "Div",
                                                                "Elu",
                                                                "Erf",
                                                                "Exp",
                                                                "Floor",
                                                                "HardSigmoid",
                                                                "HardSwish",
                                                                "LeakyRelu",
                                                                "Max",
                                                                "Min",
                                                                "Mul",
                                                                "Neg",
                                                                "PRelu",
                                                                "Pad",
                                                                "QLinearAdd",
                                                                "QLinearConcat",
                                                                "QLinearLeakyRelu",
                                                                "QLinearMul",
                                                                "QLinearSigmoid",
                                                                "QLinearSoftmax",
                                                                "Relu",
                                                                "Resize",
                                                                "Sigmoid",
                                                                "Softplus",
                                                                "Sqrt",
                                                                "Sub",
                                                                "Tanh"};

const OnnxAttribute* attribute(const OnnxNode& node, std::string_view name) {
  const auto found = std::ranges::find(node.attributes, name, &OnnxAttribute::name);
  return found == node.attributes.end() ? nullptr : &*found;
}

/// The order in which channels_last holds the axes of a tensor: 0, 2, 3 …, 1.
std::vector<int64_t> channels_last_order(size_t rank) {
  std::vector<int64_t> order = {0};
  for (size_t axis = 2; axis < rank; ++axis) order.push_back(static_cast<int64_t>(axis));
  order.push_back(1);
  return order;
}

/// The inverse: 0, rank-1, 1, 2 …
std::vector<int64_t> channels_first_order(size_t rank) {
  std::vector<int64_t> order = {0, static_cast<int64_t>(rank) - 1};
  for (size_t axis = 1; axis + 1 < rank; ++axis) order.push_back(static_cast<int64_t>(axis));
  return order;
}

/// The layout that an operator's own definition states.
std::optional<TensorLayout> stated_layout(const OnnxNode& node) {
  if (const OnnxAttribute* last = attribute(node, "channels_last"))
    return last->i != 0 ? TensorLayout::kChannelsLast : TensorLayout::kPlain;
  if (node.op_type == "NhwcMaxPool") return TensorLayout::kChannelsLast;
  if (node.op_type == "ReorderOutput") return TensorLayout::kPlain;
  if (node.domain == kBlockedDomain) return TensorLayout::kBlocked;
  return std::nullopt;
}

}  // namespace

TensorLayouts::TensorLayouts(const ModelParts& source, const ModelParts& optimized)
    : source_(source), optimized_(optimized) {
  for (const OnnxValueInfo& input : optimized.model().inputs)
    hold(input.name, {input.name, TensorLayout::kPlain});
}

TensorLayouts::Held TensorLayouts::of(const std::string& tensor) const {
  const auto found = held_.find(tensor);
  return found == held_.end() ? Held() : found->second;
}

void TensorLayouts::visit(const OnnxNode& node, const std::vector<std::string>& sources) {
  for (size_t i = 0; i < node.outputs.size(); ++i)
    held_[node.outputs[i]] = held_by(node, node.outputs[i], sources[i]);
  if (std::ranges::all_of(node.inputs, [&](const auto& input) { return is_constant(input); }))
    constants_.insert(node.outputs.begin(), node.outputs.end());
}

/// Also of what is left out. Constants say nothing of a result's layout: they follow it.
bool TensorLayouts::is_constant(const std::string& tensor) const {
  return tensor.empty() || optimized_.is_initializer(tensor) || constants_.contains(tensor);
}

TensorLayouts::Held TensorLayouts::held_by(const OnnxNode& node, const std::string& output,
                                           const std::string& source) const {
  if (output == source) return {source, TensorLayout::kPlain};
  if (const auto stated = stated_layout(node)) return {source, *stated};
  if (node.op_type == "Transpose") return turned(node);
  if (source.empty() && is_pair_half(node)) return of(node.inputs[0]);
  return {source, inherited(node, source)};
}

/// What a Transpose that ONNX Runtime added or moved makes.
TensorLayouts::Held TensorLayouts::turned(const OnnxNode& transpose) const {
  const OnnxAttribute* perm = attribute(transpose, "perm");
  const size_t rank = perm == nullptr ? 0 : perm->ints.size();
  Held held = of(transpose.inputs[0]);
  if (rank > 2 && held.layout == TensorLayout::kPlain && perm->ints == channels_last_order(rank))
    held.layout = TensorLayout::kChannelsLast;
  else if (rank > 2 && held.layout == TensorLayout::kChannelsLast &&
           perm->ints == channels_first_order(rank))
    held.layout = TensorLayout::kPlain;
  else
    return {};
  return held;
}

/// The layout that a result takes over from what is read. Not known when the source file computes
/// it from other tensors, or turns them on the way.
TensorLayout TensorLayouts::inherited(const OnnxNode& node, const std::string& source) const {
  std::vector<std::string> inputs;
  std::set<TensorLayout> layouts;
  for (const std::string& input : node.inputs) {
    if (is_constant(input)) continue;
    const Held held = of(input);
    inputs.push_back(held.source);
    layouts.insert(held.layout);
  }
  if (layouts.contains(TensorLayout::kBlocked)) return TensorLayout::kBlocked;
  if (layouts.size() > 1 || source.empty() || !computed_from(source, inputs))
    return TensorLayout::kUnknown;
  const TensorLayout layout = layouts.empty() ? TensorLayout::kPlain : *layouts.begin();
  const bool keeps = is_pair_half(node) ||
                     std::ranges::find(kKeepChannelsLast, node.op_type) != kKeepChannelsLast.end();
  return layout == TensorLayout::kPlain || keeps ? layout : TensorLayout::kUnknown;
}

/// Whether the source file computes a tensor from these and constants, without a Transpose.
bool TensorLayouts::computed_from(const std::string& tensor,
                                  const std::vector<std::string>& inputs) const {
  std::set<std::string> seen;
  std::vector<std::string> open = {tensor};
  while (!open.empty()) {
    const std::string current = std::move(open.back());
    open.pop_back();
    if (current.empty() || !seen.insert(current).second) continue;
    if (std::ranges::find(inputs, current) != inputs.end()) continue;
    if (source_.is_initializer(current)) continue;
    const int producer = source_.producer(current);
    if (producer < 0) return false;
    const OnnxNode& node = source_.model().nodes[static_cast<size_t>(producer)];
    if (node.op_type == "Transpose") return false;
    open.insert(open.end(), node.inputs.begin(), node.inputs.end());
  }
  return true;
}

bool layout_fits(const OnnxValueInfo& stated, const Shape& shape, TensorLayout layout) {
  if (!stated.shape) return true;
  if (stated.shape->size() != shape.size()) return false;
  const bool last = layout == TensorLayout::kChannelsLast;
  if (last && shape.size() < 3) return false;
  const auto order = channels_last_order(shape.size());
  for (size_t i = 0; i < shape.size(); ++i) {
    const auto& dimension = (*stated.shape)[i].value;
    if (dimension && *dimension != shape[last ? static_cast<size_t>(order[i]) : i]) return false;
  }
  return true;
}

}  // namespace npuscope
