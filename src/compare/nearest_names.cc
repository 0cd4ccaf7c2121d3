// SPDX-License-Identifier: Apache-2.0
#include "compare/nearest_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/suggest.h"

namespace npuscope {
namespace {

// A name of a hostile file must not cost quadratic time.
constexpr size_t kLongestName = 200;

}  // namespace

std::string nearest_names_text(std::string_view name, std::span<const std::string_view> known) {
  struct Candidate {
    size_t distance;
    std::string_view name;
  };
  std::vector<Candidate> candidates;
  if (name.empty() || name.size() > kLongestName) return {};
  for (const std::string_view candidate : known) {
    if (candidate.size() > kLongestName) continue;
    const bool contains = candidate.find(name) != std::string_view::npos;
    const size_t distance = contains ? 1 : edit_distance(name, candidate);
    if (distance <= (name.size() + 1) / 2) candidates.push_back({distance, candidate});
  }
  std::ranges::stable_sort(candidates, {}, &Candidate::distance);
  if (candidates.size() > 3) candidates.resize(3);
  std::vector<std::string> quoted;
  for (const Candidate& candidate : candidates)
    quoted.push_back(fmt::format("'{}'", candidate.name));
  return fmt::format("{}", fmt::join(quoted, " or "));
}

}  // namespace npuscope
