// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graph/graph.h"

namespace npuscope {

/// Checks that each attribute whose name ONNX or com.microsoft gives a meaning has the type that
/// goes with it; attributes of other names and nodes of other domains are not looked at. Afterwards
/// the accessors of Node cannot mistake an attribute of another type for a missing one.
Status check_attributes(const Node& node);

}  // namespace npuscope
