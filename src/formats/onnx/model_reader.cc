// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "formats/onnx/messages.h"
#include "graph/unique_names.h"

namespace npuscope {
namespace {

// Operators know the forms that they had in older versions, or refuse them by name.
constexpr int64_t kOldestOpset = 1;

/// AttributeProto.AttributeType
enum AttributeType {
  kFloat = 1,
  kInt = 2,
  kString = 3,
  kTensor = 4,
  kFloats = 6,
  kInts = 7,
  kStrings = 8
};

/// The type of an attribute in files that do not state it (IR version 1).
int deduced_type(const OnnxAttribute& a) {
  if (a.type != 0) return a.type;
  if (a.has_float) return kFloat;
  if (a.has_int) return kInt;
  if (a.has_string) return kString;
  if (a.tensor) return kTensor;
  if (!a.floats.empty()) return kFloats;
  if (!a.strings.empty()) return kStrings;
  return kInts;
}

Error unsupported_kind(const OnnxAttribute& a) {
  return bad_input("attribute '" + a.name + "' is of a kind that is not supported")
      .expected("numbers, texts, lists of them, or a tensor")
      .found(fmt::format("AttributeType {}", a.type));
}

/// Turns decoded messages into a graph with resolved names.
class GraphBuilder {
 public:
  GraphBuilder(const OnnxModel& model, const TensorSource& source)
      : model_(model), source_(source) {}

  Result<Graph> build() {
    NPUSCOPE_TRY(read_header());
    NPUSCOPE_TRY(add_initializers());
    NPUSCOPE_TRY(add_inputs());
    for (const OnnxNode& node : model_.nodes) NPUSCOPE_TRY(declare_outputs(node));
    for (const OnnxNode& node : model_.nodes) NPUSCOPE_TRY(add_node(node));
    NPUSCOPE_TRY(add_outputs());
    for (const OnnxValueInfo& info : model_.value_infos) NPUSCOPE_TRY(state_type(info));
    return std::move(graph_);
  }

 private:
  Status read_header() {
    if (!model_.has_graph || model_.ir_version <= 0)
      return fail(bad_input("not an ONNX model")
                      .expected("a ModelProto with a graph")
                      .found(model_.has_graph ? fmt::format("IR version {}", model_.ir_version)
                                              : "a message without one"));
    if (model_.has_sparse_initializers)
      return fail(bad_input("sparse initializers are not supported")
                      .expected("dense tensors")
                      .found("a SparseTensorProto"));
    graph_.name = model_.graph_name;
    graph_.producer = model_.producer_name;
    if (!model_.producer_version.empty()) graph_.producer += " " + model_.producer_version;
    graph_.ir_version = model_.ir_version;
    for (const auto& [domain, version] : model_.opsets) {
      if (version < (domain.empty() ? kOldestOpset : 1) || version > 1'000'000)
        return fail(bad_input("unusable operator set version")
                        .expected(fmt::format("at least {}", domain.empty() ? kOldestOpset : 1))
                        .found(fmt::format("{} for domain '{}'", version, domain))
                        .hint("convert the model with onnx.version_converter"));
      graph_.opsets[domain] = static_cast<int>(version);
    }
    if (!graph_.opsets.contains(""))
      return fail(bad_input("the model imports no ONNX operator set")
                      .expected("an opset_import for domain ''")
                      .found(fmt::format("{} imports of other domains", graph_.opsets.size())));
    return {};
  }

  Status add_initializers() {
    for (const Bytes& bytes : model_.initializers) {
      NPUSCOPE_TRY_ASSIGN(NamedTensor named, parse_tensor_proto(bytes, source_));
      NPUSCOPE_TRY_ASSIGN(const ValueId id, declare(named.name, "initializer"));
      Value& value = graph_.value(id);
      value.type = named.tensor.type();
      value.shape = named.tensor.shape();
      value.constant = std::move(named.tensor);
    }
    return {};
  }

  Status add_inputs() {
    for (const OnnxValueInfo& info : model_.inputs) {
      // Files up to IR version 3 list initializers among the inputs.
      if (const auto known = ids_.find(info.name);
          known != ids_.end() && graph_.value(known->second).constant)
        continue;
      NPUSCOPE_TRY_ASSIGN(const ValueId id, declare(info.name, "input"));
      NPUSCOPE_TRY(set_input_type(info, graph_.value(id)));
      graph_.inputs.push_back(id);
    }
    return {};
  }

  Status set_input_type(const OnnxValueInfo& info, Value& value) {
    if (!info.is_tensor || !info.shape)
      return fail(bad_input("the input is not a tensor of known rank")
                      .expected("a tensor with a shape")
                      .found(info.is_tensor ? "no shape" : "a sequence, map or optional")
                      .in("input '" + info.name + "'"));
    value.type = element_type_from_number(info.element_type);
    if (value.type == ElementType::kUndefined)
      return fail(bad_input("the input's element type is not supported")
                      .expected("float, integer, bool or string")
                      .found(fmt::format("ONNX data type {}", info.element_type))
                      .in("input '" + info.name + "'"));
    Shape shape;
    for (const OnnxDimension& d : *info.shape) {
      const bool symbolic = !d.value || *d.value < 0;
      shape.push_back(symbolic ? -1 : *d.value);
      value.dimension_names.push_back(symbolic ? (d.name.empty() ? "?" : d.name) : "");
    }
    value.shape = std::move(shape);
    return {};
  }

  Status declare_outputs(const OnnxNode& node) {
    for (const std::string& name : node.outputs)
      if (!name.empty()) NPUSCOPE_TRY(declare(name, "output of " + node.op_type));
    return {};
  }

  Status add_node(const OnnxNode& raw) {
    Node node;
    node.op_type = raw.op_type;
    node.domain = raw.domain;
    node.name = unique_name(raw);
    const auto opset = graph_.opsets.find(raw.domain);
    // A missing import of a non-ONNX domain is tolerated as version 1, as ONNX Runtime does.
    node.opset = opset != graph_.opsets.end() ? opset->second : 1;
    for (const std::string& name : raw.inputs) {
      if (name.empty()) {
        node.inputs.push_back(kNoValue);
        continue;
      }
      const auto known = ids_.find(name);
      if (known == ids_.end())
        return fail(bad_input("reads tensor '" + name + "', which nothing in the model provides")
                        .expected("an input, an initializer or the output of a node")
                        .found("no tensor of this name")
                        .in(node.text()));
      node.inputs.push_back(known->second);
    }
    for (const std::string& name : raw.outputs)
      node.outputs.push_back(name.empty() ? kNoValue : ids_.at(name));
    for (const OnnxAttribute& attribute : raw.attributes)
      if (auto status = add_attribute(attribute, node); !status)
        return fail(std::move(status).error().in(node.text()));
    graph_.nodes.push_back(std::move(node));
    return {};
  }

  Status add_attribute(const OnnxAttribute& a, Node& node) {
    // Subgraphs belong to control flow, which the operator table refuses by name later on.
    if (a.has_graph) return {};
    if (a.unsupported) return fail(unsupported_kind(a));
    if (node.attributes.contains(a.name))
      return fail(bad_input("attribute '" + a.name + "' is stated twice")
                      .expected("each attribute once")
                      .found("a second one"));
    AttributeValue value;
    switch (deduced_type(a)) {
      case kFloat: value = a.f; break;
      case kInt: value = a.i; break;
      case kString: value = a.s; break;
      case kFloats: value = a.floats; break;
      case kInts: value = a.ints; break;
      case kStrings: value = a.strings; break;
      case kTensor: {
        NPUSCOPE_TRY_ASSIGN(NamedTensor named,
                            parse_tensor_proto(a.tensor.value_or(Bytes()), source_));
        value = std::move(named.tensor);
        break;
      }
      default: return fail(unsupported_kind(a));
    }
    node.attributes.emplace(a.name, std::move(value));
    return {};
  }

  Status add_outputs() {
    if (model_.outputs.empty())
      return fail(bad_input("the model has no outputs").expected("1 or more").found("0"));
    for (const OnnxValueInfo& info : model_.outputs) {
      const auto known = ids_.find(info.name);
      if (known == ids_.end())
        return fail(bad_input("the model's output is computed by nothing")
                        .expected("the output of a node, an input or an initializer")
                        .found("no tensor of this name")
                        .in("output '" + info.name + "'"));
      if (std::ranges::find(graph_.outputs, known->second) != graph_.outputs.end())
        return fail(bad_input("the model's output is named twice")
                        .expected("each output once")
                        .found("a second one")
                        .in("output '" + info.name + "'"));
      graph_.outputs.push_back(known->second);
      NPUSCOPE_TRY(state_type(info));
    }
    return {};
  }

  /// Keeps a stated shape where all of it is known, to be checked against the inferred one.
  Status state_type(const OnnxValueInfo& info) {
    const auto known = ids_.find(info.name);
    if (known == ids_.end() || !info.is_tensor) return {};
    Value& value = graph_.value(known->second);
    if (value.type == ElementType::kUndefined)
      value.type = element_type_from_number(info.element_type);
    if (value.shape || !info.shape) return {};
    Shape shape;
    for (const OnnxDimension& d : *info.shape) {
      if (!d.value || *d.value < 0) return {};
      shape.push_back(*d.value);
    }
    value.shape = std::move(shape);
    return {};
  }

  Result<ValueId> declare(const std::string& name, const std::string& what) {
    if (name.empty())
      return fail(bad_input("an " + what + " without a name").expected("a name").found("''"));
    Value value;
    value.name = name;
    const ValueId id = graph_.add_value(std::move(value));
    if (!ids_.emplace(name, id).second)
      return fail(bad_input("the tensor is provided twice")
                      .expected("one origin for each tensor")
                      .found("a second one")
                      .in(what + " '" + name + "'"));
    return id;
  }

  std::string unique_name(const OnnxNode& raw) {
    std::string name = raw.name;
    if (name.empty()) {
      name = raw.op_type;
      if (!raw.outputs.empty()) name += "_" + raw.outputs[0];
    }
    return node_names_.add(name);
  }

  const OnnxModel& model_;
  const TensorSource& source_;
  Graph graph_;
  std::unordered_map<std::string, ValueId> ids_;
  UniqueNames node_names_;
};

}  // namespace

Result<Graph> parse_onnx(Bytes bytes, const TensorSource& source) {
  NPUSCOPE_TRY_ASSIGN(const OnnxModel model, decode_onnx_messages(bytes));
  return GraphBuilder(model, source).build();
}

Result<Graph> read_onnx(const fs::path& path, std::set<fs::path>* external_files) {
  NPUSCOPE_TRY_ASSIGN(auto file, MappedFile::open(path));
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  auto graph = parse_onnx(file->bytes(), {file, folder, external_files});
  if (!graph) return fail(std::move(graph).error().in(to_utf8(path)));
  return graph;
}

}  // namespace npuscope
