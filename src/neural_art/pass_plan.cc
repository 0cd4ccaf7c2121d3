// SPDX-License-Identifier: Apache-2.0
#include "neural_art/pass_plan.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace npuscope {
namespace {

constexpr int64_t kRows = 3;
constexpr int64_t kColumns = 6;
constexpr int64_t kColumnsStrided = 12;
constexpr int64_t kUnits = 4;
constexpr int64_t kPointKernels = 24;
constexpr int64_t kDeepest = 128;
constexpr int64_t kMostPasses = 32;

using Pieces = std::vector<std::optional<SumSlice::Range>>;

/// [0, size) in pieces; one piece without a range where it is not cut.
Pieces cut_into(int64_t size, int64_t longest) {
  if (size <= longest) return {std::nullopt};
  Pieces pieces;
  for (int64_t begin = 0; begin < size; begin += longest)
    pieces.emplace_back(SumSlice::Range{begin, std::min(begin + longest, size)});
  return pieces;
}

int64_t largest_divisor(int64_t number, int64_t limit) {
  for (int64_t divisor = std::min(number, limit); divisor > 1; --divisor)
    if (number % divisor == 0) return divisor;
  return 1;
}

/// What the compiler can do with a layer.
struct Limits {
  int64_t depth = 1;
  int64_t work = 1;  ///< L
};

Limits limits_of(const PlannedLayer& layer) {
  const bool point = std::ranges::all_of(layer.kernel, [](int64_t extent) { return extent == 1; });
  const bool narrow = layer.input_zero_point == INT8_MIN || layer.input_zero_point == 0;
  if (!point) return {8, 72};
  const int64_t kernels = largest_divisor(layer.output_channels, kPointKernels);
  const bool alone = kernels == 1 && layer.output_channels > 1 && layer.positions > 1;
  const bool deep = narrow && layer.input_channels > kPointKernels && !alone;
  return deep ? Limits{kDeepest, kernels} : Limits{kPointKernels, 16};
}

/// Whether some units of some depth take that many channels at once.
bool fits(const Limits& limits, int64_t channels) {
  for (int64_t units = 1; units <= kUnits; ++units)
    if (channels % units == 0 && channels / units <= limits.depth) return true;
  return false;
}

/// The rule, whatever number of passes it gives.
int64_t channels_by_rule(const PlannedLayer& layer) {
  const int64_t channels = layer.input_channels;
  if (layer.groups > 1) return channels;
  const Limits limits = limits_of(layer);
  std::optional<std::tuple<int64_t, int64_t, int64_t>> best;
  int64_t result = channels;
  for (int64_t depth = 1; depth <= std::min(channels, limits.depth); ++depth) {
    for (int64_t units = 1; units <= kUnits; ++units) {
      if (channels % (depth * units) != 0) continue;
      const int64_t passes = channels / (depth * units);
      const int64_t work = std::max(layer.positions, limits.work * units);
      const auto cost = layer.fastest ? std::tuple(passes * depth * work, -depth, units)
                                      : std::tuple(passes, units, int64_t{0});
      if (best && !(cost < *best)) continue;
      best = cost;
      result = depth * units;
    }
  }
  return result;
}

}  // namespace

bool has_known_passes(const PlannedLayer& layer) {
  return layer.input_channels / channels_by_rule(layer) <= kMostPasses;
}

int64_t channels_per_pass(const PlannedLayer& layer) {
  return has_known_passes(layer) ? channels_by_rule(layer) : layer.input_channels;
}

std::vector<PassAlternative> alternative_plans(const PlannedLayer& layer) {
  const int64_t channels = layer.input_channels;
  const int64_t by_rule = channels_per_pass(layer);
  std::vector<PassAlternative> plans = {
      {{channels / by_rule, false}, by_rule, true, fits(limits_of(layer), by_rule)}};
  for (int64_t passes = 1; passes <= std::min(channels, kMostPasses); ++passes) {
    if (channels % passes != 0 || (layer.groups > 1 && passes > 1)) continue;
    const int64_t width = channels / passes;
    const bool within = fits(limits_of(layer), width);
    if (width != by_rule) plans.push_back({{passes, false}, width, false, within});
    if (passes > 1) plans.push_back({{passes, true}, width, false, within});
  }
  return plans;
}

std::vector<PassPlan> pass_plan(const PlannedLayer& layer,
                                const std::optional<PassChoice>& choice) {
  const auto& kernel = layer.kernel;
  const bool spatial = !kernel.empty() && kernel.size() <= 2;
  const int64_t rows = kernel.size() == 2 ? kernel[0] : 1;
  const int64_t longest = layer.last_stride >= 2 ? kColumnsStrided : kColumns;
  const Pieces row_pieces = cut_into(spatial ? rows : 1, kRows);
  const Pieces column_pieces = cut_into(spatial ? kernel.back() : 1, longest);
  const Pieces channels =
      cut_into(layer.input_channels,
               choice ? layer.input_channels / choice->passes : channels_per_pass(layer));
  std::vector<PassPlan> pieces;
  for (const auto& columns : column_pieces) {
    for (const auto& row : row_pieces) {
      PassPlan passes;
      for (const auto& part : channels) passes.push_back({part, row, columns});
      if (choice && choice->joined)
        for (const SumSlice& pass : passes) pieces.push_back({pass});
      else
        pieces.push_back(std::move(passes));
    }
  }
  if (layer.covers_input) cut_by_terms(pieces);
  return pieces;
}

void cut_by_terms(std::vector<PassPlan>& pieces) {
  for (PassPlan& passes : pieces)
    for (SumSlice& slice : passes) slice.terms = std::exchange(slice.channels, std::nullopt);
}

}  // namespace npuscope
