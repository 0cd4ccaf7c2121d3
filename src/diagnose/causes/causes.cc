// SPDX-License-Identifier: Apache-2.0
#include "diagnose/causes/causes.h"

#include <algorithm>
#include <array>

namespace npuscope {
namespace {

/// All causes, in the order in which they are weighed: what makes later comparisons meaningless
/// comes first.
constexpr std::array kCauses = {
    examine_dynamic_quantization,  // A4
    examine_uncompared,            // R1
    examine_suspicious_inputs,     // B
    examine_reference_saturation,  // A1
    examine_recorded_saturation,   // A1, of a recording
    examine_reference_fusion,      // A2
    examine_runtime_rounding,      // A2, of the compiler's graph
    examine_compiler_rewrite,      // A6
    examine_accumulator_cap,       // E23
    examine_npu_arithmetic,        // E20
    examine_library_rounding,      // L1
    examine_quantization_loss,     // Q1
    examine_board_agreement,       // N0
    examine_other_arithmetic,      // N2
    examine_board_difference,      // N1
    examine_unexplained,           // U1: asks what the others have explained, the last
};

}  // namespace

std::vector<Finding> examine_causes(const Diagnosis& diagnosis) {
  std::vector<Finding> findings;
  for (const auto examine : kCauses) examine(diagnosis, findings);
  std::ranges::stable_sort(findings, {}, &Finding::severity);
  return findings;
}

}  // namespace npuscope
