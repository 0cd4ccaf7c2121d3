// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"

namespace npuscope {

struct TextOptions {
  bool colour = false;
  bool all_layers = false;  ///< every layer of every hop, not the worst only
};

/// A diagnosis for people: the verdict first, then inputs, hops, worst layers, decisions, and what
/// stays open.
std::string diagnosis_text(const Diagnosis& diagnosis, const TextOptions& options);

}  // namespace npuscope
