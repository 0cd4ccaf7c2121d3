// SPDX-License-Identifier: Apache-2.0
// ST006: the quantization was dropped on the way, and the network computes in float.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

constexpr std::string_view kIgnored = "Ignore Quantization JSON file";

void collect(const Artefact<GenerateLog>& log, const std::vector<StLine>& lines,
             std::vector<AuditEvidence>& evidence) {
  for (const StLine& line : lines)
    if (line.text.find(kIgnored) != std::string::npos)
      evidence.push_back(message_evidence(log, line).front());
}

/// What the compiler says when it throws the whole `*_Q.json` away.
std::vector<AuditEvidence> ignored_json(const Build& build) {
  std::vector<AuditEvidence> evidence;
  for (const auto& log : build.files.logs) {
    const GenerateLog& content = log.content;
    for (const auto* lines : {&content.warnings, &content.errors, &content.notes, &content.unknown})
      collect(log, *lines, evidence);
  }
  return evidence;
}

/// Bytes of weights per parameter: 1 of int8, 4 of float.
std::optional<double> bytes_per_parameter(const StatedValue& weights, const StatedValue& params) {
  const auto bytes = leading_count(weights.value);
  const auto count = leading_count(params.value);
  if (!bytes || !count || *count <= 0) return std::nullopt;
  return static_cast<double>(*bytes) / static_cast<double>(*count);
}

/// Whether the tool itself takes the model for float, with no port that has codes. The NPU's copies
/// of depthwise kernels are larger than the kernels: bytes alone prove no float weights.
bool is_stated_float(const Build& build) {
  const auto format = summary_value(build, "model_fmt");
  if (!format || format->value != "float") return false;
  return std::ranges::none_of(build.files.logs, [](const auto& log) {
    return std::ranges::any_of(log.content.ports, [](const GenerateLog::Port& port) {
      return !port.quantization.empty() || port.type.find("int") != std::string::npos;
    });
  });
}

void check_weights(const Build& build, std::vector<AuditFinding>& found) {
  const auto weights = summary_value(build, "weights (ro)");
  const auto params = summary_value(build, "params #");
  if (!weights || !params || !compiler_options_known(build)) return;
  const auto bytes = bytes_per_parameter(*weights, *params);
  if (!bytes) return;
  std::vector<AuditEvidence> evidence = {params->evidence, weights->evidence};
  if (const auto json = compiler_option(build, "--json-quant-file"))
    evidence.push_back(json->evidence);
  // Between the two: padded int8, or a network whose weights are int8 in part.
  if (*bytes < 2)
    found.push_back(
        {.id = "ST006",
         .severity = AuditSeverity::kRefuted,
         .question = AuditQuestion::kModel,
         .title = fmt::format("The quantization was not dropped: {:.2f} bytes of weights "
                              "per parameter",
                              *bytes),
         .evidence = std::move(evidence),
         .why = "Weights that had stayed float would take 4 bytes each.",
         .fix = "",
         .settle = ""});
  else if (*bytes > 3.5 && is_stated_float(build))
    found.push_back(
        {.id = "ST006",
         .severity = AuditSeverity::kWarning,
         .question = AuditQuestion::kModel,
         .title = fmt::format("The weights are float: {:.2f} bytes per parameter", *bytes),
         .evidence = std::move(evidence),
         .why = "The NPU computes integers only. What is float runs on the Cortex-M55, "
                "in other arithmetic than the quantized model's, and slowly.",
         .fix = "Compile the quantized model (QDQ); look for \"Ignore Quantization JSON "
                "file\" in the console output.",
         .settle = ""});
}

}  // namespace

void check_dropped_quantization(const AuditInput& input, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> ignored = ignored_json(*input.build);
  if (ignored.empty()) return check_weights(*input.build, found);
  found.push_back(
      {.id = "ST006",
       .severity = AuditSeverity::kError,
       .question = AuditQuestion::kModel,
       .title = "The compiler ignored the quantization and built a float network, without an error",
       .evidence = std::move(ignored),
       .why = "All layers run in float on the Cortex-M55: results as of the float model, or of "
              "float layers between int8 ports. A BOOL tensor in the *_Q.json is what is known to "
              "cause it.",
       .fix = "Remove the operators with BOOL outputs (Equal, Where, Greater …) from the model, "
              "compile again, and look that the line is gone.",
       .settle = ""});
}

}  // namespace npuscope
