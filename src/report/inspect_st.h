// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "report/inspect_text.h"

namespace npuscope {

/// Describes a build of ST Edge AI Core, or one of its files, which the content tells. Nothing for
/// other files and folders, and for models and validation data, which are more than a build's.
std::optional<Result<std::string>> inspect_st_text(const std::string& path, bool colour,
                                                   InspectDetail detail);

}  // namespace npuscope
