// SPDX-License-Identifier: Apache-2.0
// ST032: the Cortex-M55's data cache where a tensor passes between NPU and CPU, in network.c.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/described_network.h"
#include "audit/engine_crossings.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

constexpr size_t kListed = 12;

AuditEvidence crossing_evidence(const Artefact<NetworkC>& network, const EngineCrossing& c) {
  const std::string_view way = c.to_cpu ? "NPU -> CPU" : "CPU -> NPU";
  const std::string_view call = c.to_cpu ? "invalidated" : "cleaned";
  return evidence_in(
      network, c.call_line,
      fmt::format("{}: {} {:#010x}-{:#010x}, epoch {} to {}, {}{}", way, c.buffer, c.begin, c.end,
                  c.writer, c.reader, c.covered ? "" : "not ", call));
}

std::vector<AuditEvidence> listed(const Artefact<NetworkC>& network,
                                  const std::vector<EngineCrossing>& crossings, bool covered) {
  std::vector<AuditEvidence> evidence;
  for (const EngineCrossing& crossing : crossings)
    if (crossing.covered == covered && evidence.size() < kListed)
      evidence.push_back(crossing_evidence(network, crossing));
  return evidence;
}

AuditFinding uncovered(const Artefact<NetworkC>& network,
                       const std::vector<EngineCrossing>& crossings, int64_t count) {
  return {.id = "ST032",
          .severity = AuditSeverity::kWarning,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("{} of {} tensors that pass between NPU and CPU have no cache "
                               "maintenance",
                               count, crossings.size()),
          .evidence = listed(network, crossings, false),
          .why =
              "Towards the CPU: it reads lines of an earlier inference from its data cache. "
              "Towards the NPU: what the CPU wrote is still in its cache. Wrong values in "
              "aligned blocks of 32 bytes, other ones from run to run.",
          .fix =
              "Generate with --cache-maintenance (in the profile's options), or make these pools "
              "non-cacheable in the MPU.",
          .settle =
              "Run with the data cache off (SCB_DisableDCache): if the numbers change, this "
              "is the cause."};
}

AuditFinding all_covered(const Artefact<NetworkC>& network,
                         const std::vector<EngineCrossing>& crossings) {
  const auto to_cpu = std::ranges::count_if(crossings, &EngineCrossing::to_cpu);
  return {.id = "ST032",
          .severity = AuditSeverity::kRefuted,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("Inside the network every tensor that passes between NPU and CPU "
                               "has its cache maintenance ({} to the CPU, {} to the NPU)",
                               to_cpu, static_cast<int64_t>(crossings.size()) - to_cpu),
          .evidence = listed(network, crossings, true),
          .why =
              "A stale data cache can only concern the network's inputs and outputs, which are "
              "the application's.",
          .fix = "",
          .settle = ""};
}

/// Where the hardware's and the CPU's epochs touch.
int64_t boundaries(const NetworkC& network) {
  int64_t count = 0;
  std::optional<bool> before;
  for (const StEpochItem& item : network.items) {
    if (!item.hardware && !item.software && !item.hybrid) continue;
    const bool cpu = item.software || item.hybrid;
    count += before && *before != cpu;
    before = cpu;
  }
  return count;
}

/// Without edges nobody knows which buffer crosses; that none is ever maintained can be seen.
void check_calls_alone(const Artefact<NetworkC>& network, std::vector<AuditFinding>& found) {
  const int64_t crossings = boundaries(network.content);
  const int64_t calls = cache_call_count(network.content);
  if (crossings == 0) return;
  const int64_t line = network.content.items.front().line;
  const std::string settle =
      "The build's *c_info.json names the buffers: with it each one is checked.";
  if (calls == 0) {
    found.push_back(
        {.id = "ST032",
         .severity = AuditSeverity::kWarning,
         .question = AuditQuestion::kMemory,
         .title = fmt::format("NPU and CPU take turns {} times, without any cache maintenance",
                              crossings),
         .evidence = {evidence_in(network, line, "the table of epochs; no cache call in the file")},
         .why = "The CPU reads stale lines from its data cache, and the NPU reads memory that the "
                "CPU's writes have not reached: wrong values in aligned blocks of 32 bytes, other "
                "ones from run to run.",
         .fix = "Generate with --cache-maintenance (in the profile's options), or make the "
                "activations' pools non-cacheable in the MPU.",
         .settle = settle});
    return;
  }
  found.push_back({.id = "ST032",
                   .severity = AuditSeverity::kFact,
                   .question = AuditQuestion::kMemory,
                   .title = fmt::format("NPU and CPU take turns {} times, with {} cache operations "
                                        "around them",
                                        crossings, calls),
                   .evidence = {evidence_in(network, line, "the table of epochs")},
                   .why = "Which tensors pass, network.c alone does not say.",
                   .fix = "",
                   .settle = settle});
}

}  // namespace

void check_cache_boundaries(const AuditInput& input, std::vector<AuditFinding>& found) {
  const auto& networks = input.build->files.networks;
  if (networks.empty() || networks.front().content.target != StTarget::kNeuralArt) return;
  const auto& network = networks.front();
  const Artefact<CInfo>* const info = description_of_network(*input.build);
  if (!info || info->content.edges.empty()) return check_calls_alone(network, found);
  const auto crossings = engine_crossings(network.content, info->content);
  const auto missing = std::ranges::count(crossings, false, &EngineCrossing::covered);
  if (missing > 0)
    found.push_back(uncovered(network, crossings, missing));
  else if (!crossings.empty())
    found.push_back(all_covered(network, crossings));
}

}  // namespace npuscope
