// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "npuscope/error.h"

namespace npuscope {

// The start of an error of each kind: `bad_input("tensor 'w' has rank 3").expected("rank 4")`.
Error usage_error(std::string what);
Error bad_input(std::string what);
Error environment_error(std::string what);
Error internal_error(std::string what);

}  // namespace npuscope
