// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "compare/gates.h"
#include "diagnose/layer_stats.h"

namespace npuscope {

/// A number as JSON has it: infinities become "inf" and "-inf", NaN and nothing null.
nlohmann::ordered_json number_json(const std::optional<double>& value);

/// Every metric of compare/metrics.h under its name; null where it is not defined.
nlohmann::ordered_json metrics_json(const Figures& figures);

/// The metrics that a layer's statistics can tell, and in codes `codes.rms`; null when nothing was
/// compared.
nlohmann::ordered_json layer_json(const LayerStats& stats, double code_scale);

nlohmann::ordered_json gate_json(const GateVerdict& verdict);

}  // namespace npuscope
