// SPDX-License-Identifier: Apache-2.0
// ST032, ST034: where the CPU reads what the NPU wrote, and the reverse: inside of the network, and
// at its ends.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// Software reads and writes through the M55's data cache; so does what moves data for the NPU.
bool by_cpu(const BuildEpoch& epoch) {
  return epoch.engine == Engine::kSoftware || epoch.engine == Engine::kHybrid;
}

/// The epochs that run, in order. Hybrid ones count as the CPU's.
std::vector<const BuildEpoch*> executed(const Build& build) {
  std::vector<const BuildEpoch*> epochs;
  for (const BuildEpoch& epoch : build.epochs)
    if (epoch.engine != Engine::kNothing && epoch.last > 0) epochs.push_back(&epoch);
  std::ranges::stable_sort(epochs, {}, &BuildEpoch::number);
  return epochs;
}

struct Handover {
  const BuildEpoch* from = nullptr;
  const BuildEpoch* to = nullptr;
};

std::vector<Handover> handovers(const std::vector<const BuildEpoch*>& epochs) {
  std::vector<Handover> all;
  for (size_t i = 1; i < epochs.size(); ++i)
    if (by_cpu(*epochs[i - 1]) != by_cpu(*epochs[i])) all.push_back({epochs[i - 1], epochs[i]});
  return all;
}

AuditEvidence handover_evidence(const Handover& handover) {
  const bool to_cpu = by_cpu(*handover.to);
  return {handover.to->source,
          fmt::format("epoch {} to {}: {}", handover.from->last, handover.to->number,
                      to_cpu ? "the CPU reads what the NPU wrote (invalidate)"
                             : "the NPU reads what the CPU wrote (clean)")};
}

std::string count_text(size_t count) {
  return count == 1 ? "One handover" : fmt::format("{} handovers", count);
}

AuditFinding maintained(std::vector<AuditEvidence> evidence, size_t count) {
  return {.id = "ST032",
          .severity = AuditSeverity::kFact,
          .question = AuditQuestion::kMemory,
          .title =
              fmt::format("{} between CPU and NPU inside the network, where the compiler maintains "
                          "the caches",
                          count_text(count)),
          .evidence = std::move(evidence),
          .why =
              "--cache-maintenance puts cache calls around these epochs: nothing for the "
              "application to do, as long as the runtime's cache functions are not stubs.",
          .fix = "",
          .settle = "network.c: the LL_ATON_Cache_MCU_… calls of these epochs."};
}

AuditFinding unmaintained(std::vector<AuditEvidence> evidence, size_t count) {
  return {
      .id = "ST032",
      .severity = AuditSeverity::kWarning,
      .question = AuditQuestion::kMemory,
      .title = fmt::format("{} between CPU and NPU inside the network, and no --cache-maintenance",
                           count_text(count)),
      .evidence = std::move(evidence),
      .why =
          "With the M55's data cache on, the CPU may read old lines of what the NPU wrote, "
          "and the NPU old bytes of what the CPU wrote: errors in blocks of 32 bytes that "
          "change from run to run.",
      .fix = "Compile with --cache-maintenance.",
      .settle =
          "The same input 20 times, with the data cache on and off: more than one result "
          "with it on, one with it off."};
}

void check_inside(const Build& build, const std::vector<const BuildEpoch*>& epochs,
                  std::vector<AuditFinding>& found) {
  if (!build.files.networks.empty()) return;  // generated code shows the calls themselves
  const auto options = compiler_options_known(build);
  if (!options) return;
  const auto all = handovers(epochs);
  std::vector<AuditEvidence> evidence;
  std::ranges::transform(all, std::back_inserter(evidence), handover_evidence);
  if (all.empty()) return;
  const auto flag = compiler_option(build, "--cache-maintenance");
  evidence.insert(evidence.begin(),
                  flag ? flag->evidence : AuditEvidence{options->source, "no --cache-maintenance"});
  found.push_back(flag ? maintained(std::move(evidence), all.size())
                       : unmaintained(std::move(evidence), all.size()));
}

std::vector<AuditEvidence> ports(const Build& build, bool inputs) {
  std::vector<AuditEvidence> evidence;
  for (const auto& log : build.files.logs)
    for (const GenerateLog::Port& port : log.content.ports)
      if (port.input == inputs) evidence.push_back(port_evidence(log, port));
  return evidence;
}

void check_input(const Build& build, const BuildEpoch& first, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> evidence = ports(build, true);
  evidence.push_back(epoch_evidence(first));
  const bool cpu = by_cpu(first);
  found.push_back(
      {.id = "ST034",
       .severity = AuditSeverity::kDuty,
       .question = AuditQuestion::kMemory,
       .title =
           cpu ? "Invalidate the input where DMA writes it: the CPU reads it first"
               : "Clean the data cache over the input before every run: the NPU reads it first",
       .evidence = std::move(evidence),
       .why =
           cpu ? "Written by the CPU it is in its cache, and right. A camera's or DMA's bytes are "
                 "behind old lines of that cache."
               : "What the CPU writes stays in its data cache until it is cleaned; the NPU reads "
                 "memory. --cache-maintenance is for what lies inside the network: the input is "
                 "the application's.",
       .fix =
           cpu ? "Where DMA writes it: SCB_InvalidateDCache_by_Addr over the whole input before "
                 "every run; start and size multiples of 32 bytes."
               : "SCB_CleanDCache_by_Addr over the whole input, behind writing it and before every "
                 "run; start and size multiples of 32 bytes.",
       .settle =
           "The same input 20 times must give one result; inputs A, B, A the first again. Then "
           "once with the data cache off (SCB_DisableDCache): the same numbers rule it out.",
       .lead = 5});
}

void check_output(const Build& build, const BuildEpoch& last, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> evidence = ports(build, false);
  evidence.push_back(epoch_evidence(last));
  const bool cpu = by_cpu(last);
  found.push_back(
      {.id = "ST034",
       .severity = cpu ? AuditSeverity::kFact : AuditSeverity::kDuty,
       .question = AuditQuestion::kMemory,
       .title = cpu ? "The CPU itself writes the output: no cache stands before the application"
                    : "Invalidate the output before the CPU reads it: the NPU writes it",
       .evidence = std::move(evidence),
       .why = cpu ? "Unless DMA, or another core, reads the output."
                  : "The CPU's data cache may hold what stood there before: results of the run "
                    "before, in blocks of 32 bytes.",
       .fix = cpu ? ""
                  : "SCB_InvalidateDCache_by_Addr over the whole output after every run; its start "
                    "and "
                    "size multiples of 32 bytes, and nothing else of the CPU's in these lines.",
       .settle = ""});
}

}  // namespace

void check_handovers(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  const auto epochs = executed(build);
  if (epochs.empty() || build.target == StTarget::kCpuOnly) return;
  check_inside(build, epochs, found);
  check_input(build, *epochs.front(), found);
  check_output(build, *epochs.back(), found);
}

}  // namespace npuscope
