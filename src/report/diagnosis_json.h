// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"

namespace npuscope {

/// A diagnosis for programs (schema 1): everything that was measured, layer by layer.
/// Deterministic: no times, no host names; paths as they were given.
std::string diagnosis_json(const Diagnosis& diagnosis);

}  // namespace npuscope
