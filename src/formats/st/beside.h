// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

fs::path folder_of(const fs::path& file);

/// What ST's tools left beside a `NETWORK_val_io.npz`: files whose names end in `suffix`; the one
/// called NETWORK + suffix if it is there, else all, sorted.
Result<std::vector<fs::path>> files_beside(const fs::path& val_io, std::string_view suffix);

/// Whether a `*_validate_report.txt` or `*_c_info.json` beside the file states an accuracy: ST's
/// program took the network for a classifier. A file that cannot be read states none.
Result<bool> reports_accuracy(const fs::path& val_io);

}  // namespace npuscope
