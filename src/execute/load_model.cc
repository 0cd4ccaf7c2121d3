// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "execute/model.h"
#include "formats/onnx/model_reader.h"
#include "graph/qoperators.h"

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

Status prepare(Model& model, const LoadOptions& options) {
  Graph& graph = model.graph;
  model.kind = kind_of(graph);
  NPUSCOPE_TRY(bind_dimensions(graph, options.batch, options.sizes));
  NPUSCOPE_TRY(expand_qoperators(graph));
  NPUSCOPE_TRY(sort_topologically(graph));
  NPUSCOPE_TRY(infer_shapes(graph));
  if (!options.fold) return {};
  NPUSCOPE_TRY_ASSIGN(FoldReport report, fold_quantization(graph));
  model.float_islands = std::move(report.float_islands);
  return {};
}

}  // namespace

std::string_view model_kind_text(ModelKind kind) {
  switch (kind) {
    case ModelKind::kFloat:
      return "float";
    case ModelKind::kQdq:
      return "quantized (QDQ)";
    case ModelKind::kQoperator:
      return "quantized (QOperator)";
    case ModelKind::kDynamic:
      return "dynamically quantized";
    case ModelKind::kCompilerOe:
      return "compiler's graph (OE)";
  }
  return "unknown";
}

Result<Model> load_model(const fs::path& path, const LoadOptions& options) {
  Model model;
  model.path = path;
  NPUSCOPE_TRY_ASSIGN(model.graph, read_onnx(path));
  NPUSCOPE_TRY_ASSIGN(model.sha256, sha256_of_file(path));
  if (auto status = prepare(model, options); !status)
    return fail(std::move(status).error().in(to_utf8(path)));
  return model;
}

}  // namespace npuscope
