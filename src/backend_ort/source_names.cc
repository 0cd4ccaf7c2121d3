// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/source_names.h"

#include <algorithm>

namespace npuscope {
namespace {

constexpr int kLongestEpilogue = 4;

/// "conv1" of "conv1_token_12" or, in older releases, "conv1_12".
std::string without_suffix(const std::string& name) {
  const size_t digits = name.find_last_not_of("0123456789");
  if (digits == std::string::npos || digits + 1 == name.size() || name[digits] != '_') return name;
  std::string base = name.substr(0, digits);
  if (base.ends_with("_token")) base.resize(base.size() - std::string_view("_token").size());
  return base;
}

/// Whether two nodes compute the same function of their tensors, on real numbers or on codes.
bool same_operator(const OnnxNode& rewritten, const OnnxNode& origin) {
  const std::string& op = rewritten.op_type;
  return op == origin.op_type || op == "QLinear" + origin.op_type || op == "Q" + origin.op_type ||
         op == "Nhwc" + origin.op_type;
}

std::string activation_of(const OnnxNode& node) {
  const auto found = std::ranges::find(node.attributes, "activation", &OnnxAttribute::name);
  return found == node.attributes.end() ? std::string() : found->s;
}

bool is_codes(ElementType type) {
  return type == ElementType::kInt8 || type == ElementType::kUint8 || type == ElementType::kInt16 ||
         type == ElementType::kUint16;
}

}  // namespace

SourceNames::SourceNames(const Graph& graph, const ModelParts& source, const ModelParts& optimized)
    : source_(source), optimized_(optimized) {
  for (size_t v = 0; v < graph.values.size(); ++v) {
    const Value& value = graph.values[v];
    values_.emplace(value.name, static_cast<ValueId>(v));
    for (const std::string& alias : value.aliases) values_.emplace(alias, static_cast<ValueId>(v));
  }
  for (const OnnxValueInfo& input : source.model().inputs) tensors_.emplace(input.name, nullptr);
  for (const OnnxNode& node : source.model().nodes)
    for (const std::string& output : node.outputs) tensors_.emplace(output, &node);
}

ValueId SourceNames::value_of(const std::string& tensor) const {
  const auto found = values_.find(tensor);
  return found == values_.end() ? kNoValue : found->second;
}

const OnnxNode* SourceNames::origin(const OnnxNode& rewritten) const {
  auto found = tensors_.find(rewritten.name);
  if (found == tensors_.end()) found = tensors_.find(without_suffix(rewritten.name));
  return found == tensors_.end() ? nullptr : found->second;
}

std::string SourceNames::begun_at(const OnnxNode& rewritten) const {
  const OnnxNode* node = origin(rewritten);
  return node == nullptr ? std::string() : node->outputs[0];
}

std::string SourceNames::codes_of(const std::string& tensor) const {
  const auto found = tensors_.find(tensor);
  const OnnxNode* node = found == tensors_.end() ? nullptr : found->second;
  if (node == nullptr || node->op_type != "DequantizeLinear" || node->inputs.empty()) return {};
  return node->inputs[0];
}

const OnnxNode* SourceNames::only_reader(const std::string& tensor) const {
  const std::vector<int>& readers = source_.consumers(tensor);
  return readers.size() == 1 ? &source_.model().nodes[static_cast<size_t>(readers[0])] : nullptr;
}

/// The codes that a real tensor becomes through the QuantizeLinear that alone reads it, perhaps
/// after a Relu or Clip, which an integer operator contains as its saturation. The tensor itself
/// when it is codes already, as in a file of integer operators.
std::string SourceNames::quantized(std::string tensor) const {
  const std::string first = tensor;
  for (int step = 0; step < kLongestEpilogue; ++step) {
    const OnnxNode* reader = only_reader(tensor);
    if (reader == nullptr) break;
    const bool last = reader->op_type == "QuantizeLinear";
    if (!last && reader->op_type != "Relu" && reader->op_type != "Clip") break;
    tensor = reader->outputs[0];
    if (last) return tensor;
  }
  const ValueId id = value_of(first);
  return id != kNoValue ? first : std::string();
}

std::string SourceNames::tensor_of(const OnnxNode& rewritten, size_t i, ElementType type) const {
  const OnnxNode* node = origin(rewritten);
  if (node == nullptr || i >= node->outputs.size() || rewritten.outputs.empty()) return {};
  const std::string& result = node->outputs[i];
  if (const std::string activation = activation_of(rewritten); !activation.empty()) {
    const OnnxNode* reader = only_reader(result);
    const bool fused = rewritten.inputs.size() <= node->inputs.size() && reader != nullptr &&
                       reader->op_type == activation;
    return fused && rewritten.op_type == "Fused" + node->op_type ? reader->outputs[0]
                                                                 : std::string();
  }
  if (!same_operator(rewritten, *node)) return {};
  if (is_pair_half(*node)) return result;
  if (is_codes(type)) return quantized(result);
  // Other constants: a neighbour's were multiplied or added into them.
  const auto known = [&](const std::string& input) {
    return !optimized_.is_initializer(input) || std::ranges::count(node->inputs, input) > 0;
  };
  return std::ranges::all_of(rewritten.inputs, known) ? result : std::string();
}

}  // namespace npuscope
