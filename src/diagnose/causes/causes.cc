// SPDX-License-Identifier: Apache-2.0
#include "diagnose/causes/causes.h"

#include <algorithm>

namespace npuscope {

const std::vector<Cause>& all_causes() {
  static const std::vector<Cause> kCauses = {
      {"A4", "the compared file is not what an NPU runs", examine_dynamic_quantization},
      {"R1", "a recording cannot be compared", examine_uncompared},
      {"B", "the inputs are not what they should be", examine_suspicious_inputs},
      {"A1", "the PC reference saturates", examine_reference_saturation},
      {"A2", "graph fusion changes the PC reference", examine_reference_fusion},
      {"A6", "the compiler's front end changed the graph", examine_compiler_rewrite},
      {"Q1", "quantization loss", examine_quantization_loss},
      {"N1", "the board differs", examine_board_difference},
      // Asks what the others have explained: the last.
      {"U1", "a difference that nothing explains", examine_unexplained},
  };
  return kCauses;
}

std::vector<Finding> examine_causes(const Diagnosis& diagnosis) {
  std::vector<Finding> findings;
  for (const Cause& cause : all_causes()) cause.examine(diagnosis, findings);
  std::ranges::stable_sort(findings, {}, &Finding::severity);
  return findings;
}

}  // namespace npuscope
