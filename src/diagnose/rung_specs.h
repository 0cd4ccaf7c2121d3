// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace npuscope {

/// Every rung in ladder order: "float", "ort", "exact", "oe", libraries (runtimes/), "neural-art",
/// "board-cpu", "board".
std::span<const std::string_view> rung_names();

/// "ort:level=all" -> "ort"
std::string rung_name(std::string_view spec);

/// Whether this version can execute the backend itself: "ort:level=none", "exact".
bool is_executable(std::string_view spec);

/// A usage error, with the nearest names, where there is no such rung.
Status check_rung_name(const std::string& name);

/// The same of the rung of a spec, and of options that it does not take.
Status check_rung_spec(const std::string& spec);

}  // namespace npuscope
