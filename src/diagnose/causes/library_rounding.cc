// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/causes/causes.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

constexpr size_t kShownLayers = 3;

const RuntimeRules* library_of(const LadderRung& rung) {
  return rung.executes() ? find_runtime(rung.spec) : nullptr;
}

Finding finding_of(const Diagnosis& d, const Hop& hop, const RuntimeRules& library) {
  Finding finding;
  finding.id = "L1";
  finding.severity = Severity::kExpected;
  finding.hops = {index_of(d, hop)};
  finding.title =
      fmt::format("{} computes otherwise than {}", library.name(), d.ladder.rungs[hop.from].name);
  finding.evidence.push_back(fmt::format("by the rules of {}", library.description()));
  if (hop.output.stats.available())
    finding.evidence.push_back("outputs " +
                               difference_text(hop.output.stats, hop.output.code_scale));
  for (const LayerSummary* layer : worst_local(hop, kShownLayers))
    finding.evidence.push_back(fmt::format("'{}' ({}) alone is up to {} off, rms {}",
                                           layer->pair.name, layer->pair.op,
                                           in_codes(layer->local.largest, layer->pair.code_scale),
                                           in_codes(layer->local.rms(), layer->pair.code_scale)));
  finding.next = fmt::format(
      "Expect this part wherever {} executes the network; use it as the reference there",
      library.name());
  return finding;
}

}  // namespace

// Every library rounds in its own way. Both sides are npuscope's own integers, so
// that nothing else can differ; it counts against gates only.
void examine_library_rounding(const Diagnosis& d, std::vector<Finding>& findings) {
  for (const Hop& hop : d.hops) {
    const LadderRung &from = d.ladder.rungs[hop.from], &to = d.ladder.rungs[hop.to];
    const bool own = from.name == "exact" || from.name == "oe" || library_of(from) != nullptr;
    const RuntimeRules* library = library_of(to);
    const bool departs = hop.leaves_floor() || hop.rescaled() || hop.output.stats.differs();
    if (from.executes() && own && library != nullptr && departs)
      findings.push_back(finding_of(d, hop, *library));
  }
}

}  // namespace npuscope
