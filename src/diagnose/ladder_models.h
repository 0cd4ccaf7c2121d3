// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/ladder.h"

namespace npuscope {

/// Loads the models of a case into the ladder, with notes of what is odd about them. Where the case
/// names no oe model, that of its build is taken; `build` is null without one.
Status load_models(const Case& input, const Build* build, Ladder& ladder);

/// Which of them the rung executes; null where the case names none.
std::shared_ptr<const Model> model_for(std::string_view rung, const Ladder& ladder);

/// The network as the user knows it; null without models.
std::shared_ptr<const Model> network_of(const Ladder& ladder);

}  // namespace npuscope
