// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "diagnose/ladder.h"

namespace npuscope {

/// Reads the build that the case names, if any. To be called before load_models(): where the case
/// names no oe model, the build's is taken.
Status open_build(const Case& input, Ladder& ladder);

/// The compiler's rewritten model of the build; nothing without one.
std::optional<fs::path> oe_model_of(const Ladder& ladder);

/// With the models loaded: ties the build's buffers to them, and audits it.
Status tie_build(Ladder& ladder);

/// What executes the rung neural-art where nobody says it: the build's own coefficients where they
/// can be read, else the rules of the compiler's version that made the build, else the default.
std::string neural_art_spec(const Ladder& ladder);

}  // namespace npuscope
