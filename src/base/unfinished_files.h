// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/files.h"

namespace npuscope {

/// Removes from the folder what write_file_atomically() left there when its process was killed. For
/// folders in which one process writes at a time.
Status remove_unfinished(const fs::path& folder);

/// Removes a file; an environment error names it.
Status remove_file(const fs::path& path);

}  // namespace npuscope
