// SPDX-License-Identifier: Apache-2.0
// ST044: what the application must write into the inputs, and how it must read the outputs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// "channel last" where the tool was told so, or the last extent alone can be channels.
std::string order_text(const Build& build, const GenerateLog::Port& port) {
  if (const auto position = command_option(build, "--inputs-ch-position"); position && port.input)
    return position->value == "chlast" ? ", channel last (interleaved)"
                                       : ", channel first (planar)";
  return "";
}

std::string title_of(const Build& build, const GenerateLog::Port& port) {
  return fmt::format("{} '{}' as {} {}{}", port.input ? "Write the input" : "Read the output",
                     port.name, port.type, fmt::join(port.shape, "x"), order_text(build, port));
}

/// The scale of codes, or nothing of floats.
std::string codes_text(const GenerateLog::Port& port) {
  if (port.quantization.empty()) return "";
  return port.input
             ? fmt::format(
                   "Codes, not real numbers: code = round(real / scale) + zero point, of {}. "
                   "Written without, or with uint8 for int8, every value is off by a constant "
                   "or a factor. ",
                   port.quantization)
             : fmt::format("Codes: real = (code - zero point) * scale, of {}. ", port.quantization);
}

void check_port(const Build& build, const Artefact<GenerateLog>& log, const GenerateLog::Port& port,
                std::vector<AuditFinding>& found) {
  if (port.type.empty()) return;
  std::vector<AuditEvidence> evidence = {port_evidence(log, port)};
  for (const std::string_view name : {"--input-data-type", "--inputs-ch-position"})
    if (const auto option = command_option(build, name); option && port.input)
      evidence.push_back(option->evidence);
  if (const auto option = command_option(build, "--output-data-type"); option && !port.input)
    evidence.push_back(option->evidence);
  const bool image = port.input && port.shape.size() == 4;
  found.push_back(
      {.id = "ST044",
       .severity = AuditSeverity::kDuty,
       .question = AuditQuestion::kRuntime,
       .title = title_of(build, port),
       .evidence = std::move(evidence),
       .why =
           codes_text(port) +
           (image ? "Element order, RGB or BGR, and the range of the values (0 to 1 or 0 to 255, "
                    "mean and deviation) must be as in training: the graph cannot tell."
                  : ""),
       .fix = port.quantization.empty()
                  ? ""
                  : "Take scale and zero point from the generated header at run time, not from the "
                    "training code.",
       .settle = port.input ? "Dump the input of one image and compare it with the PC's, before "
                              "anything else: npuscope compare, or the inputs of a diagnosis."
                            : ""});
}

}  // namespace

void check_input_contract(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const auto& log : input.build->files.logs) {
    for (const GenerateLog::Port& port : log.content.ports)
      check_port(*input.build, log, port, found);
    if (!log.content.ports.empty()) return;
  }
}

}  // namespace npuscope
