// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/diagnosis.h"

namespace npuscope {

/// What the references differ by at the output among themselves: the largest figure of any pair.
OutputDrift reference_spread(const std::vector<Hop>& references);

/// Gives every layer of a hop its noise floor, from the pairs of references in `diagnosis`, and
/// finds the first layers beyond. Out of a float network the floor of a layer alone is the rounding
/// to its codes.
void set_floors(Hop& hop, const Diagnosis& diagnosis);

}  // namespace npuscope
