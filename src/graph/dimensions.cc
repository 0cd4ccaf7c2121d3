// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "graph/graph.h"

namespace npuscope {

namespace {

/// Stands for every dimension that the file gives neither a number nor a name.
constexpr std::string_view kNameless = "?";

/// The sizes of all dimensions that have a name: the given ones, and `batch` for each that stands
/// first somewhere.
std::map<std::string, int64_t> known_sizes(const Graph& graph, int64_t batch,
                                           std::map<std::string, int64_t> sizes) {
  for (ValueId id : graph.inputs) {
    const auto& names = graph.value(id).dimension_names;
    if (!names.empty() && !names[0].empty() && names[0] != kNameless)
      sizes.emplace(names[0], batch);
  }
  return sizes;
}

}  // namespace

std::vector<std::string> symbolic_dimensions(const Graph& graph) {
  std::set<std::string> names;
  for (const ValueId id : graph.inputs)
    for (const std::string& name : graph.value(id).dimension_names)
      if (!name.empty() && name != kNameless) names.insert(name);
  return {names.begin(), names.end()};
}

Status bind_dimensions(Graph& graph, int64_t batch, const std::map<std::string, int64_t>& sizes) {
  const std::map<std::string, int64_t> known = known_sizes(graph, batch, sizes);
  std::string unbound;
  for (ValueId id : graph.inputs) {
    Value& value = graph.value(id);
    for (size_t axis = 0; axis < value.dimension_names.size(); ++axis) {
      const std::string& name = value.dimension_names[axis];
      if (name.empty()) continue;
      int64_t& dimension = (*value.shape)[axis];
      if (const auto given = known.find(name); given != known.end()) {
        dimension = given->second;
      } else if (axis == 0) {
        dimension = batch;
      } else {
        unbound +=
            fmt::format("{}'{}' of input '{}'", unbound.empty() ? "" : ", ", name, value.name);
      }
    }
    value.dimension_names.clear();
    if (!unbound.empty()) continue;
    if (!checked_element_count(*value.shape))
      return fail(bad_input("the input's shape makes no sense")
                      .expected("sizes of 0 or more with a product below 2^63")
                      .found(shape_text(*value.shape))
                      .in("input '" + value.name + "'"));
  }
  if (unbound.empty()) return {};
  return fail(bad_input("the model has dimensions without a size")
                  .expected("a number for each but the first (the batch)")
                  .found(unbound)
                  .hint("give them with --size NAME=NUMBER"));
}

}  // namespace npuscope
