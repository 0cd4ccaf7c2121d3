// SPDX-License-Identifier: Apache-2.0
// ST030: inputs and outputs that the application hands over.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

constexpr int64_t kCacheLine = 32;

int64_t whole_lines(int64_t bytes) { return (bytes + kCacheLine - 1) / kCacheLine * kCacheLine; }

std::string text(const NetworkC::UserBuffer& buffer) {
  const int64_t lines = whole_lines(buffer.bytes);
  return fmt::format("{} {}: at least {} bytes{}, aligned to {}", buffer.input ? "input" : "output",
                     buffer.index, buffer.bytes,
                     lines == buffer.bytes ? "" : fmt::format(" (allocate {})", lines),
                     buffer.alignment);
}

std::string setters(const NetworkC& code) {
  const auto has = [&](bool input) {
    return std::ranges::any_of(code.user_buffers,
                               [&](const auto& buffer) { return buffer.input == input; });
  };
  std::string names;
  if (has(true)) names += "LL_ATON_Set_User_Input_Buffer_" + code.network;
  if (has(true) && has(false)) names += " and ";
  if (has(false)) names += "LL_ATON_Set_User_Output_Buffer_" + code.network;
  return names;
}

/// From 3.0 on there is a second interface.
std::string stai_text(const NetworkC& code) {
  if (code.core_version().empty() || code.core_version() < "3") return "";
  return fmt::format(" (stai_{0}_set_inputs, stai_{0}_set_outputs)", code.network);
}

AuditFinding duty(const Artefact<NetworkC>& network, bool controller) {
  const NetworkC& code = network.content;
  std::vector<AuditEvidence> evidence;
  for (const NetworkC::UserBuffer& buffer : code.user_buffers)
    evidence.push_back(evidence_in(network, buffer.line, text(buffer)));
  const std::string patched =
      controller ? fmt::format(
                       " The controller's blobs are patched with the addresses by "
                       "LL_ATON_EC_Inference_Init_{} at the start of each inference: the "
                       "runtime calls it, code that runs epochs on its own must.",
                       code.network)
                 : "";
  return {.id = "ST030",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kRuntime,
          .title = fmt::format("The application must hand over {} buffer{} before the first run",
                               evidence.size(), evidence.size() == 1 ? "" : "s"),
          .evidence = std::move(evidence),
          .why =
              "Until then their addresses are NULL. A buffer that is not aligned is refused "
              "with a return code that is easily ignored, and the old address stays. The cache "
              "operations take in whole lines of 32 bytes: a neighbour in the last line loses "
              "what was written to it.",
          .fix = fmt::format("Call {}{} and check the result; align to 32 bytes and round the size "
                             "up to 32.{}",
                             setters(code), stai_text(code), patched),
          .settle = "Print LL_ATON_Get_User_Input_Buffer's result before the run."};
}

AuditFinding misaligned(const Artefact<NetworkC>& network, const NetworkC::UserBuffer& buffer) {
  return {.id = "ST030",
          .severity = AuditSeverity::kWarning,
          .question = AuditQuestion::kRuntime,
          .title = fmt::format("{} {} is accepted with an alignment of {} bytes",
                               buffer.input ? "Input" : "Output", buffer.index, buffer.alignment),
          .evidence = {evidence_in(network, buffer.line, text(buffer))},
          .why =
              "Generated code refuses what is not aligned to 32 bytes, the Cortex-M55's cache "
              "line. With less, clean and invalidate take in a neighbour's bytes.",
          .fix = "Restore the check `% 32`: generate again.",
          .settle = ""};
}

/// A buffer that tables call user-allocated, with no setter in the code.
void check_setters(const Artefact<NetworkC>& network, std::vector<AuditFinding>& found) {
  const NetworkC& code = network.content;
  for (const auto* table : {&code.inputs, &code.outputs})
    for (const StBuffer& b : *table) {
      if (!b.user_allocated || b.parameter) continue;
      const bool input = table == &code.inputs;
      if (std::ranges::any_of(code.user_buffers,
                              [&](const auto& user) { return user.input == input; }))
        continue;
      found.push_back({.id = "ST030",
                       .severity = AuditSeverity::kError,
                       .question = AuditQuestion::kRuntime,
                       .title = fmt::format("{} '{}' is user-allocated, but nothing sets its "
                                            "address",
                                            input ? "Input" : "Output", b.name),
                       .evidence = {evidence_in(network, b.line, b.name)},
                       .why = "Its address stays NULL: the NPU reads address 0.",
                       .fix = "Generate again; network.c was edited.",
                       .settle = ""});
    }
}

AuditFinding allocated(std::vector<AuditEvidence> evidence) {
  return {.id = "ST030",
          .severity = AuditSeverity::kRefuted,
          .question = AuditQuestion::kRuntime,
          .title = "Inputs and outputs have fixed addresses: no buffer to hand over",
          .evidence = std::move(evidence),
          .why =
              "A forgotten setter or an unaligned buffer cannot be the cause. The addresses must "
              "be asked for (LL_ATON_Input_Buffers_Info, stai_..._get_inputs), not assumed.",
          .fix = "",
          .settle = ""};
}

void check_log(const Artefact<GenerateLog>& log, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> user, fixed;
  for (const GenerateLog::Port& port : log.content.ports) {
    const std::string line =
        fmt::format("{} '{}': {}", port.input ? "input" : "output", port.name, port.where);
    if (port.where == "user") user.push_back(evidence_in(log, port.line, line));
    if (port.where == "activations") fixed.push_back(evidence_in(log, port.line, line));
  }
  if (user.empty() && !fixed.empty()) found.push_back(allocated(std::move(fixed)));
  if (user.empty()) return;
  found.push_back({.id = "ST030",
                   .severity = AuditSeverity::kDuty,
                   .question = AuditQuestion::kRuntime,
                   .title = fmt::format("The application must hand over {} buffer{} before the "
                                        "first run",
                                        user.size(), user.size() == 1 ? "" : "s"),
                   .evidence = std::move(user),
                   .why =
                       "Until then their addresses are NULL, and a buffer that is not aligned to "
                       "32 bytes is refused with a return code that is easily ignored.",
                   .fix = "Call LL_ATON_Set_User_Input_Buffer_… and _Output_Buffer_… (from 3.0 on "
                          "stai_…_set_inputs and _set_outputs), check the result, align to 32.",
                   .settle = "network.c has the sizes."});
}

}  // namespace

void check_user_buffers(const AuditInput& input, std::vector<AuditFinding>& found) {
  const BuildFiles& files = input.build->files;
  if (files.networks.empty()) {
    if (!files.logs.empty()) check_log(files.logs.front(), found);
    return;
  }
  const auto& network = files.networks.front();
  if (network.content.target != StTarget::kNeuralArt) return;
  check_setters(network, found);
  if (network.content.user_buffers.empty()) {
    const auto fixed = [](const StBuffer& b) { return b.parameter || !b.user_allocated; };
    std::vector<AuditEvidence> evidence;
    for (const auto* table : {&network.content.inputs, &network.content.outputs})
      for (const StBuffer& b : *table)
        if (fixed(b) && !b.parameter) evidence.push_back(evidence_in(network, b.line, b.name));
    if (!evidence.empty()) found.push_back(allocated(std::move(evidence)));
    return;
  }
  found.push_back(duty(network, input.build->has_controller));
  for (const NetworkC::UserBuffer& buffer : network.content.user_buffers)
    if (buffer.alignment < kCacheLine || buffer.alignment % kCacheLine != 0)
      found.push_back(misaligned(network, buffer));
}

}  // namespace npuscope
