// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/diagnosis.h"

namespace npuscope {

// Parts of the text of a diagnosis, each with its heading; empty when there is nothing to show.

/// Drift at the output along every hop, with the noise floor as the last row.
std::string hop_table(const Diagnosis& diagnosis, bool colour);
/// What computes the quantized network, against the board's outputs and, alone, against its layers.
std::string board_table(const Diagnosis& diagnosis, bool colour);
/// The layers of each hop that add most by themselves.
std::string worst_layer_tables(const Diagnosis& diagnosis, bool colour);
/// Every layer of every hop, and what has no counterpart.
std::string all_layer_tables(const Diagnosis& diagnosis, bool colour);
/// Error rates on labelled samples, by rung.
std::string decision_table(const Diagnosis& diagnosis, bool colour);
/// Gates that fail, and how many hold.
std::string gate_table(const Diagnosis& diagnosis, bool colour);

}  // namespace npuscope
