// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "base/files.h"
#include "base/result.h"

namespace npuscope::conformance {

/// Test name -> why it may fail.
using Waivers = std::map<std::string, std::string>;

/// Reads lines `test_name: reason`; empty lines and lines that begin with # are comments. A line
/// without a reason, or a test named twice, is an error with its number.
Result<Waivers> read_waivers(const fs::path& path);

}  // namespace npuscope::conformance
