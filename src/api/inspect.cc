// SPDX-License-Identifier: Apache-2.0
#include "npuscope/inspect.h"

#include "report/inspect_text.h"

namespace npuscope {

Result<std::string> inspect(const std::string& path, bool colour, const SymbolicSizes& sizes,
                            InspectDetail detail) {
  return inspect_text(path, colour, {.batch = sizes.batch, .sizes = sizes.sizes, .values = {}},
                      detail);
}

}  // namespace npuscope
