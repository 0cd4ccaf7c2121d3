// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnose/ladder.h"

namespace npuscope {

/// A recording in a rung's place: what its file leaves open is read from the ladder's models, its
/// tensors are channels first as theirs. `layout`: of rank-4 arrays, where the case says it. Notes
/// of how it was read go to the ladder.
Result<LadderRung> recorded_rung(const std::string& name, const std::string& path,
                                 const std::optional<ImageLayout>& layout, Ladder& ladder);

}  // namespace npuscope
