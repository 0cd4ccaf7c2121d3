// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/diagnosis.h"

namespace npuscope {

/// Judges every gate on the accumulated differences of every hop and tensor that it fits; tensors
/// of which nothing was recorded are left out. A gate that fits nothing is a bad-input error.
Result<std::vector<HopGateVerdict>> judge_gates(const std::vector<CaseGate>& gates,
                                                const Diagnosis& diagnosis);

}  // namespace npuscope
