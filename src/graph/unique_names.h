// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "graph/graph.h"

namespace npuscope {

/// Names of which each is given once.
class UniqueNames {
 public:
  /// `name` where nothing has it yet, else the first of name#2, name#3 … that nothing has.
  std::string add(const std::string& name);

 private:
  std::unordered_set<std::string> names_;
  // By name: the number to try next. Files of many equal names must not cost quadratic time.
  std::unordered_map<std::string, int> next_;
};

/// The names and aliases of all values.
UniqueNames names_of(const Graph& graph);

}  // namespace npuscope
