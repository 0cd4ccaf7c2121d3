// SPDX-License-Identifier: Apache-2.0
#include "diagnose/run_key.h"

#include "base/sha256.h"

namespace npuscope {
namespace {

// Counts up whenever figures are computed differently.
constexpr std::string_view kFiguresVersion = "2";

}  // namespace

std::vector<std::pair<size_t, size_t>> reference_pairs(const Ladder& ladder) {
  std::vector<size_t> references;
  for (size_t i = 0; i < ladder.rungs.size(); ++i)
    if (ladder.rungs[i].place == LadderRung::Place::kReference) references.push_back(i);
  std::vector<std::pair<size_t, size_t>> pairs;
  for (size_t i = 0; i < references.size(); ++i)
    for (size_t j = i + 1; j < references.size(); ++j)
      pairs.emplace_back(references[i], references[j]);
  if (const int exact = ladder.find("exact");
      exact >= 0 && ladder.rungs[static_cast<size_t>(exact)].executes())
    for (size_t reference : references) pairs.emplace_back(reference, static_cast<size_t>(exact));
  return pairs;
}

std::string run_key(const Ladder& ladder, const std::vector<Comparison>& plans,
                    const std::vector<TrialPlan>& trials, const std::string& preparation) {
  Sha256 hash;
  auto add = [&](std::string_view text) {
    hash.update(std::to_string(text.size()));
    hash.update(":");
    hash.update(text);
  };
  add(kFiguresVersion);
  add(preparation);
  for (const LadderRung& rung : ladder.rungs) {
    add(rung.name);
    add(rung.spec);
    if (!rung.executes()) continue;
    for (const auto& [key, value] : rung.rung->identity().facts) add(key), add(value);
  }
  for (const Comparison& plan : plans)
    for (const LayerPair& layer : plan.layers) add(layer.name);
  for (const TrialPlan& plan : trials) {
    for (const std::string& fact : plan.facts()) add(fact);
    for (const TriedLayer& layer : plan.layers()) add(layer.pair.name);
  }
  return hash.hex_digest();
}

}  // namespace npuscope
