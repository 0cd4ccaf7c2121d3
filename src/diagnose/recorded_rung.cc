// SPDX-License-Identifier: Apache-2.0
#include "diagnose/recorded_rung.h"

#include <fmt/format.h>

#include "diagnose/ladder_models.h"
#include "inputs/recorded_random.h"
#include "recording/channels_first.h"
#include "recording/described_recording.h"

namespace npuscope {
namespace {

/// What the models say of a recording's tensors; channels first, as theirs.
std::shared_ptr<const Recording> described(const std::string& name,
                                           std::shared_ptr<const Recording> recording,
                                           const std::optional<ImageLayout>& layout,
                                           Ladder& ladder) {
  for (const auto& model : {ladder.quantized_model, ladder.oe_model, ladder.float_model})
    if (model) recording = described_by(std::move(recording), model->graph);
  const auto known = network_of(ladder);
  if (!known) return recording;
  std::vector<std::string> turned;
  recording = channels_first(std::move(recording), known->graph, layout, turned);
  for (const std::string& line : turned) ladder.note_once(fmt::format("{}: {}", name, line));
  return recording;
}

}  // namespace

Result<LadderRung> recorded_rung(const std::string& name, const std::string& path,
                                 const std::optional<ImageLayout>& layout, Ladder& ladder) {
  NPUSCOPE_TRY_ASSIGN(std::shared_ptr<const Recording> recording, open_recording(path));
  for (const std::string& warning : recording->manifest().warnings)
    ladder.notes.push_back(fmt::format("{}: {}", name, warning));
  NPUSCOPE_TRY_ASSIGN(const bool random, has_random_inputs(*recording));
  if (random) ladder.note_once(random_inputs_warning());
  NPUSCOPE_TRY_ASSIGN(std::shared_ptr<const Recording> intended, open_intended_inputs(path));
  if (intended) intended = described(name, std::move(intended), layout, ladder);
  const auto known = network_of(ladder);
  recording = with_lone_output(std::move(recording), known ? &known->graph : nullptr);
  recording = described(name, std::move(recording), layout, ladder);
  return LadderRung{name,
                    path,
                    nullptr,
                    nullptr,
                    std::move(recording),
                    LadderRung::Place::kStep,
                    std::move(intended)};
}

}  // namespace npuscope
