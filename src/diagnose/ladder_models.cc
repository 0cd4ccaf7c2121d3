// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder_models.h"

#include "build/source_values.h"
#include "execute/compiler_model.h"

namespace npuscope {
namespace {

/// The compiler's graph knows its layers by the names of the model that it was made from too.
Status name_after_source(Model& oe, const Model& source) {
  NPUSCOPE_TRY_ASSIGN(const auto quant_json, find_quant_json(oe.path));
  if (!quant_json) return {};
  NPUSCOPE_TRY_ASSIGN(const QuantJson names, read_quant_json(*quant_json));
  add_source_aliases(oe.graph, names, source.graph);
  return {};
}

Result<std::shared_ptr<const Model>> load(const std::optional<fs::path>& path, const Case& input,
                                          const Model* source, Ladder& ladder) {
  if (!path) return std::shared_ptr<const Model>();
  NPUSCOPE_TRY_ASSIGN(Model model, load_model(*path, {input.batch, input.sizes, {}, true}));
  for (const std::string& warning : model.warnings)
    ladder.notes.push_back(to_utf8(path->filename()) + ": " + warning);
  if (source) NPUSCOPE_TRY(name_after_source(model, *source));
  return std::make_shared<const Model>(std::move(model));
}

}  // namespace

Status load_models(const Case& input, const Build* build, Ladder& ladder) {
  NPUSCOPE_TRY_SET(ladder.float_model, load(input.float_model, input, nullptr, ladder));
  NPUSCOPE_TRY_SET(ladder.quantized_model, load(input.quantized_model, input, nullptr, ladder));
  std::optional<fs::path> oe_model = input.oe_model;
  if (!oe_model && build && !build->files.oe_models.empty())
    oe_model = build->files.oe_models.front();
  NPUSCOPE_TRY_SET(ladder.oe_model, load(oe_model, input, ladder.quantized_model.get(), ladder));
  if (ladder.quantized_model && ladder.quantized_model->kind == ModelKind::kFloat)
    ladder.notes.push_back("the quantized model, " + to_utf8(input.quantized_model->filename()) +
                           ", has no quantized tensor: it is a float network");
  return {};
}

std::shared_ptr<const Model> model_for(std::string_view rung, const Ladder& ladder) {
  if (rung == "float") return ladder.float_model;
  if (rung == "oe") return ladder.oe_model;
  if (rung == "neural-art" && ladder.oe_model) return ladder.oe_model;
  return ladder.quantized_model;
}

std::shared_ptr<const Model> network_of(const Ladder& ladder) {
  for (const auto& model : {ladder.quantized_model, ladder.float_model, ladder.oe_model})
    if (model) return model;
  return nullptr;
}

}  // namespace npuscope
