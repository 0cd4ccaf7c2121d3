// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"

namespace npuscope {
namespace {

std::string name_of(const Diagnosis& d, const Hop& hop) {
  return d.ladder.rungs[hop.from].arithmetic();
}

std::string difference_from_board(const Diagnosis& d, const Hop& hop) {
  const LayerStats& s = hop.output.stats;
  if (s.beyond_half == 0 && s.one_sided == 0)
    return fmt::format("{} and the board are equal too", name_of(d, hop));
  return fmt::format("{} and the board differ in {} of {}, by at most {}", name_of(d, hop),
                     s.beyond_half, s.elements(), in_codes(s.largest, hop.output.code_scale));
}

/// What the agreement rests on, and what it confirms.
std::string basis_text(const Diagnosis& d) {
  const auto unproven = unproven_layers(d);
  if (unproven == 0)
    return "every layer is computed by rules that reproduce other boards' values as well";
  return fmt::format(
      "{} of {} layers by rules that no board had confirmed: this one does, for these "
      "inputs",
      unproven, d.npu.size());
}

constexpr size_t kShownLayers = 3;

/// The outputs agree, but some recorded layers do not with any arithmetic: nothing is acquitted.
void accuse(const std::vector<std::string>& unexplained, Finding& finding) {
  finding.id = "N1";
  finding.severity = Severity::kFinding;
  finding.title =
      "The board's outputs are what the NPU's arithmetic says, but recorded layers are not";
  finding.evidence.insert(finding.evidence.end(), unexplained.begin(), unexplained.end());
  finding.next =
      "These tensors changed after they had been read, or were not dumped as they were: look at "
      "what writes to their memory while the network runs, and at when and how they are dumped";
}

}  // namespace

// Every output as the NPU's arithmetic has it: whatever differs from the PC is that arithmetic.
void examine_board_agreement(const Diagnosis& d, std::vector<Finding>& findings) {
  std::vector<std::string> equal, others;
  int64_t elements = 0, samples = 0;
  for (const Hop& hop : d.against_board) {
    if (!hop.output.stats.available()) continue;
    if (equals_board(d, hop)) {
      equal.push_back(name_of(d, hop));
      elements = hop.output.stats.elements();
      samples = hop.output.samples;
    } else {
      others.push_back(difference_from_board(d, hop));
    }
  }
  if (equal.empty()) return;
  Finding finding;
  finding.id = "N0";
  finding.severity = Severity::kAcquittal;
  finding.title =
      "The board computes what the NPU's arithmetic says: memory, caches and runtime are acquitted "
      "for these inputs";
  for (const std::string& name : equal)
    finding.evidence.push_back(
        fmt::format("{} and the board are equal in all {} output elements "
                    "of {} samples",
                    name, elements, samples));
  finding.evidence.insert(finding.evidence.end(), others.begin(), others.end());
  finding.next =
      "What the board returns otherwise than the PC is arithmetic, not a fault: look at the hops "
      "before the board";
  if (const auto unexplained = unexplained_layers(d, kShownLayers); !unexplained.empty())
    accuse(unexplained, finding);
  else
    finding.evidence.push_back(basis_text(d));
  for (const Hop& hop : d.hops)
    if (d.ladder.rungs[hop.to].name == "board") finding.hops.push_back(index_of(d, hop));
  findings.push_back(std::move(finding));
}

}  // namespace npuscope
