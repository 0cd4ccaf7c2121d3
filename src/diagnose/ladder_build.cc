// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder_build.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "build/build_names.h"
#include "diagnose/ladder_models.h"
#include "execute/arithmetic.h"

namespace npuscope {

Status open_build(const Case& input, Ladder& ladder) {
  if (!input.build) return {};
  NPUSCOPE_TRY_ASSIGN(Build build, load_build(*input.build));
  ladder.build = std::make_shared<const Build>(std::move(build));
  return {};
}

std::optional<fs::path> oe_model_of(const Ladder& ladder) {
  if (!ladder.build || ladder.build->files.oe_models.empty()) return std::nullopt;
  return ladder.build->files.oe_models.front();
}

Status tie_build(Ladder& ladder) {
  if (!ladder.build) return {};
  Build build = *ladder.build;
  const auto source = ladder.quantized_model ? ladder.quantized_model : ladder.oe_model;
  const NameResolution names = resolve_names(build, source ? &source->graph : nullptr);
  if (ladder.quantized_model && !names.unresolved.empty())
    ladder.notes.push_back(
        fmt::format("{} of {} names of the build are none of the quantized model's: '{}' …",
                    names.unresolved.size(), names.named, names.unresolved.front()));
  AuditInput input;
  input.build = &build;
  input.model = ladder.quantized_model.get();
  if (ladder.quantized_model) input.model_path = ladder.quantized_model->path;
  ladder.audit = audit(input);
  ladder.places = build_places(build);
  ladder.build = std::make_shared<const Build>(std::move(build));
  return {};
}

std::string neural_art_spec(const Ladder& ladder) {
  if (!ladder.build) return "neural-art";
  if (ladder.build->units() != nullptr) return "neural-art:build=" + to_utf8(ladder.build->path);
  const std::string of_version = "neural-art:compiler=" + ladder.build->core_version;
  return parse_neural_art_spec(of_version) ? of_version : "neural-art";
}

}  // namespace npuscope
