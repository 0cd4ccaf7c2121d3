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

UniqueNames names_of(const Graph& graph) {
  UniqueNames names;
  for (const Value& value : graph.values) {
    names.add(value.name);
    for (const std::string& alias : value.aliases) names.add(alias);
  }
  return names;
}

}  // namespace npuscope
