// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "compare/metrics.h"

namespace npuscope {

/// A CSV field as RFC 4180 has it: quoted where it must be.
std::string csv_field(std::string_view text);
/// ",rmse,mae…": the names of all metrics (compare/metrics.h).
std::string metric_columns_csv();
/// ",0.25,,…": every metric of the figures; an empty field where it is not defined.
std::string metrics_csv(const Figures& figures);

}  // namespace npuscope
