// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/tensor_layouts.h"

#include <algorithm>
#include <optional>

namespace npuscope {
namespace {

constexpr std::string_view kBlockedDomain = "com.microsoft.nchwc";

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

/// Whether dimensions as a model states them can be those of `shape` under a layout.
bool fits(const std::vector<OnnxDimension>& stated, const Shape& shape, TensorLayout layout) {
  if (stated.size() != shape.size()) return false;
  if (layout == TensorLayout::kChannelsLast && shape.size() < 3) return false;
  const auto order = channels_last_order(shape.size());
  for (size_t i = 0; i < shape.size(); ++i) {
    const size_t axis = layout == TensorLayout::kChannelsLast ? static_cast<size_t>(order[i]) : i;
    if (stated[i].value && *stated[i].value != shape[axis]) return false;
  }
  return true;
}

std::optional<TensorLayout> layout_by_shape(const OnnxValueInfo* info, const Shape* shape) {
  if (info == nullptr || !info->shape || shape == nullptr) return std::nullopt;
  const bool plain = fits(*info->shape, *shape, TensorLayout::kPlain);
  const bool last = fits(*info->shape, *shape, TensorLayout::kChannelsLast);
  if (plain == last) return std::nullopt;
  return plain ? TensorLayout::kPlain : TensorLayout::kChannelsLast;
}

}  // namespace

TensorLayout TensorLayouts::of(const std::string& tensor) const {
  const auto found = layouts_.find(tensor);
  return found == layouts_.end() ? TensorLayout::kPlain : found->second;
}

size_t TensorLayouts::rank_of(const std::string& tensor) const {
  const OnnxValueInfo* info = model_.value_info(tensor);
  return info != nullptr && info->shape ? info->shape->size() : 0;
}

TensorLayout TensorLayouts::inherited(const OnnxNode& node) const {
  if (node.inputs.empty()) return TensorLayout::kPlain;
  const TensorLayout from = of(node.inputs[0]);
  if (node.op_type == "Transpose") {
    const OnnxAttribute* perm = attribute(node, "perm");
    if (perm == nullptr) return from;
    const size_t rank = perm->ints.size();
    if (rank > 2 && from == TensorLayout::kPlain && perm->ints == channels_last_order(rank))
      return TensorLayout::kChannelsLast;
    if (rank > 2 && from == TensorLayout::kChannelsLast && perm->ints == channels_first_order(rank))
      return TensorLayout::kPlain;
    return from;
  }
  const size_t rank = rank_of(node.outputs[0]);
  for (const std::string& input : node.inputs) {
    if (of(input) == TensorLayout::kBlocked) return TensorLayout::kBlocked;
    if (of(input) == TensorLayout::kChannelsLast && rank_of(input) == rank)
      return TensorLayout::kChannelsLast;
  }
  return TensorLayout::kPlain;
}

void TensorLayouts::visit(const OnnxNode& node,
                          const std::function<const Shape*(size_t)>& logical_shape) {
  std::optional<TensorLayout> stated;
  if (const OnnxAttribute* last = attribute(node, "channels_last"))
    stated = last->i != 0 ? TensorLayout::kChannelsLast : TensorLayout::kPlain;
  else if (node.op_type == "ReorderOutput")
    stated = TensorLayout::kPlain;
  else if (node.domain == kBlockedDomain)
    stated = TensorLayout::kBlocked;
  const TensorLayout from = inherited(node);
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    std::optional<TensorLayout> layout = stated;
    // Blocks have the logical shape, so shapes cannot tell them apart.
    if (!layout && from != TensorLayout::kBlocked)
      layout = layout_by_shape(model_.value_info(node.outputs[i]), logical_shape(i));
    layouts_[node.outputs[i]] = layout.value_or(from);
  }
}

}  // namespace npuscope
