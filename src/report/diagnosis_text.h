// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"
#include "npuscope/report.h"

namespace npuscope {

/// A diagnosis for people: the verdict first, then inputs, hops, worst layers, decisions, and what
/// stays open.
std::string diagnosis_text(const Diagnosis& diagnosis, const TextOptions& options);

}  // namespace npuscope
