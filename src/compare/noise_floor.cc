// SPDX-License-Identifier: Apache-2.0
#include "compare/noise_floor.h"

#include <algorithm>

namespace npuscope {
namespace {

std::optional<double> integer_codes(const Figures& figures) {
  return figures.code_unit == CodeUnit::kInteger ? figures.largest_code : std::nullopt;
}

bool holds(const Manifest& manifest, const std::string& name) {
  return std::ranges::any_of(manifest.tensors, [&](const TensorEntry& entry) {
    return entry.name == name || std::ranges::count(entry.aliases, name) > 0;
  });
}

/// The map was written for the recordings that are compared: of two references, what both hold.
CompareOptions options_between(const Recording& a, const Recording& b,
                               const CompareOptions& options) {
  CompareOptions result = options;
  std::erase_if(result.map, [&](const NamePair& line) {
    return !holds(a.manifest(), line.reference) || !holds(b.manifest(), line.other);
  });
  return result;
}

/// A floor of other tensors would look like none, and every difference like one beyond it.
Status check_shared(const RecordingComparison& pair, const Recording& further) {
  if (!pair.tensors.empty()) return {};
  return fail(bad_input("a floor shares no tensor with the reference")
                  .expected("equal names, aliases, or numbers of inputs and outputs")
                  .hint("npuscope inspect lists what each holds")
                  .in(further.manifest().rung));
}

}  // namespace

void NoiseFloor::raise(const std::string& tensor, const Figures& figures) {
  const std::optional<double> codes = integer_codes(figures);
  const auto [entry, fresh] = floors_.try_emplace(tensor);
  TensorFloor& floor = entry->second;
  if (fresh)
    floor.largest_code = codes;
  else if (floor.largest_code && codes)
    floor.largest_code = std::max(*floor.largest_code, *codes);
  else
    floor.largest_code.reset();
  floor.largest = std::max(floor.largest, figures.largest.value_or(0));
  floor.rmse = std::max(floor.rmse, figures.rmse.value_or(0));
  floor.one_sided = std::max(floor.one_sided, figures.one_sided);
}

void NoiseFloor::raise(const RecordingComparison& references) {
  for (const TensorComparison& row : references.tensors) {
    raise(row.name, row.figures);
    if (row.other_name != row.name) raise(row.other_name, row.figures);
  }
}

const TensorFloor* NoiseFloor::find(std::string_view tensor) const {
  const auto found = floors_.find(tensor);
  return found == floors_.end() ? nullptr : &found->second;
}

Result<NoiseFloor> noise_floor(std::span<const Recording* const> references,
                               const CompareOptions& options) {
  NoiseFloor floor;
  for (size_t i = 0; i < references.size(); ++i) {
    for (size_t k = i + 1; k < references.size(); ++k) {
      NPUSCOPE_TRY_ASSIGN(
          const RecordingComparison pair,
          compare_recordings(*references[i], *references[k],
                             options_between(*references[i], *references[k], options)));
      if (i == 0) NPUSCOPE_TRY(check_shared(pair, *references[k]));
      floor.raise(pair);
    }
  }
  return floor;
}

bool beyond_floor(const Figures& figures, const TensorFloor* floor) {
  if (floor == nullptr) return figures.differs();
  if (figures.one_sided > floor->one_sided) return true;
  if (figures.rmse.value_or(0) > kRmseMargin * floor->rmse) return true;
  // The real difference of one code varies in its last digit with the codes: integers do not.
  const std::optional<double> codes = integer_codes(figures);
  if (codes && floor->largest_code) return *codes > *floor->largest_code;
  return figures.largest.value_or(0) > floor->largest;
}

std::optional<size_t> first_beyond_floor(const RecordingComparison& comparison,
                                         const NoiseFloor& floor) {
  const auto first = std::ranges::find_if(comparison.tensors, [&](const TensorComparison& row) {
    return beyond_floor(row.figures, floor.find(row.name));
  });
  if (first == comparison.tensors.end()) return std::nullopt;
  return static_cast<size_t>(first - comparison.tensors.begin());
}

}  // namespace npuscope
