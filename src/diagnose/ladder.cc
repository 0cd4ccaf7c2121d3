// SPDX-License-Identifier: Apache-2.0
#include "diagnose/ladder.h"

#include <algorithm>

#include "diagnose/rung_specs.h"

namespace npuscope {

using Place = LadderRung::Place;

std::string LadderRung::fact(const std::string& key) const {
  if (!executes()) return {};
  const auto& facts = rung->identity().facts;
  const auto found = facts.find(key);
  return found == facts.end() ? std::string() : found->second;
}

void Ladder::note_once(const std::string& note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
}

std::vector<std::shared_ptr<const Model>> Ladder::models() const {
  std::vector<std::shared_ptr<const Model>> models;
  for (const auto& model : {quantized_model, float_model, oe_model})
    if (model) models.push_back(model);
  return models;
}

int Ladder::find(std::string_view name) const {
  for (size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].name == name) return static_cast<int>(i);
  return -1;
}

const LadderRung* Ladder::executing(std::string_view name) const {
  const int index = find(name);
  if (index < 0 || !rungs[static_cast<size_t>(index)].executes()) return nullptr;
  return &rungs[static_cast<size_t>(index)];
}

size_t Ladder::before_npu(size_t from, size_t to) const {
  if (rungs[to].name != "board-cpu" || rungs[from].name != "neural-art") return from;
  for (size_t i = from; i-- > 0;)
    if (rungs[i].place == Place::kStep) return i;
  return from;
}

std::vector<std::pair<size_t, size_t>> Ladder::hops() const {
  std::vector<std::pair<size_t, size_t>> result;
  std::optional<size_t> last;
  for (size_t i = 0; i < rungs.size(); ++i) {
    if (rungs[i].place != Place::kStep) continue;
    if (last) result.emplace_back(before_npu(*last, i), i);
    last = i;
  }
  if (const auto loss = std::pair(find("float"), find("exact"));
      loss.first >= 0 && loss.second >= 0 && find("ort") >= 0)
    result.emplace_back(static_cast<size_t>(loss.first), static_cast<size_t>(loss.second));
  const int source = find("ort") >= 0 ? find("ort") : find("float");
  for (size_t i = 0; i < rungs.size(); ++i)
    if (rungs[i].place == Place::kAside && source >= 0)
      result.emplace_back(static_cast<size_t>(source), i);
  return result;
}

std::vector<std::pair<size_t, size_t>> Ladder::board_pairs() const {
  const int board = find("board");
  std::vector<std::pair<size_t, size_t>> pairs;
  for (size_t i = 0; board >= 0 && i < rungs.size(); ++i) {
    const LadderRung& rung = rungs[i];
    const bool computes = rung.place == LadderRung::Place::kCandidate ||
                          (rung.place == LadderRung::Place::kStep && rung.name != "float" &&
                           rung.name != "board" && rung.name != "board-cpu");
    if (computes) pairs.emplace_back(i, static_cast<size_t>(board));
  }
  return pairs;
}

Case case_of_one(const fs::path& model, const std::string& backend) {
  Case one;
  const std::string name = rung_name(backend);
  (name == "float" ? one.float_model : name == "oe" ? one.oe_model : one.quantized_model) = model;
  one.run = {backend};
  return one;
}

Status check_sizes(const std::map<std::string, int64_t>& sizes, const Ladder& ladder) {
  const auto owners = ladder.models();
  std::vector<const Model*> models;
  for (const auto& model : owners) models.push_back(model.get());
  return check_sizes(sizes, models);
}

}  // namespace npuscope
