// SPDX-License-Identifier: Apache-2.0
// ST031: the memory of the input is used for other tensors once the network has read it.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

bool is_input(const Build& build, const BuildBuffer& buffer) {
  const auto has_name = [&](const auto& port) { return port.name == buffer.buffer.name; };
  for (const auto& network : build.files.networks)
    if (std::ranges::any_of(network.content.inputs, has_name)) return true;
  for (const auto& info : build.files.c_infos)
    if (std::ranges::any_of(info.content.inputs, has_name)) return true;
  return false;
}

bool meet(const BuildBuffer& a, const BuildBuffer& b) {
  return a.begin() && b.begin() && *a.begin() < *b.end() && *b.begin() < *a.end();
}

/// The first tensor that is written over `input`; null for none.
const BuildBuffer* first_over(const Build& build, const BuildBuffer& input) {
  const BuildBuffer* first = nullptr;
  for (const BuildBuffer& other : build.buffers) {
    if (other.buffer.parameter || is_input(build, other) || !meet(input, other)) continue;
    if (first == nullptr || other.first_epoch() < first->first_epoch()) first = &other;
  }
  return first;
}

AuditFinding reused(std::vector<AuditEvidence> evidence, const std::string& title) {
  return {.id = "ST031",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kRuntime,
          .title = title,
          .evidence = std::move(evidence),
          .why =
              "Its memory is free once it has been read: what was written before one run is gone "
              "before the next. Reading the input back after a run proves nothing.",
          .fix = "Write all of it, every time. To keep it, compile with --Opreserve-inputs.",
          .settle = "Run twice without writing the input: if the results differ, it is so."};
}

AuditFinding kept(std::vector<AuditEvidence> evidence, const std::string& title) {
  return {.id = "ST031",
          .severity = AuditSeverity::kFact,
          .question = AuditQuestion::kRuntime,
          .title = title,
          .evidence = std::move(evidence),
          .why = "It can be read back after a run.",
          .fix = "",
          .settle = ""};
}

/// What the buffers say; false where they are not all known.
bool check_buffers(const Build& build, std::vector<AuditFinding>& found) {
  if (!build.all_buffers) return false;
  bool any = false;
  for (const BuildBuffer& buffer : build.buffers) {
    if (!is_input(build, buffer) || buffer.buffer.user_allocated || !buffer.begin()) continue;
    any = true;
    const BuildBuffer* over = first_over(build, buffer);
    if (over == nullptr)
      found.push_back(
          kept({buffer_evidence(buffer)},
               fmt::format("Nothing is written over the input '{}'", buffer.buffer.name)));
    else
      found.push_back(
          reused({buffer_evidence(buffer), buffer_evidence(*over)},
                 fmt::format(
                     "Write the input '{}' before every run: epoch {} is the first to overwrite it",
                     buffer.buffer.name, over->first_epoch())));
  }
  return any;
}

/// Inputs inside of the activations: what the tool's summary or command says.
std::optional<AuditEvidence> allocated_inputs(const Build& build) {
  if (const auto options = summary_value(build, "options"))
    return options->value.find("allocate-inputs") == std::string::npos
               ? std::nullopt
               : std::optional(options->evidence);
  if (command_option(build, "--no-inputs-allocation")) return std::nullopt;
  for (const auto& log : build.files.logs)
    if (!log.content.command.text.empty())
      return evidence_in(log, log.content.command.line, "no --no-inputs-allocation");
  return std::nullopt;
}

}  // namespace

void check_reused_input(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  if (check_buffers(build, found)) return;
  const auto options = compiler_options_known(build);
  if (!options) return;
  if (const auto preserve = compiler_option(build, "--Opreserve-inputs")) {
    found.push_back(kept({preserve->evidence}, "The memory of the input is kept during a run"));
    return;
  }
  auto allocated = allocated_inputs(build);
  if (!allocated) return;
  found.push_back(
      reused({std::move(*allocated), {options->source, "no --Opreserve-inputs"}},
             "Write the input before every run: its memory is used again for activations"));
}

}  // namespace npuscope
