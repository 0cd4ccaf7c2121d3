// SPDX-License-Identifier: Apache-2.0
#include "audit/described_network.h"

#include <algorithm>
#include <set>
#include <utility>

namespace npuscope {
namespace {

using Place = std::pair<std::string, uint64_t>;

uint64_t place_of(const StBuffer& buffer) {
  const bool placed = !buffer.user_allocated && buffer.base.base == StAddress::Base::kAbsolute;
  return placed ? buffer.base.address + static_cast<uint64_t>(buffer.offset_start) : 0;
}

bool same_version(const CInfo& info, const NetworkC& network) {
  const std::string& tool = info.provenance.tool_version;
  return tool.empty() || network.core_version().empty() || tool.starts_with(network.core_version());
}

/// Few buffers of one listing are missing in the other.
bool same_buffers(const CInfo& info, const NetworkC& network) {
  std::set<Place> described;
  for (const StBuffer& buffer : info.buffers) described.emplace(buffer.name, place_of(buffer));
  size_t listed = 0, found = 0;
  for (const auto* table :
       {&network.inputs, &network.outputs, &network.parameters, &network.internal})
    for (const StBuffer& buffer : *table) {
      ++listed;
      found += described.contains({buffer.name, place_of(buffer)});
    }
  return found * 10 >= listed * 9;
}

}  // namespace

const Artefact<CInfo>* description_of_network(const Build& build) {
  if (build.files.networks.empty()) return nullptr;
  const NetworkC& network = build.files.networks.front().content;
  const auto info = std::ranges::find_if(build.files.c_infos, [&](const Artefact<CInfo>& file) {
    return !file.content.cpu_only && !file.content.buffers.empty() &&
           same_version(file.content, network) && same_buffers(file.content, network);
  });
  return info == build.files.c_infos.end() ? nullptr : &*info;
}

}  // namespace npuscope
