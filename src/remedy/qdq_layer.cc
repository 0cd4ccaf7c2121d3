// SPDX-License-Identifier: Apache-2.0
#include "remedy/qdq_layer.h"

#include <algorithm>

#include "execute/node_quantization.h"

namespace npuscope {
namespace {

bool is_one_of(const OnnxNode& node, std::string_view op_type) {
  return node.op_type == op_type && is_known_domain(node.domain);
}

Tensor scale_tensor(const Quantization& q) {
  const Shape shape = q.per_channel() ? Shape{static_cast<int64_t>(q.scale.size())} : Shape{};
  return Tensor::of<float>(shape, q.scale);
}

Tensor zero_point_tensor(const Quantization& q) {
  Tensor tensor = Tensor::zeros(
      q.type, q.per_channel() ? Shape{static_cast<int64_t>(q.scale.size())} : Shape{});
  visit_element_type(q.type, [&]<class T>(T) {
    const auto out = tensor.mutable_values<T>();
    for (size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<T>(q.zero_point_at(static_cast<int64_t>(i)));
  });
  return tensor;
}

Error not_so(std::string what) { return bad_input(std::move(what)); }

/// Compute node, clamp, and what quantizes the result.
Status find_nodes(const Bench& bench, QdqLayer& layer) {
  const ModelEditor& file = *bench.file;
  const auto made_by = file.producer(layer.result);
  if (!made_by) return fail(not_so("the file has no tensor '" + layer.result + "'"));
  layer.compute = *made_by;
  if (layer.node->clamp && !is_one_of(file.node(*made_by), layer.node->op_type)) {
    layer.clamp = made_by;
    const auto before = file.producer(file.node(*made_by).inputs.at(0));
    if (before) layer.compute = *before;
  }
  const OnnxNode& compute = file.node(layer.compute);
  if (!is_one_of(compute, layer.node->op_type) || compute.outputs.size() != 1 ||
      compute.inputs.size() != layer.node->inputs.size())
    return fail(not_so("the file computes it by " + compute.op_type +
                       ", in another way than its "
                       "result is quantized"));
  layer.quantizes = file.readers(layer.result);
  const bool quantized = std::ranges::all_of(layer.quantizes, [&](ModelEditor::NodeId id) {
    return is_one_of(file.node(id), "QuantizeLinear");
  });
  if (!quantized || layer.quantizes.empty() || file.is_output(layer.result))
    return fail(not_so("its result is read by others than QuantizeLinear"));
  return {};
}

/// The axes that channels have.
Status find_axes(const Graph& graph, QdqLayer& layer) {
  const Node& node = *layer.node;
  if (node.op_type == "Conv") {
    layer.groups = node.int_attribute("group", 1);
    return {};
  }
  if (!has_rewritable_type(node))
    return fail(not_so("a layer of type " + node.op_type + " cannot be rewritten here"));
  layer.output_axis = node.op_type == "Gemm" && node.int_attribute("transB", 0) != 0 ? 0 : 1;
  layer.input_axis = 1 - layer.output_axis;
  layer.value_axis = static_cast<int64_t>(graph.value(node.outputs[0]).shape->size()) - 1;
  return {};
}

Status find_constants(const Bench& bench, QdqLayer& layer) {
  const Graph& graph = bench.graph();
  const Node& node = *layer.node;
  const Value& weights = graph.value(node.inputs[1]);
  const OnnxNode& compute = bench.file->node(layer.compute);
  const auto made_by = bench.file->producer(compute.inputs.at(1));
  if (!made_by || !is_one_of(bench.file->node(*made_by), "DequantizeLinear"))
    return fail(not_so("its weights do not come through DequantizeLinear"));
  for (const ValueId id : {node.inputs[1], node.outputs[0]})
    if (graph.value(id).real_type != ElementType::kFloat32)
      return fail(not_so("its real numbers are not float32"));
  layer.domain = bench.file->node(*made_by).domain;
  layer.constants.weights = *weights.constant;
  layer.constants.weight_quantization = *weights.quantization;
  if (node.op_type != "Conv" && weights.shape->size() != 2)
    return fail(not_so("its weights are no matrix"));
  constexpr size_t kBias = 2;
  if (node.inputs.size() <= kBias || node.inputs[kBias] == kNoValue) return {};
  const Value& bias = graph.value(node.inputs[kBias]);
  layer.constants.bias = bias.constant;
  layer.constants.bias_quantization = bias.quantization;
  if (bias.shape->empty() || bias.shape->back() != layer.channels() ||
      (!bias.quantization && bias.type != ElementType::kFloat32))
    return fail(not_so("its bias is not one number per output channel"));
  return {};
}

/// Scale and zero point as constants.
std::vector<std::string> add_parameters(ModelEditor& file, const std::string& name,
                                        const Quantization& quantization) {
  return {file.add_initializer(name + "_scale", scale_tensor(quantization)),
          file.add_initializer(name + "_zero_point", zero_point_tensor(quantization))};
}

std::string add_pair_with(ModelEditor& file, ModelEditor::NodeId quantize,
                          const std::vector<std::string>& parameters, const std::string& real,
                          ModelEditor::NodeId before) {
  const std::string domain = file.node(quantize).domain;
  const std::string codes = file.unique_name(real + "_QuantizeLinear_Output");
  std::string again = file.unique_name(real + "_DequantizeLinear_Output");
  std::vector<std::string> inputs = {real};
  inputs.insert(inputs.end(), parameters.begin(), parameters.end());
  file.insert_copy(quantize, inputs, {codes}, before);
  inputs[0] = codes;
  file.insert({"DequantizeLinear", std::move(inputs), {again}, {}, domain}, before);
  return again;
}

std::string add_dequantized(ModelEditor& file, const QdqLayer& layer, const std::string& name,
                            const Tensor& codes, const Quantization& quantization) {
  NewNode node{"DequantizeLinear", {}, {}, {}, layer.domain};
  node.inputs = add_parameters(file, name, quantization);
  node.inputs.insert(node.inputs.begin(), file.add_initializer(name + "_quantized", codes));
  node.outputs = {file.unique_name(name)};
  if (quantization.per_channel()) node.attributes["axis"] = quantization.axis;
  file.insert(node, layer.compute);
  return node.outputs[0];
}

}  // namespace

bool has_rewritable_type(const Node& node) {
  return node.op_type == "Conv" || node.op_type == "Gemm" || node.op_type == "MatMul";
}

Result<QdqLayer> find_qdq_layer(const Bench& bench, size_t node) {
  if (!bench.file) return fail(not_so(bench.refusal));
  QdqLayer layer;
  layer.node = &bench.graph().nodes[node];
  layer.result = bench.graph().value(layer.node->outputs[0]).name;
  NPUSCOPE_TRY(find_nodes(bench, layer));
  layer.input = bench.file->node(layer.compute).inputs[0];
  NPUSCOPE_TRY(find_axes(bench.graph(), layer));
  NPUSCOPE_TRY(find_constants(bench, layer));
  return layer;
}

std::vector<std::string> add_constants(ModelEditor& file, const QdqLayer& layer,
                                       const LayerConstants& constants) {
  const OnnxNode compute = file.node(layer.compute);
  std::vector<std::string> names = {add_dequantized(file, layer, compute.inputs[1] + "_rewritten",
                                                    constants.weights,
                                                    constants.weight_quantization)};
  if (!constants.bias) return names;
  const std::string bias = compute.inputs[2] + "_rewritten";
  names.push_back(constants.bias_quantization ? add_dequantized(file, layer, bias, *constants.bias,
                                                                *constants.bias_quantization)
                                              : file.add_initializer(bias, *constants.bias));
  return names;
}

void set_constants(ModelEditor& file, const QdqLayer& layer, const LayerConstants& constants) {
  std::vector<std::string> inputs = add_constants(file, layer, constants);
  inputs.insert(inputs.begin(), layer.input);
  file.set_inputs(layer.compute, std::move(inputs));
}

void add_layer(ModelEditor& file, const QdqLayer& layer, const LayerConstants& constants,
               const std::string& input, const std::string& result) {
  std::vector<std::string> inputs = add_constants(file, layer, constants);
  inputs.insert(inputs.begin(), input);
  const std::string computed = layer.clamp ? file.unique_name(result + "_unclamped") : result;
  file.insert_copy(layer.compute, std::move(inputs), {computed}, layer.quantizes[0]);
  if (!layer.clamp) return;
  std::vector<std::string> clamped = file.node(*layer.clamp).inputs;
  clamped[0] = computed;
  file.insert_copy(*layer.clamp, std::move(clamped), {result}, layer.quantizes[0]);
}

std::string rename_result(ModelEditor& file, const QdqLayer& layer, const std::string& suffix) {
  std::string name = file.unique_name(layer.result + suffix);
  file.set_outputs(layer.clamp.value_or(layer.compute), {name});
  if (layer.clamp) file.forget(file.node(layer.compute).outputs[0]);
  return name;
}

std::string add_pair(ModelEditor& file, ModelEditor::NodeId quantize, const std::string& real,
                     ModelEditor::NodeId before) {
  const OnnxNode& like = file.node(quantize);
  return add_pair_with(file, quantize, {like.inputs.begin() + 1, like.inputs.end()}, real, before);
}

std::string add_pair(ModelEditor& file, ModelEditor::NodeId quantize,
                     const Quantization& quantization, const std::string& real,
                     ModelEditor::NodeId before) {
  return add_pair_with(file, quantize, add_parameters(file, real, quantization), real, before);
}

Status set_quantization(ModelEditor& file, const std::string& real,
                        const Quantization& quantization) {
  std::vector<ModelEditor::NodeId> nodes = file.readers(real);
  for (const ModelEditor::NodeId quantize : file.readers(real)) {
    const std::string codes = file.node(quantize).outputs.at(0);
    const auto readers = file.readers(codes);
    const bool only_here = std::ranges::all_of(readers, [&](ModelEditor::NodeId id) {
      return is_one_of(file.node(id), "DequantizeLinear");
    });
    if (!is_one_of(file.node(quantize), "QuantizeLinear") || !only_here || file.is_output(codes))
      return fail(not_so("the codes of '" + real + "' are read as they stand"));
    nodes.insert(nodes.end(), readers.begin(), readers.end());
  }
  const std::vector<std::string> parameters = add_parameters(file, real, quantization);
  for (const ModelEditor::NodeId id : nodes)
    file.set_inputs(id, {file.node(id).inputs[0], parameters[0], parameters[1]});
  return {};
}

void add_slice(ModelEditor& file, const std::string& from, const std::string& to, int64_t axis,
               int64_t begin, int64_t end, ModelEditor::NodeId before) {
  std::vector<std::string> inputs = {from};
  for (const auto& [name, number] : {std::pair("_starts", begin), {"_ends", end}, {"_axes", axis}})
    inputs.push_back(file.add_initializer(
        to + name, Tensor::of<int64_t>({1}, std::span<const int64_t>(&number, 1))));
  file.insert({"Slice", inputs, {to}, {}, {}}, before);
}

Result<QdqLayer> layer_of(const Bench& bench, const Remedy& remedy) {
  const Candidate* candidate = bench.find(remedy.layer);
  if (candidate == nullptr) return fail(internal_error("a remedy without its layer"));
  return find_qdq_layer(bench, candidate->node);
}

}  // namespace npuscope
