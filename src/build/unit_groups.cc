// SPDX-License-Identifier: Apache-2.0
#include "build/unit_groups.h"

#include <algorithm>
#include <array>
#include <map>

namespace npuscope {
namespace {

constexpr std::array<std::string_view, 3> kStageTypes = {"Arithacc", "Activacc", "Poolacc"};

/// The pool that feeds an arithmetic unit, in the same epoch.
const StUnit* pool_before(const StEpoch& epoch, const StUnit& unit) {
  const StRoute::Port input{"ARITH", unit.index.value_or(-1), 0};
  for (const StRoute& route : epoch.routes) {
    if (!(route.destination == input) || route.sources.empty()) continue;
    const StRoute::Port& source = route.sources.front();
    if (source.unit != "POOL") return nullptr;
    for (const StUnit& other : epoch.units)
      if (other.type == "Poolacc" && other.index == source.index) return &other;
  }
  return nullptr;
}

UnitName name_of(const StEpoch& epoch, const StUnit& unit) {
  UnitName name = parse_unit_name(unit.node);
  if (!unit.node.starts_with("RequantizeLinear_inserted")) return name;
  if (const StUnit* pool = pool_before(epoch, unit))
    return {parse_unit_name(pool->node).node, "requantize", {}, 0};
  return name;
}

}  // namespace

const PlacedUnit* NodeUnits::with_role(std::string_view role) const {
  const auto found = std::ranges::find_if(
      others, [&](const PlacedUnit& placed) { return placed.name.role == role; });
  return found == others.end() ? nullptr : &*found;
}

std::vector<NodeUnits> units_by_node(const NetworkC& network) {
  std::vector<NodeUnits> nodes;
  std::map<std::string, size_t, std::less<>> index;
  for (const StEpoch& epoch : network.epochs) {
    for (const StUnit& unit : epoch.units) {
      const bool accumulates = unit.type == "Convacc";
      if (unit.node.empty() ||
          (!accumulates && std::ranges::find(kStageTypes, unit.type) == kStageTypes.end()))
        continue;
      UnitName name = name_of(epoch, unit);
      const auto [place, added] = index.try_emplace(name.node, nodes.size());
      if (added) nodes.push_back({name.node, {}, {}});
      NodeUnits& node = nodes[place->second];
      (accumulates ? node.accumulators : node.others).push_back({&epoch, &unit, std::move(name)});
    }
  }
  return nodes;
}

}  // namespace npuscope
