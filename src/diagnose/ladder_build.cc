// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder_build.h"

#include <fmt/format.h>

#include "audit/audit.h"
#include "build/build_names.h"
#include "execute/npu_build.h"

namespace npuscope {

Result<std::unique_ptr<Build>> open_build(const Case& input) {
  if (!input.build) return nullptr;
  NPUSCOPE_TRY_ASSIGN(Build build, load_build(*input.build));
  return std::make_unique<Build>(std::move(build));
}

void tie_build(std::unique_ptr<Build> build, Ladder& ladder) {
  const auto source = ladder.quantized_model ? ladder.quantized_model : ladder.oe_model;
  const NameResolution names = resolve_names(*build, source ? &source->graph : nullptr);
  if (ladder.quantized_model && !names.unresolved.empty())
    ladder.notes.push_back(
        fmt::format("{} of {} names of the build are none of the quantized model's: '{}' …",
                    names.unresolved.size(), names.named, names.unresolved.front()));
  AuditInput input;
  input.build = build.get();
  input.model = ladder.quantized_model.get();
  if (ladder.quantized_model) input.model_path = ladder.quantized_model->path;
  ladder.audit = audit(input);
  ladder.places = build_places(*build);
  ladder.build = std::move(build);
}

Result<NeuralArtOptions> npu_options_of(const Ladder& ladder) {
  const Build* build = ladder.build.get();
  if (!build) return NeuralArtOptions{};
  if (build->units() != nullptr) {
    NPUSCOPE_TRY_ASSIGN(const auto own, make_npu_build(*build, to_utf8(build->path)));
    return options_with(own);
  }
  const auto of_version = neural_art_options(build->core_version, 3, {});
  return of_version ? *of_version : NeuralArtOptions{};
}

}  // namespace npuscope
