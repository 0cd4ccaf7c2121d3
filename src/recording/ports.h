// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "recording/recording.h"

namespace npuscope {

/// The tensors that are inputs or outputs of the network, by index, in the order of the network's
/// own list of them, which need not be that of execution: by TensorEntry::position, and those
/// without one as they stand.
std::vector<size_t> ports_of(std::span<const TensorEntry> tensors, TensorRole role);

}  // namespace npuscope
