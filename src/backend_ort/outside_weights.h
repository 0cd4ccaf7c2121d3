// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// The model whose serialized bytes are those of a file named `file`, with its large initializers
/// (kLeastOutside) as external data in that very file: small itself, and whoever loads it maps them
/// instead of copying them. Initializers that do not lie aligned for their type, or not as raw
/// data, stay as they are. `file` is a name without folders, in UTF-8. A bad-input error for
/// damaged bytes.
Result<std::string> with_outside_weights(std::string_view model, const std::string& file);

/// The same of a file, to be loaded as bytes with the file's folder for external data; errors name
/// it. One that `path` is only a link to is read whole: its weights are not in the link's folder.
Result<std::string> read_without_weights(const fs::path& path);

}  // namespace npuscope
