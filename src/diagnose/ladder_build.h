// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "diagnose/ladder.h"

namespace npuscope {

/// Reads the build that the case names; null where it names none.
Result<std::unique_ptr<Build>> open_build(const Case& input);

/// With the models loaded: ties the build's buffers to them, audits it, and makes it the ladder's.
void tie_build(std::unique_ptr<Build> build, Ladder& ladder);

/// What the rung neural-art computes with where nobody says it: the build's own coefficients where
/// they can be read, else the rules of the compiler's version that made the build, else the
/// defaults.
Result<NeuralArtOptions> npu_options_of(const Ladder& ladder);

}  // namespace npuscope
