// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/counterparts.h"

#include <algorithm>
#include <array>
#include <map>

#include "backend_ort/tensor_layouts.h"

namespace npuscope {
namespace {

constexpr int kSignOffset = 128;  // between int8 and uint8 codes of the same number
constexpr int kLongestEpilogue = 4;

/// "conv1" of "conv1_token_12" or, in older releases, "conv1_12".
std::string without_suffix(const std::string& name) {
  const size_t digits = name.find_last_not_of("0123456789");
  if (digits == std::string::npos || digits + 1 == name.size() || name[digits] != '_') return name;
  std::string base = name.substr(0, digits);
  if (base.ends_with("_token")) base.resize(base.size() - std::string_view("_token").size());
  return base;
}

/// From names of the source file to values of the graph.
class SourceNames {
 public:
  SourceNames(const Graph& graph, const ModelParts& source) : source_(source) {
    for (size_t v = 0; v < graph.values.size(); ++v) {
      const Value& value = graph.values[v];
      values_.emplace(value.name, static_cast<ValueId>(v));
      for (const std::string& alias : value.aliases)
        values_.emplace(alias, static_cast<ValueId>(v));
    }
    for (const OnnxNode& node : source.model().nodes)
      if (!node.outputs.empty()) nodes_.emplace(node.outputs[0], &node);
  }

  /// The value that a tensor of the source file is, or becomes through the Relu, Clip or
  /// QuantizeLinear that alone reads it and was folded into it.
  [[nodiscard]] ValueId value_of(std::string tensor) const {
    for (int step = 0; step < kLongestEpilogue; ++step) {
      if (const auto found = values_.find(tensor); found != values_.end()) return found->second;
      const std::vector<int>& readers = source_.consumers(tensor);
      if (readers.size() != 1) return kNoValue;
      const OnnxNode& reader = source_.model().nodes[static_cast<size_t>(readers[0])];
      constexpr std::array<std::string_view, 3> kEpilogues = {"Relu", "Clip", "QuantizeLinear"};
      if (std::ranges::find(kEpilogues, reader.op_type) == kEpilogues.end()) return kNoValue;
      tensor = reader.outputs[0];
    }
    return kNoValue;
  }

  /// The node of the source file that a node of the rewritten model came from, or null.
  [[nodiscard]] const OnnxNode* node_of(const OnnxNode& rewritten) const {
    auto found = nodes_.find(rewritten.name);
    if (found == nodes_.end()) found = nodes_.find(without_suffix(rewritten.name));
    return found == nodes_.end() ? nullptr : found->second;
  }

 private:
  const ModelParts& source_;
  std::map<std::string, ValueId> values_;
  std::map<std::string, const OnnxNode*> nodes_;
};

struct CodeParameters {
  float scale;
  int64_t zero_point;
};

/// Scale and zero point of a tensor of codes, as a neighbouring operator of the model states them.
/// QuantizeLinear, DequantizeLinear and every QLinear operator of ONNX Runtime have them right
/// after the tensor that they read.
std::optional<CodeParameters> stated_parameters(const ModelParts& model,
                                                const std::string& tensor) {
  const auto read = [&](const OnnxNode& node, size_t at) -> std::optional<CodeParameters> {
    if (node.inputs.size() < at + 2) return std::nullopt;
    const auto scale = model.initializer(node.inputs[at]);
    const auto zero_point = model.initializer(node.inputs[at + 1]);
    if (!scale || !zero_point || scale->type() != ElementType::kFloat32 || scale->size() != 1 ||
        zero_point->size() != 1)
      return std::nullopt;
    return CodeParameters{scale->values<float>()[0], to_int64s(*zero_point)[0]};
  };
  const auto node_at = [&](int n) -> const OnnxNode& {
    return model.model().nodes[static_cast<size_t>(n)];
  };
  if (const int n = model.producer(tensor); n >= 0 && node_at(n).op_type == "QuantizeLinear")
    return read(node_at(n), 1);
  for (const int n : model.consumers(tensor)) {
    const OnnxNode& node = node_at(n);
    if (node.op_type != "DequantizeLinear" && !node.op_type.starts_with("QLinear") &&
        node.op_type != "QGemm")
      continue;
    const auto at = std::ranges::find(node.inputs, tensor) - node.inputs.begin();
    if (auto parameters = read(node, static_cast<size_t>(at) + 1)) return parameters;
  }
  return std::nullopt;
}

class Finder {
 public:
  Finder(const Graph& graph, const ModelParts& source, const ModelParts& optimized)
      : graph_(graph), optimized_(optimized), names_(graph, source), layouts_(optimized) {
    found_.of_value.resize(graph.values.size());
    found_.missing.resize(graph.values.size());
  }

  Counterparts find() {
    for (const OnnxValueInfo& input : optimized_.model().inputs)
      offer(input.name, names_.value_of(input.name));
    for (const OnnxNode& node : optimized_.model().nodes) visit(node);
    for (size_t v = 0; v < graph_.values.size(); ++v)
      if (!found_.of_value[v] && !graph_.values[v].constant && found_.missing[v].empty())
        found_.missing[v] = "fused away by ONNX Runtime";
    return std::move(found_);
  }

 private:
  void visit(const OnnxNode& node) {
    const OnnxNode* origin = names_.node_of(node);
    const auto ids = [&](size_t i) {
      const ValueId id = names_.value_of(node.outputs[i]);
      if (id != kNoValue || origin == nullptr || i >= origin->outputs.size()) return id;
      return names_.value_of(origin->outputs[i]);
    };
    std::vector<ValueId> values;
    for (size_t i = 0; i < node.outputs.size(); ++i) values.push_back(ids(i));
    layouts_.visit(node, [&](size_t i) { return shape_of(values[i]); });
    // What a DequantizeLinear reads are the codes of what it returns.
    if (node.op_type == "DequantizeLinear" && !optimized_.is_initializer(node.inputs[0]))
      offer(node.inputs[0], values[0]);
    for (size_t i = 0; i < node.outputs.size(); ++i) offer(node.outputs[i], values[i]);
  }

  [[nodiscard]] const Shape* shape_of(ValueId id) const {
    if (id == kNoValue || !graph_.value(id).shape) return nullptr;
    return &*graph_.value(id).shape;
  }

  /// Takes the tensor as counterpart of the value if it serves and is better than the one known:
  /// codes before real numbers, earlier before later.
  void offer(const std::string& tensor, ValueId id) {
    const OnnxValueInfo* info = optimized_.value_info(tensor);
    if (id == kNoValue || info == nullptr || graph_.value(id).constant) return;
    const auto v = static_cast<size_t>(id);
    const TensorLayout layout = layouts_.of(tensor);
    if (layout == TensorLayout::kBlocked) {
      if (!found_.of_value[v]) found_.missing[v] = "kept by ONNX Runtime in blocks of channels";
      return;
    }
    auto counterpart = describe(tensor, *info, graph_.value(id));
    if (!counterpart) return;
    counterpart->channels_last = layout == TensorLayout::kChannelsLast;
    auto& known = found_.of_value[v];
    if (known && (!known->real || counterpart->real)) return;
    known = std::move(counterpart);
    found_.missing[v].clear();
  }

  [[nodiscard]] std::optional<Counterpart> describe(const std::string& tensor,
                                                    const OnnxValueInfo& info,
                                                    const Value& value) const {
    Counterpart counterpart;
    counterpart.tensor = tensor;
    counterpart.type = static_cast<ElementType>(info.element_type);
    if (!value.quantization) {
      if (counterpart.type != value.type) return std::nullopt;
      return counterpart;
    }
    if (counterpart.type == ElementType::kFloat32) {
      counterpart.real = true;
      return counterpart;
    }
    const bool same = counterpart.type == value.type;
    if (!same && counterpart.type == ElementType::kUint8 && value.type == ElementType::kInt8)
      counterpart.offset = kSignOffset;
    else if (!same)
      return std::nullopt;
    const auto stated = stated_parameters(optimized_, tensor);
    if (stated && !value.quantization->per_channel() &&
        (stated->scale != value.quantization->scale[0] ||
         stated->zero_point != value.quantization->zero_point[0] + counterpart.offset))
      return std::nullopt;
    return counterpart;
  }

  const Graph& graph_;
  const ModelParts& optimized_;
  SourceNames names_;
  TensorLayouts layouts_;
  Counterparts found_;
};

}  // namespace

Counterparts find_counterparts(const Graph& graph, const ModelParts& source,
                               const ModelParts& optimized) {
  return Finder(graph, source, optimized).find();
}

}  // namespace npuscope
