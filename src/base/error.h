// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <system_error>

#include "npuscope/error.h"

namespace npuscope {

// The start of an error of each kind: `bad_input("tensor 'w' has rank 3").expected("rank 4")`.
Error usage_error(std::string what);
Error bad_input(std::string what);
Error environment_error(std::string what);
Error internal_error(std::string what);

/// What the system says of a failure, in the C library's words where it has words for it: Windows
/// has others of its own, in the user's language and code page.
std::string system_text(std::error_code code);

}  // namespace npuscope
