// SPDX-License-Identifier: Apache-2.0
#include "base/text_file.h"

#include <algorithm>

#include "base/utf8.h"

namespace npuscope {

Result<std::string> read_text(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string bytes, read_file(path));
  return utf8_text(bytes);
}

fs::path path_in_file(std::string_view text) {
  std::string portable(text);
  std::ranges::replace(portable, '\\', '/');
  return from_utf8(portable);
}

}  // namespace npuscope
