// SPDX-License-Identifier: Apache-2.0
#include "support/onnx_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "support/proto_writer.h"

namespace npuscope::test {
namespace {

constexpr int64_t kOldestIrVersion = 8;

// Fields of GraphProto.
constexpr protozero::pbf_tag_type kNode = 1;
constexpr protozero::pbf_tag_type kName = 2;
constexpr protozero::pbf_tag_type kInitializer = 5;
constexpr protozero::pbf_tag_type kInput = 11;
constexpr protozero::pbf_tag_type kOutput = 12;
constexpr protozero::pbf_tag_type kValueInfo = 13;

/// The first opset whose QuantizeLinear and DequantizeLinear can do this: 8 bits per tensor, per
/// channel, other widths.
int first_opset(const Quantization& quantization) {
  switch (quantization.type) {
    case ElementType::kInt8:
    case ElementType::kUint8:
    case ElementType::kInt32: return quantization.per_channel() ? 13 : 10;
    case ElementType::kInt2:
    case ElementType::kUint2: return 25;
    default: return 21;
  }
}

Tensor scale_tensor(const Quantization& q) {
  Shape shape;
  if (q.per_channel()) shape = {static_cast<int64_t>(q.scale.size())};
  return Tensor::of<float>(std::move(shape), q.scale);
}

Tensor zero_point_tensor(const Quantization& q) {
  Shape shape;
  if (q.per_channel()) shape = {static_cast<int64_t>(q.scale.size())};
  Tensor tensor = Tensor::zeros(q.type, std::move(shape));
  visit_element_type(q.type, [&]<class T>(T) {
    const auto out = tensor.mutable_values<T>();
    for (size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<T>(q.zero_point_at(static_cast<int64_t>(i)));
  });
  return tensor;
}

class GraphWriter {
 public:
  GraphWriter(const Graph& graph, protozero::pbf_writer& out)
      : graph_(graph), out_(out), names_(graph.values.size()) {
    const auto opset = graph.opsets.find("");
    opset_ = opset == graph.opsets.end() ? 0 : opset->second;
  }

  /// Whether com.microsoft's QuantizeLinear was needed.
  [[nodiscard]] bool used_microsoft() const { return used_microsoft_; }

  void write() {
    choose_names();
    out_.add_string(kName, graph_.name.empty() ? "graph" : graph_.name);
    for (size_t v = 0; v < graph_.values.size(); ++v)
      if (const Value& value = graph_.values[v]; value.constant)
        write_tensor_proto(out_, kInitializer, names_[v].stored(), *value.constant);
    for (const Node& node : graph_.nodes) write_node(node);
    for (const ValueId id : graph_.inputs) write_border(kInput, id);
    for (const ValueId id : graph_.outputs) write_border(kOutput, id);
    write_value_infos();
  }

 private:
  struct Names {
    std::string real;         ///< before QuantizeLinear, or the only tensor; may be empty
    std::string codes;        ///< empty for a value that is not quantized
    std::string dequantized;  ///< empty until a node reads it
    [[nodiscard]] const std::string& stored() const { return codes.empty() ? real : codes; }
  };
  struct Link {
    std::string op_type, domain;
    std::map<std::string, AttributeValue, std::less<>> attributes;
  };

  std::string unique(const std::string& wanted) {
    std::string name = wanted;
    for (int i = 1; !taken_.insert(name).second; ++i) name = wanted + "_" + std::to_string(i);
    return name;
  }

  void choose_names() {
    for (const Value& value : graph_.values) taken_.insert(value.name);
    const std::vector<int> producers = producers_of(graph_);
    for (size_t v = 0; v < graph_.values.size(); ++v) {
      const Value& value = graph_.values[v];
      names_[v].real = value.name;
      if (!value.quantization) continue;
      const int producer = producers[v];
      const bool is_output =
          std::ranges::find(graph_.outputs, static_cast<ValueId>(v)) != graph_.outputs.end();
      if (producer < 0 || is_quantize(graph_.nodes[static_cast<size_t>(producer)])) {
        names_[v] = {{}, value.name, {}};
      } else if (is_output) {
        names_[v] = {unique(value.name + "_real"), value.name, {}};
      } else {
        names_[v].codes = unique(value.name + "_QuantizeLinear_Output");
      }
    }
  }

  Names& names(ValueId id) { return names_[static_cast<size_t>(id)]; }

  void write_link(const Link& link, const std::string& name, const std::vector<std::string>& inputs,
                  const std::vector<std::string>& outputs) {
    protozero::pbf_writer node(out_, kNode);
    for (const std::string& input : inputs) node.add_string(1, input);
    for (const std::string& output : outputs) node.add_string(2, output);
    if (!name.empty()) node.add_string(3, name);
    node.add_string(4, link.op_type);
    for (const auto& [key, value] : link.attributes) write_attribute(node, 5, key, value);
    if (!link.domain.empty()) node.add_string(7, link.domain);
  }

  std::string add_constant(const std::string& wanted, const Tensor& tensor) {
    std::string name = unique(wanted);
    write_tensor_proto(out_, kInitializer, name, tensor);
    return name;
  }

  /// QuantizeLinear or DequantizeLinear with the value's parameters.
  void write_conversion(const char* op_type, ValueId id, const std::string& from,
                        const std::string& to) {
    const Value& value = graph_.value(id);
    const Quantization& q = *value.quantization;
    Link link{op_type, {}, {}};
    if (opset_ < first_opset(q)) {
      link.domain = kMicrosoftDomain;
      used_microsoft_ = true;
    }
    if (q.per_channel()) link.attributes["axis"] = int64_t{q.axis};
    auto [constants, added] = parameters_.try_emplace(id);
    if (added)
      constants->second = {add_constant(value.name + "_scale", scale_tensor(q)),
                           add_constant(value.name + "_zero_point", zero_point_tensor(q))};
    write_link(link, unique(value.name + "_" + op_type),
               {from, constants->second.first, constants->second.second}, {to});
  }

  /// The name of the value's real numbers; made from its codes when first asked for.
  std::string real_numbers(ValueId id) {
    if (id == kNoValue) return {};
    Names& n = names(id);
    if (n.codes.empty()) return n.real;
    if (n.dequantized.empty()) {
      n.dequantized = unique(graph_.value(id).name + "_DequantizeLinear_Output");
      write_conversion("DequantizeLinear", id, n.codes, n.dequantized);
    }
    return n.dequantized;
  }

  void write_node(const Node& node) {
    std::vector<std::string> inputs, outputs;
    for (const ValueId id : node.inputs)
      inputs.push_back(is_dequantize(node) && id != kNoValue ? names(id).stored()
                                                             : real_numbers(id));
    for (const ValueId id : node.outputs) {
      if (id == kNoValue)
        outputs.emplace_back();
      else
        outputs.push_back(is_quantize(node) ? names(id).stored() : names(id).real);
    }
    const std::string result = outputs.empty() ? std::string() : outputs[0];
    if (node.clamp) outputs[0] = unique(result + "_unclamped");
    write_link({node.op_type, node.domain, node.attributes}, node.name, inputs, outputs);
    if (node.clamp) write_clamp(node, outputs[0], result);
    if (is_quantize(node)) return;
    for (const ValueId id : node.outputs)
      if (id != kNoValue && graph_.value(id).quantization)
        write_conversion("QuantizeLinear", id, names(id).real, names(id).codes);
  }

  void write_clamp(const Node& node, const std::string& from, const std::string& to) {
    const auto [low, high] = *node.clamp;
    const std::string name = unique(node.name + "_clamp");
    if (low == 0 && std::isinf(high)) {
      write_link({"Relu", {}, {}}, name, {from}, {to});
    } else if (opset_ < 11) {
      write_link({"Clip", {}, {{"max", high}, {"min", low}}}, name, {from}, {to});
    } else {
      write_link({"Clip", {}, {}}, name,
                 {from, add_constant(name + "_min", Tensor::scalar(low)),
                  add_constant(name + "_max", Tensor::scalar(high))},
                 {to});
    }
  }

  void write_border(protozero::pbf_tag_type field, ValueId id) {
    const Value& value = graph_.value(id);
    write_value_info(out_, field, names(id).stored(), value.type, value.shape);
  }

  void write_value_infos() {
    for (size_t v = 0; v < graph_.values.size(); ++v) {
      const Value& value = graph_.values[v];
      const auto id = static_cast<ValueId>(v);
      const bool border = std::ranges::find(graph_.inputs, id) != graph_.inputs.end() ||
                          std::ranges::find(graph_.outputs, id) != graph_.outputs.end();
      if (value.constant || border || names_[v].real.empty() || !value.shape) continue;
      write_value_info(out_, kValueInfo, names_[v].real,
                       value.quantization ? ElementType::kFloat32 : value.type, value.shape);
    }
  }

  const Graph& graph_;
  protozero::pbf_writer& out_;
  int opset_ = 0;
  bool used_microsoft_ = false;
  std::vector<Names> names_;  // by value
  std::set<std::string> taken_;
  std::map<ValueId, std::pair<std::string, std::string>> parameters_;  // scale, zero point
};

/// The first IR version that has the type.
int64_t first_ir_version(ElementType type) {
  switch (type) {
    case ElementType::kFloat8E4m3fn:
    case ElementType::kFloat8E4m3fnuz:
    case ElementType::kFloat8E5m2:
    case ElementType::kFloat8E5m2fnuz: return 9;
    case ElementType::kInt4:
    case ElementType::kUint4: return 10;
    case ElementType::kFloat4E2m1: return 11;
    case ElementType::kFloat8E8m0: return 12;
    case ElementType::kInt2:
    case ElementType::kUint2: return 13;
    case ElementType::kFloat6E2m3:
    case ElementType::kFloat6E3m2: return 14;
    default: return kOldestIrVersion;
  }
}

int64_t ir_version_of(const Graph& graph) {
  int64_t version = std::max(graph.ir_version, kOldestIrVersion);
  for (const Value& value : graph.values) version = std::max(version, first_ir_version(value.type));
  return version;
}

}  // namespace

std::string write_onnx(const Graph& graph) {
  std::string out;
  protozero::pbf_writer model(out);
  model.add_int64(1, ir_version_of(graph));
  model.add_string(2, "npuscope");
  auto opsets = graph.opsets;
  {
    protozero::pbf_writer message(model, 7);
    GraphWriter writer(graph, message);
    writer.write();
    if (writer.used_microsoft()) opsets.try_emplace(std::string(kMicrosoftDomain), 1);
  }
  for (const auto& [domain, version] : opsets) {
    protozero::pbf_writer opset(model, 8);
    opset.add_string(1, domain);
    opset.add_int64(2, version);
  }
  return out;
}

}  // namespace npuscope::test
