// SPDX-License-Identifier: Apache-2.0
#include "npuscope/inspect.h"

#include "report/inspect_text.h"

namespace npuscope {

Result<std::string> inspect(const std::string& path, bool colour) {
  return inspect_text(path, colour);
}

}  // namespace npuscope
