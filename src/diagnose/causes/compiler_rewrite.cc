// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diagnose/causes/causes.h"

namespace npuscope {

// failure-modes A6 and A4: both graphs in the same exact arithmetic, so any difference was there
// before the NPU's compiler began.
void examine_compiler_rewrite(const Diagnosis& d, std::vector<Finding>& findings) {
  const Hop* hop = find_hop(d, "exact", "oe");
  if (!hop || !hop->output.stats.differs()) return;
  Finding finding;
  finding.id = "A6";
  finding.severity = Severity::kFinding;
  finding.hops = {index_of(d, *hop)};
  finding.title = "The compiler's rewritten graph computes something else than the source model";
  finding.evidence.push_back(
      fmt::format("outputs differ by up to {} (rms {}), both executed in exact integers",
                  in_codes(hop->output.stats.largest, hop->output.code_scale),
                  in_codes(hop->output.stats.rms(), hop->output.code_scale)));
  if (hop->first_accumulated)
    finding.evidence.push_back("first tensor that differs: '" +
                               hop->layers[*hop->first_accumulated].pair.name + "'");
  finding.next =
      "Check that the OE file was made from this very model (names and hashes in its "
      "_Q.json), and compile with --no-onnx-optimizer to compare";
  findings.push_back(std::move(finding));
}

}  // namespace npuscope
