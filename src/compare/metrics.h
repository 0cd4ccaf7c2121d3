// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "compare/statistics.h"

namespace npuscope {

enum class Better {
  kLower,
  kHigher,
  kNearOne,
  kNearZero,
  kNeither,  ///< tells something, but is no measure of quality
};

/// A figure with the one name that JSON, gates and text use for it.
struct Metric {
  std::string_view name;
  std::string_view unit;  ///< "real": the unit of the tensor's real numbers; "" for pure numbers
  Better better;
  std::string_view meaning;
  std::optional<double> (*value)(const Figures&);
};

/// All metrics, in the order in which they are shown.
std::span<const Metric> metrics();

/// The metric of that name; otherwise a usage error that names the nearest ones.
Result<const Metric*> metric_named(std::string_view name);

}  // namespace npuscope
