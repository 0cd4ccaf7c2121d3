// SPDX-License-Identifier: Apache-2.0
#include "build/places.h"

namespace npuscope {
namespace {

BuildPlace place_of(const Build& build, const BuildBuffer& buffer) {
  BuildPlace place;
  place.epoch = buffer.first_epoch();
  if (const BuildEpoch* epoch = build.epoch(place.epoch)) place.engine = epoch->engine;
  place.address = buffer.begin();
  return place;
}

/// The names that the source model has for what a node of the OE graph computes.
std::vector<std::string> source_names(const Build& build, const std::string& node) {
  for (const auto& file : build.files.quant_jsons)
    if (const auto names = file.content.nodes.find(node); names != file.content.nodes.end())
      return names->second;
  return {};
}

void add_passing(const Build& build, const BuildEpoch& epoch, BuildPlaces& places) {
  BuildPlace place;
  place.epoch = epoch.number;
  place.engine = epoch.engine;
  place.stored = false;
  for (const std::string& node : epoch.nodes) {
    places.emplace(node + "_out_0", place);
    for (const std::string& name : source_names(build, node)) places.emplace(name, place);
  }
}

}  // namespace

BuildPlaces build_places(const Build& build) {
  BuildPlaces places;
  for (const bool recoded : {false, true})
    for (const BuildBuffer& buffer : build.buffers) {
      if (buffer.buffer.parameter || buffer.recoded != recoded) continue;
      const BuildPlace place = place_of(build, buffer);
      for (const std::string& name : {buffer.source_name, buffer.oe_tensor, buffer.buffer.name})
        if (!name.empty()) places.emplace(name, place);
    }
  for (const BuildEpoch& epoch : build.epochs) {
    for (const BuildEpoch& step : epoch.steps) add_passing(build, step, places);
    add_passing(build, epoch, places);
  }
  return places;
}

}  // namespace npuscope
