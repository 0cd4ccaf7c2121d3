// SPDX-License-Identifier: Apache-2.0
// ST053: how the compiler's generation rounds, and the cap of the 16-bit sums.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "base/text.h"
#include "execute/accumulator_caps.h"

namespace npuscope {
namespace {

constexpr const char* kSymptom =
    "A value that saturates cannot leave bias ± 32767 · 2^shift · s_x · s_w: signs stay right, "
    "large "
    "values pile up at one magnitude, and high confidence is never reached; the same in every run.";

/// A model that predict reads: the source model, or where that is no ONNX file the compiler's graph
/// of it.
std::string model_name(const AuditInput& input) {
  if (!input.model_path.empty()) return to_utf8(input.model_path.filename());
  for (const auto& model :
       {summary_value(*input.build, "model file"), compiler_option(*input.build, "-i")})
    if (model && model->value.ends_with(".onnx")) return base_name(model->value);
  return "MODEL.onnx";
}

std::string rounding_text(std::string_view core) {
  return core.starts_with("2.") ? "three roundings a layer, the first two to 16 bits"
                                : "two roundings a layer (three with more than 512 channels), the "
                                  "first to 16 bits";
}

std::string settle_text(const AuditInput& input, const std::string& core) {
  return fmt::format(
      "It fits a network whose decisions are right but never sure. Without a board: npuscope "
      "predict "
      "--model {} --compiler {} says which layers are capped, and where. On the board: the largest "
      "output ever seen; if one exceeds the cap, it is not this.",
      model_name(input), core);
}

/// What follows from the version alone.
AuditFinding open_question(const AuditInput& input, const StatedValue& version,
                           std::vector<AuditEvidence> evidence) {
  return {
      .id = "ST053",
      .severity = AuditSeverity::kFact,
      .question = AuditQuestion::kExecution,
      .title = fmt::format("Core {} keeps a layer's sum in 16 bits, which can cap its outputs",
                           version.value),
      .evidence = std::move(evidence),
      .why = fmt::format("ONNX Runtime keeps 32 bits and rounds once; this compiler has {}. {} No "
                         "cache setting changes it, and no newer compiler lifts the cap.",
                         rounding_text(version.value), kSymptom),
      .fix = "",
      .settle = settle_text(input, version.value),
      .lead = 1};
}

/// Layers whose cap can be seen, the tightest first.
std::vector<AuditEvidence> layer_evidence(const AuditInput& input,
                                          std::vector<AccumulatorCap> caps) {
  std::ranges::sort(caps, {}, &AccumulatorCap::share);
  const Graph& graph = input.model->graph;
  std::vector<AuditEvidence> evidence;
  for (const AccumulatorCap& cap : caps) {
    const std::string name = graph.value(graph.nodes[cap.node].outputs[0]).name;
    evidence.push_back(
        {{to_utf8(input.model_path.filename()), 0},
         fmt::format("{}: {} of {} channels; {:.3g} to {:.3g}, of {:.3g} to {:.3g} in its codes",
                     name, cap.cut_channels, cap.channels, cap.capped.low, cap.capped.high,
                     cap.promised.low, cap.promised.high)});
  }
  return evidence;
}

/// What the model's own weights and scales say.
std::optional<AuditFinding> answered(const AuditInput& input, const StatedValue& version) {
  const auto level = compiler_option(*input.build, "--optimization");
  const auto stated = level ? whole_number<int>(level->value) : std::nullopt;
  const auto options = neural_art_options(version.value, stated.value_or(0), {});
  if (!options) return std::nullopt;
  auto caps = accumulator_caps(input.model->graph, *options);
  if (!caps || caps->empty()) return std::nullopt;
  const size_t layers = caps->size();
  std::erase_if(*caps, [](const AccumulatorCap& cap) { return cap.cut_channels == 0; });
  if (caps->empty())
    return AuditFinding{
        .id = "ST053",
        .severity = AuditSeverity::kRefuted,
        .question = AuditQuestion::kExecution,
        .title = fmt::format("The 16 bits of the sums cap none of {} layers", layers),
        .evidence = {version.evidence},
        .why = "Every layer can reach what the codes of its output promise.",
        .fix = "",
        .settle = ""};
  return AuditFinding{
      .id = "ST053",
      .severity = AuditSeverity::kWarning,
      .question = AuditQuestion::kExecution,
      .title = fmt::format("The 16 bits of the sums can cap {} of {} layers", caps->size(), layers),
      .evidence = layer_evidence(input, std::move(*caps)),
      .why = kSymptom,
      .fix = "npuscope predict proposes remedies, and tries them on inputs.",
      .settle = settle_text(input, version.value),
      .lead = 1};
}

}  // namespace

void check_accumulator_cap(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  const auto version = stated_core_version(build);
  if (!version || build.target == StTarget::kCpuOnly || !runs_on_npu(build)) return;
  if (input.model != nullptr)
    if (auto answer = answered(input, *version)) return found.push_back(std::move(*answer));
  std::vector<AuditEvidence> evidence = {version->evidence};
  if (const auto format = summary_value(build, "model_fmt")) evidence.push_back(format->evidence);
  found.push_back(open_question(input, *version, std::move(evidence)));
}

}  // namespace npuscope
