// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "build/build.h"

namespace npuscope {

/// Where a build computes a tensor of the network, and where it puts it.
struct BuildPlace {
  int64_t epoch = 0;
  Engine engine = Engine::kHardware;
  bool stored = true;  ///< false: it passes from unit to unit, and never stands in memory
  std::optional<uint64_t> address;  ///< of the first byte; nothing where the application sets it
};

/// By the names that the source model, the OE graph and the build give to a tensor. The tensor
/// itself before its re-coded copies; parameters are left out. What an epoch computes and no buffer
/// holds is not `stored`. Needs resolve_names().
using BuildPlaces = std::map<std::string, BuildPlace, std::less<>>;
BuildPlaces build_places(const Build& build);

}  // namespace npuscope
