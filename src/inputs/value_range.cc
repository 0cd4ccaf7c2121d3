// SPDX-License-Identifier: Apache-2.0
#include "inputs/value_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace npuscope {
namespace {

/// More than brightness explains, less than lies between pixels of 0 to 255 and values about 1.
constexpr double kSuspiciousFactor = 16;

double magnitude(const ValueRange& range) { return std::max(-range.min, range.max); }

double median_magnitude(const InputValues& input) {
  std::vector<double> magnitudes;
  for (const ValueRange& range : input.samples) magnitudes.push_back(magnitude(range));
  const auto middle = magnitudes.begin() + static_cast<ptrdiff_t>(magnitudes.size() / 2);
  std::nth_element(magnitudes.begin(), middle, magnitudes.end());
  return *middle;
}

void merge(ValueRange& all, const ValueRange& part) {
  all.not_finite += part.not_finite;
  if (part.finite == 0) return;
  all.min = all.finite == 0 ? part.min : std::min(all.min, part.min);
  all.max = all.finite == 0 ? part.max : std::max(all.max, part.max);
  const auto before = static_cast<double>(all.finite), more = static_cast<double>(part.finite);
  all.mean = (all.mean * before + part.mean * more) / (before + more);
  all.finite += part.finite;
}

}  // namespace

ValueRange value_range(const Tensor& tensor) {
  ValueRange range;
  double sum = 0;
  for (double v : to_doubles(tensor)) {
    if (!std::isfinite(v)) {
      ++range.not_finite;
      continue;
    }
    range.min = range.finite == 0 ? v : std::min(range.min, v);
    range.max = range.finite == 0 ? v : std::max(range.max, v);
    sum += v;
    ++range.finite;
  }
  if (range.finite > 0) range.mean = sum / static_cast<double>(range.finite);
  return range;
}

Result<std::vector<InputValues>> gather_values(const InputSet& set) {
  std::vector<InputValues> values;
  for (const InputDescription& input : set.inputs()) values.push_back({input.name, {}, {}});
  for (size_t i = 0; i < set.size(); ++i) {
    NPUSCOPE_TRY_ASSIGN(const auto tensors, set.load(i));
    for (size_t k = 0; k < tensors.size(); ++k) {
      values[k].samples.push_back(value_range(tensors[k]));
      merge(values[k].all, values[k].samples.back());
    }
  }
  return values;
}

std::vector<std::string> value_warnings(const InputSet& set, std::span<const InputValues> values) {
  std::vector<std::string> warnings;
  for (const InputValues& input : values) {
    if (input.samples.empty()) continue;
    const double usual = median_magnitude(input);
    for (size_t i = 0; i < input.samples.size(); ++i) {
      const ValueRange& range = input.samples[i];
      const std::string who = fmt::format("input '{}' of sample '{}'", input.name, set.name(i));
      const double size = magnitude(range);
      if (range.not_finite > 0)
        warnings.push_back(
            fmt::format("{} has {} values that are not finite", who, range.not_finite));
      if (range.finite > 1 && range.min == range.max)
        warnings.push_back(fmt::format("{} is {} everywhere", who, range.min));
      else if (size > usual * kSuspiciousFactor || size * kSuspiciousFactor < usual)
        warnings.push_back(fmt::format(
            "{} spans {:.6g} to {:.6g}, other samples up to {:.6g}: is it prepared alike?", who,
            range.min, range.max, usual));
    }
  }
  return warnings;
}

}  // namespace npuscope
