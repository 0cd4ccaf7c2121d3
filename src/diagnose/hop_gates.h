// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/diagnosis.h"

namespace npuscope {

/// Judges every gate on the accumulated differences of every hop and tensor that it fits: adds to
/// diagnosis.gates. Tensors of which nothing was recorded are left out; tensors that a gate passes
/// over are counted in a note. A gate that fits nothing is a bad-input error.
Status judge_gates(const std::vector<CaseGate>& gates, Diagnosis& diagnosis);

}  // namespace npuscope
