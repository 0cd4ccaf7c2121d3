// SPDX-License-Identifier: Apache-2.0
#include "base/unfinished_files.h"

#include <system_error>

namespace npuscope {

Status remove_file(const fs::path& path) {
  std::error_code code;
  fs::remove(path, code);
  if (code)
    return fail(
        environment_error("cannot remove the file").found(system_text(code)).in(to_utf8(path)));
  return {};
}

Status remove_unfinished(const fs::path& folder) {
  NPUSCOPE_TRY_ASSIGN(const auto entries, list_folder(folder));
  for (const fs::path& path : entries)
    if (path.extension() == ".tmp") NPUSCOPE_TRY(remove_file(path));
  return {};
}

}  // namespace npuscope
