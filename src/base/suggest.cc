// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace npuscope {
namespace {

// A name of a hostile file must not cost quadratic time.
constexpr size_t kLongestName = 200;
constexpr size_t kMostNames = 3;

/// Levenshtein distance: the fewest insertions, deletions and replacements that turn a into b.
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

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
  if (candidates.size() > kMostNames) candidates.resize(kMostNames);
  std::vector<std::string> quoted;
  quoted.reserve(candidates.size());
  for (const Candidate& candidate : candidates)
    quoted.push_back(fmt::format("'{}'", candidate.name));
  return fmt::format("{}", fmt::join(quoted, " or "));
}

}  // namespace npuscope
