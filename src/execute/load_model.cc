// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "base/suggest.h"
#include "execute/compiler_model.h"
#include "execute/model.h"
#include "formats/onnx/model_reader.h"
#include "graph/qoperators.h"
#include "kernels/attributes.h"
#include "kernels/operator.h"

namespace npuscope {
namespace {

bool has_operator(const Graph& graph, std::string_view prefix) {
  return std::ranges::any_of(graph.nodes,
                             [&](const Node& n) { return n.op_type.starts_with(prefix); });
}

ModelKind kind_of(const Graph& graph) {
  if (is_dynamically_quantized(graph)) return ModelKind::kDynamic;
  if (has_operator(graph, "QLinear") || has_operator(graph, "QGemm")) return ModelKind::kQoperator;
  if (has_operator(graph, "QuantizeLinear") || has_operator(graph, "DequantizeLinear"))
    return ModelKind::kQdq;
  return ModelKind::kFloat;
}

std::vector<std::string> warnings_about(const Graph& graph) {
  const auto opset = graph.opsets.find("");
  if (opset == graph.opsets.end() || opset->second <= kNewestOpset) return {};
  return {
      fmt::format("the model imports version {} of ONNX's operator set: its operators are "
                  "executed as version {} defines them, the newest that npuscope knows",
                  opset->second, kNewestOpset)};
}

Error unfit_value(const std::string& name, const Tensor& tensor) {
  return bad_input("the given value does not fit a graph input")
      .in("input '" + name + "'")
      .expected("the name, element type and rank of an input")
      .found(std::string(element_type_name(tensor.type())) + " of shape " +
             shape_text(tensor.shape()));
}

/// Turns the inputs whose value is given into constants.
Status bind_values(Graph& graph, const std::map<std::string, Tensor>& values) {
  for (const auto& [name, tensor] : values) {
    const ValueId id = graph.find_value(name);
    const auto input = std::ranges::find(graph.inputs, id);
    if (id == kNoValue || input == graph.inputs.end()) return fail(unfit_value(name, tensor));
    Value& value = graph.value(id);
    if (value.type != tensor.type() || value.dimension_names.size() != tensor.shape().size())
      return fail(unfit_value(name, tensor));
    graph.inputs.erase(input);
    value.shape = tensor.shape();
    value.constant = tensor;
    value.dimension_names.clear();
  }
  return {};
}

Status prepare(Model& model, const std::optional<fs::path>& quant_json,
               const LoadOptions& options) {
  Graph& graph = model.graph;
  for (const Node& node : graph.nodes) NPUSCOPE_TRY(check_attributes(node));
  NPUSCOPE_TRY(sort_topologically(graph));
  NPUSCOPE_TRY(place_constants(graph));
  NPUSCOPE_TRY(bind_values(graph, options.values));
  model.kind = kind_of(graph);
  model.warnings = warnings_about(graph);
  model.symbols = symbolic_dimensions(graph);
  NPUSCOPE_TRY(bind_dimensions(graph, options.batch, options.sizes));
  NPUSCOPE_TRY(expand_qoperators(graph));
  NPUSCOPE_TRY(infer_shapes(graph));
  if (quant_json) {
    NPUSCOPE_TRY(apply_quant_json(graph, *quant_json));
    model.kind = ModelKind::kCompilerOe;
  }
  if (!options.fold) return {};
  NPUSCOPE_TRY(fold_quantization(graph));
  NPUSCOPE_TRY_SET(model.float_islands, find_float_islands(graph, exact_arithmetic()));
  return {};
}

/// Of the file alone where nothing lies beside it.
Result<std::string> joint_sha256(const fs::path& file, const std::vector<fs::path>& beside) {
  NPUSCOPE_TRY_ASSIGN(std::string hashes, sha256_of_file(file));
  if (beside.empty()) return hashes;
  for (const fs::path& other : beside) {
    NPUSCOPE_TRY_ASSIGN(const std::string hash, sha256_of_file(other));
    hashes += hash;
  }
  return sha256_hex(hashes);
}

}  // namespace

std::string_view model_kind_text(ModelKind kind) {
  switch (kind) {
    case ModelKind::kFloat: return "float";
    case ModelKind::kQdq: return "quantized (QDQ)";
    case ModelKind::kQoperator: return "quantized (QOperator)";
    case ModelKind::kDynamic: return "dynamically quantized";
    case ModelKind::kCompilerOe: return "compiler's graph (OE)";
  }
  return "unknown";
}

Status check_sizes(const std::map<std::string, int64_t>& sizes,
                   std::span<const Model* const> models) {
  std::vector<std::string_view> known;
  for (const Model* model : models)
    known.insert(known.end(), model->symbols.begin(), model->symbols.end());
  for (const auto& [name, size] : sizes) {
    if (std::ranges::find(known, name) != known.end()) continue;
    return fail(usage_error("a size is given for a dimension that no input has")
                    .expected(known.empty() ? "no sizes: the inputs have no symbolic dimension"
                                            : fmt::format("{}", fmt::join(known, ", ")))
                    .found(fmt::format("{}={}", name, size))
                    .hint(nearest_names_text(name, known)));
  }
  return {};
}

Result<Model> load_model(const fs::path& path, const LoadOptions& options) {
  Model model;
  model.path = path;
  std::set<fs::path> external_files;
  NPUSCOPE_TRY_SET(model.graph, read_onnx(path, &external_files));
  NPUSCOPE_TRY_ASSIGN(const auto quant_json, find_quant_json(path));
  std::vector<fs::path> beside(external_files.begin(), external_files.end());
  if (quant_json) beside.push_back(*quant_json);
  NPUSCOPE_TRY_SET(model.sha256, joint_sha256(path, beside));
  if (auto status = prepare(model, quant_json, options); !status)
    return fail(std::move(status).error().in(to_utf8(path)));
  return model;
}

Result<Model> load_model(std::string bytes, const fs::path& path, const LoadOptions& options) {
  Model model;
  model.path = path;
  model.sha256 = sha256_hex(bytes);
  const auto owner = std::make_shared<const std::string>(std::move(bytes));
  auto graph = parse_onnx(as_bytes(*owner), {owner, {}, nullptr});
  if (!graph) return fail(std::move(graph).error().in(to_utf8(path)));
  model.graph = *std::move(graph);
  if (auto status = prepare(model, std::nullopt, options); !status)
    return fail(std::move(status).error().in(to_utf8(path)));
  return model;
}

}  // namespace npuscope
