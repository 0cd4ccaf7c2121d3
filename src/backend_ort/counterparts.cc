// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/counterparts.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "backend_ort/source_names.h"
#include "backend_ort/tensor_layouts.h"

namespace npuscope {
namespace {

constexpr int kSignOffset = 128;  // between int8 and uint8 codes of the same number

constexpr std::string_view kInBlocks = "kept by ONNX Runtime in blocks of channels";
constexpr std::string_view kUnknownLayout =
    "ONNX Runtime rearranged the network around it; the order of its elements cannot be told";
constexpr std::string_view kAnotherShape = "ONNX Runtime's tensor has another shape";

/// Where operators state the scale of their result; the zero point comes after it.
const std::map<std::string_view, size_t> kResultParameters = {
    {"QuantizeLinear", 1},     {"QLinearConv", 6},
    {"QLinearMatMul", 6},      {"QLinearAdd", 6},
    {"QLinearMul", 6},         {"QLinearSigmoid", 3},
    {"QLinearLeakyRelu", 3},   {"QLinearSoftmax", 3},
    {"QLinearAveragePool", 3}, {"QLinearGlobalAveragePool", 3},
    {"QLinearReduceMean", 3},  {"QLinearConcat", 0},
    {"QLinearWhere", 7},       {"QGemm", 7},
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
  if (const int n = model.producer(tensor); n >= 0)
    if (const auto at = kResultParameters.find(node_at(n).op_type); at != kResultParameters.end())
      return read(node_at(n), at->second);
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
      : graph_(graph),
        optimized_(optimized),
        names_(graph, source, optimized),
        layouts_(source, optimized) {
    found_.of_value.resize(graph.values.size());
    found_.missing.resize(graph.values.size());
  }

  Counterparts find() {
    for (const OnnxValueInfo& input : optimized_.model().inputs) offer(input.name);
    for (const OnnxNode& node : optimized_.model().nodes) visit(node);
    for (size_t v = 0; v < graph_.values.size(); ++v)
      if (!found_.of_value[v] && !graph_.values[v].constant && found_.missing[v].empty())
        found_.missing[v] = "fused away by ONNX Runtime";
    return std::move(found_);
  }

 private:
  void visit(const OnnxNode& node) {
    std::vector<std::string> sources;
    for (size_t i = 0; i < node.outputs.size(); ++i) sources.push_back(source_of(node, i));
    layouts_.visit(node, sources);
    // What a DequantizeLinear reads are the codes of what it returns.
    if (const std::string codes = names_.codes_of(node.outputs[0]);
        node.op_type == "DequantizeLinear" && !codes.empty()) {
      layouts_.hold(node.inputs[0], {codes, TensorLayout::kPlain});
      offer(node.inputs[0]);
    }
    for (const std::string& output : node.outputs) {
      if (layouts_.of(output).layout == TensorLayout::kBlocked)
        note_missing(names_.value_of(names_.begun_at(node)), kInBlocks);
      else
        offer(output);
    }
  }

  [[nodiscard]] std::string source_of(const OnnxNode& node, size_t i) const {
    const std::string& output = node.outputs[i];
    if (output.empty() || names_.knows(output)) return output;
    const OnnxValueInfo* info = optimized_.value_info(output);
    const auto type =
        info == nullptr ? ElementType::kUndefined : static_cast<ElementType>(info->element_type);
    return names_.tensor_of(node, i, type);
  }

  void note_missing(ValueId id, std::string_view why) {
    if (id == kNoValue || found_.of_value[static_cast<size_t>(id)]) return;
    found_.missing[static_cast<size_t>(id)] = why;
  }

  /// Takes the tensor as counterpart of the value that it holds if it serves and is better than the
  /// one known: codes before real numbers, earlier before later.
  void offer(const std::string& tensor) {
    const TensorLayouts::Held held = layouts_.of(tensor);
    const ValueId id = names_.value_of(held.source);
    const OnnxValueInfo* info = optimized_.value_info(tensor);
    if (id == kNoValue || info == nullptr || graph_.value(id).constant) return;
    const Value& value = graph_.value(id);
    if (held.layout == TensorLayout::kUnknown) return note_missing(id, kUnknownLayout);
    if (value.shape && !layout_fits(*info, *value.shape, held.layout))
      return note_missing(id, kAnotherShape);
    auto counterpart = describe(tensor, *info, value);
    if (!counterpart) return;
    counterpart->channels_last = held.layout == TensorLayout::kChannelsLast;
    auto& known = found_.of_value[static_cast<size_t>(id)];
    if (known && (!known->real || counterpart->real)) return;
    known = std::move(counterpart);
    found_.missing[static_cast<size_t>(id)].clear();
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
