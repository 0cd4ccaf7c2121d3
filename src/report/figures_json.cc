// SPDX-License-Identifier: Apache-2.0
#include "report/figures_json.h"

#include <cmath>

namespace npuscope {
namespace {

using OrderedJson = nlohmann::ordered_json;

const char* outcome_text(GateOutcome outcome) {
  switch (outcome) {
    case GateOutcome::kPass: return "pass";
    case GateOutcome::kFail: return "fail";
    case GateOutcome::kNotAvailable: return "not available";
  }
  return "";
}

}  // namespace

OrderedJson number_json(const std::optional<double>& value) {
  if (!value || std::isnan(*value)) return nullptr;
  if (std::isinf(*value)) return *value < 0 ? "-inf" : "inf";
  return *value + 0.0;  // turns -0 into 0
}

OrderedJson metrics_json(const Figures& figures) {
  OrderedJson j = OrderedJson::object();
  for (const Metric& metric : metrics())
    j[std::string(metric.name)] = number_json(metric.value(figures));
  return j;
}

OrderedJson layer_json(const LayerStats& stats, double code_scale) {
  if (!stats.available()) return nullptr;
  const Figures figures = figures_of(stats, code_scale);
  OrderedJson j = OrderedJson::object();
  for (const Metric& metric : metrics())
    if (const auto value = metric.value(figures)) j[std::string(metric.name)] = number_json(value);
  if (code_scale > 0) j["codes.rms"] = number_json(stats.rms() / code_scale);
  return j;
}

OrderedJson gate_json(const GateVerdict& verdict) {
  return {{"gate", verdict.gate.text()},
          {"tensor", verdict.tensor},
          {"outcome", outcome_text(verdict.result.outcome)},
          {"value", number_json(verdict.result.value)}};
}

}  // namespace npuscope
