// SPDX-License-Identifier: Apache-2.0
#include "build/model_weights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/onnx/model_reader.h"
#include "graph/qoperators.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

/// Codes and what they stand for; or why there are none.
struct Codes {
  Shape shape;
  std::vector<int32_t> centred;  ///< minus zero point, in C order
  std::string reason;            ///< empty where there are codes
};

Codes none(std::string reason) { return {.shape = {}, .centred = {}, .reason = std::move(reason)}; }

bool is_matrix_product(const Node& node) {
  return node.op_type == "Gemm" || node.op_type == "MatMul";
}

bool has_weights(const Node& node) {
  return node.domain.empty() &&
         (node.op_type == "Conv" || node.op_type == "ConvTranspose" || is_matrix_product(node));
}

std::optional<std::array<int64_t, 4>> kernel_shape(const Shape& shape) {
  if (shape.size() == 2) return std::array<int64_t, 4>{shape[0], shape[1], 1, 1};
  if (shape.size() == 3) return std::array<int64_t, 4>{shape[0], shape[1], 1, shape[2]};
  if (shape.size() == 4) return std::array{shape[0], shape[1], shape[2], shape[3]};
  return std::nullopt;
}

/// The index along `axis` of an element; 0 for axis < 0.
int64_t index_along(const Shape& shape, int axis, size_t element) {
  if (axis < 0) return 0;
  const int64_t inner = element_count(std::span(shape).subspan(static_cast<size_t>(axis) + 1));
  return static_cast<int64_t>(element) / inner % shape[static_cast<size_t>(axis)];
}

/// Where the weights of a kind of node have their kernels: the axis of per-channel scales.
int kernel_axis(const Node& node, int rank) {
  if (node.op_type == "ConvTranspose") return 1;
  const bool columns =
      node.op_type == "MatMul" || (node.op_type == "Gemm" && node.int_attribute("transB", 0) == 0);
  return columns ? rank - 1 : 0;
}

Codes centred_codes(const Tensor& codes, const std::vector<int64_t>& zero_points, int axis) {
  Codes result{.shape = codes.shape(), .centred = {}, .reason = ""};
  const auto rank = static_cast<int>(codes.shape().size());
  const bool per_channel = zero_points.size() > 1;
  if (per_channel &&
      (axis < 0 || axis >= rank ||
       codes.shape()[static_cast<size_t>(axis)] != static_cast<int64_t>(zero_points.size())))
    return none("its zero points do not fit its weights");
  const std::vector<int64_t> values = to_int64s(codes);
  if (values.empty()) return none("its weights are no integers");
  result.centred.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    const int64_t channel = per_channel ? index_along(codes.shape(), axis, i) : 0;
    const int64_t zero_point = zero_points.empty() ? 0 : zero_points[static_cast<size_t>(channel)];
    result.centred.push_back(static_cast<int32_t>(values[i] - zero_point));
  }
  return result;
}

/// The codes of floats that lie on the grid of their scales.
Codes codes_on_grid(const Tensor& real, const QuantJsonTensor& format, const Node& node) {
  // As where a whole graph is annotated: what float32 leaves open of a code.
  constexpr double kTolerance = 0x1p-8;
  const auto rank = static_cast<int>(real.shape().size());
  const int axis = kernel_axis(node, rank);
  const auto& scales = format.scale;
  if (scales.empty()) return none("its weights are float in the *_Q.json");
  if (scales.size() > 1 &&
      (axis < 0 || axis >= rank ||
       static_cast<int64_t>(scales.size()) != real.shape()[static_cast<size_t>(axis)]))
    return none("its scales in the *_Q.json do not fit its weights");
  Codes result{.shape = real.shape(), .centred = {}, .reason = ""};
  const auto values = real.values<float>();
  for (size_t i = 0; i < values.size(); ++i) {
    const int64_t channel = scales.size() > 1 ? index_along(real.shape(), axis, i) : 0;
    const double exact = static_cast<double>(values[i]) / scales[static_cast<size_t>(channel)];
    const double code = round_real(exact, Rounding::kHalfEven);
    if (!(std::fabs(exact - code) <= kTolerance) || std::fabs(code) > 32768)
      return none(
          "its weights are no multiples of their scales: it and its *_Q.json do not "
          "belong together");
    result.centred.push_back(static_cast<int32_t>(code));
  }
  return result;
}

/// Reads what nodes of one graph multiply with.
class Reader {
 public:
  Reader(const Graph& graph, const QuantJson* quant_json)
      : graph_(graph), quant_json_(quant_json), producers_(producers_of(graph)) {}

  void read(const Node& node, ModelWeights& result) const;

 private:
  [[nodiscard]] const Node* producer(ValueId id) const {
    const int index = producers_[static_cast<size_t>(id)];
    if (index < 0) return nullptr;
    const Node* node = &graph_.nodes[static_cast<size_t>(index)];
    return node->inputs.empty() && is_dequantize(*node) ? nullptr : node;
  }
  [[nodiscard]] const Tensor* constant(ValueId id) const;
  [[nodiscard]] Codes dequantized(const Node& node) const;
  [[nodiscard]] Codes codes(const Node& node, ValueId weights) const;

  const Graph& graph_;
  const QuantJson* quant_json_;
  std::vector<int> producers_;
};

/// An initializer, or what a Constant node states.
const Tensor* Reader::constant(ValueId id) const {
  if (id == kNoValue) return nullptr;
  const Value& value = graph_.value(id);
  if (value.constant) return &*value.constant;
  const Node* node = producer(id);
  if (!node || node->op_type != "Constant") return nullptr;
  const auto attribute = node->attributes.find("value");
  return attribute == node->attributes.end() ? nullptr : std::get_if<Tensor>(&attribute->second);
}

Codes Reader::dequantized(const Node& node) const {
  const Tensor* codes = constant(node.inputs[0]);
  if (!codes) return none("its weights are computed while it runs");
  const Tensor* zero_points = node.inputs.size() > 2 ? constant(node.inputs[2]) : nullptr;
  auto axis = static_cast<int>(node.int_attribute("axis", 1));
  if (axis < 0) axis += static_cast<int>(codes->shape().size());
  return centred_codes(*codes, zero_points ? to_int64s(*zero_points) : std::vector<int64_t>(),
                       axis);
}

Codes Reader::codes(const Node& node, ValueId weights) const {
  const Value& value = graph_.value(weights);
  const Node* made_by = producer(weights);
  if (made_by && is_dequantize(*made_by)) return dequantized(*made_by);
  const Tensor* tensor = constant(weights);
  if (!tensor) return none("its weights are computed while it runs");
  if (value.quantization) {
    const auto& zero_points = value.quantization->zero_point;
    return centred_codes(*tensor, {zero_points.begin(), zero_points.end()},
                         value.quantization->axis);
  }
  if (quant_json_ && tensor->type() == ElementType::kFloat32) {
    const auto format = quant_json_->tensors.find(value.name);
    if (format != quant_json_->tensors.end()) return codes_on_grid(*tensor, format->second, node);
  }
  return none("its weights are float in the model");
}

void add_names(std::vector<std::string>& names, const Value& value) {
  names.push_back(value.name);
  names.insert(names.end(), value.aliases.begin(), value.aliases.end());
}

/// (out, in, 1, 1) of (in, out, 1, 1).
WeightCodes turned(const WeightCodes& w) {
  WeightCodes result{.shape = {w.shape[1], w.shape[0], 1, 1}, .codes = {}};
  for (int64_t out = 0; out < w.shape[1]; ++out)
    for (int64_t in = 0; in < w.shape[0]; ++in)
      result.codes.push_back(static_cast<int32_t>(w.at(in, out, 0, 0)));
  return result;
}

void Reader::read(const Node& node, ModelWeights& result) const {
  const bool first = is_matrix_product(node) && node.inputs[0] != kNoValue &&
                     constant(codes_behind(node.inputs[0], producer(node.inputs[0])));
  const ValueId weights = node.inputs[first ? 0 : 1];
  if (weights == kNoValue) return;
  // A product of two activations has no weights.
  if (is_matrix_product(node) && !constant(codes_behind(weights, producer(weights)))) return;
  Codes read = codes(node, weights);
  const auto shape = kernel_shape(read.shape);
  if (read.reason.empty() && !shape)
    read = none(fmt::format("weights of shape {} are not understood", fmt::join(read.shape, "x")));
  if (!read.reason.empty()) {
    result.unreadable.push_back({node.name, read.reason});
    return;
  }
  LayerWeights layer;
  layer.node = node.name;
  layer.op_type = node.op_type;
  layer.names = {node.name};
  for (const ValueId output : node.outputs)
    if (output != kNoValue) add_names(layer.names, graph_.value(output));
  add_names(layer.names, graph_.value(weights));
  layer.groups = std::max<int64_t>(node.int_attribute("group", 1), 1);
  layer.weights = {.shape = *shape, .codes = std::move(read.centred)};
  const bool rows = first || (node.op_type == "Gemm" && node.int_attribute("transB", 0) != 0);
  if (is_matrix_product(node) && !rows) layer.weights = turned(layer.weights);
  result.layers.push_back(std::move(layer));
}

}  // namespace

ModelWeights model_weights(const Graph& graph, const QuantJson* quant_json) {
  ModelWeights result;
  const Reader reader(graph, quant_json);
  for (const Node& node : graph.nodes)
    if (has_weights(node) && node.inputs.size() > 1) reader.read(node, result);
  return result;
}

Result<ModelWeights> read_model_weights(const fs::path& model, const QuantJson* quant_json) {
  NPUSCOPE_TRY_ASSIGN(Graph graph, read_onnx(model));
  auto status = sort_topologically(graph);
  if (status) status = expand_qoperators(graph);
  if (!status) return fail(std::move(status).error().in(to_utf8(model)));
  return model_weights(graph, quant_json);
}

}  // namespace npuscope
