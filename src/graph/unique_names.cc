// SPDX-License-Identifier: Apache-2.0
#include "graph/unique_names.h"

#include <fmt/format.h>

namespace npuscope {

std::string UniqueNames::add(const std::string& name) {
  if (names_.insert(name).second) return name;
  int& next = next_.try_emplace(name, 2).first->second;
  std::string candidate;
  do {
    candidate = fmt::format("{}#{}", name, next++);
  } while (!names_.insert(candidate).second);
  return candidate;
}

}  // namespace npuscope
