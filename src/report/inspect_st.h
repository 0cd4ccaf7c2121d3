// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace npuscope {

/// Describes one of the files that ST Edge AI Core writes beside a model: `*_Q.json`,
/// `*_c_info.json`, `*_report.txt`. Nothing when the name is none of these.
std::optional<Result<std::string>> inspect_st_text(const std::string& path, bool colour);

}  // namespace npuscope
