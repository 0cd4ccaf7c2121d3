// SPDX-License-Identifier: Apache-2.0
#include "api/request_inputs.h"

namespace npuscope {

void overrule_spec(const std::vector<std::string>& files, int64_t limit, InputSpec& spec) {
  if (!files.empty()) {
    spec.files = files;
    spec.folder = fs::path();
    spec.random.reset();
    spec.labels.reset();
  }
  if (limit > 0) spec.limit = limit;
}

}  // namespace npuscope
