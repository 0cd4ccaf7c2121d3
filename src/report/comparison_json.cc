// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "compare/metrics.h"
#include "report/comparison_report.h"

namespace npuscope {
namespace {

using json = nlohmann::ordered_json;

constexpr int kSchema = 1;

json number(const std::optional<double>& v) {
  if (!v) return nullptr;
  if (std::isinf(*v)) return *v < 0 ? "-inf" : "inf";
  return std::isnan(*v) ? json(nullptr) : json(*v);
}

const char* outcome_text(GateOutcome outcome) {
  switch (outcome) {
    case GateOutcome::kPass: return "pass";
    case GateOutcome::kFail: return "fail";
    case GateOutcome::kNotAvailable: return "not available";
  }
  return "";
}

json local_json(const LocalError& local) {
  if (!local.stats.available()) return {{"missing", local.missing}};
  json j = {{"elements", local.stats.elements},
            {"rmse", number(local.stats.rms())},
            {"abs.max", number(local.stats.largest)}};
  if (local.code_scale > 0) {
    j["codes.rms"] = number(local.stats.rms() / local.code_scale);
    j["codes.max"] = number(local.stats.largest / local.code_scale);
  }
  return j;
}

json tensor_json(const ComparisonReport& r, size_t index) {
  const TensorComparison& tensor = r.comparison.tensors[index];
  json j = {{"tensor", tensor.name}, {"other", tensor.other_name}};
  json figures = json::object();
  for (const Metric& metric : metrics())
    figures[std::string(metric.name)] = number(metric.value(tensor.figures));
  j["metrics"] = std::move(figures);
  if (tensor.figures.histogram) j["codes.histogram"] = *tensor.figures.histogram;
  if (!tensor.figures.channel_rmse.empty()) {
    json channels = json::array();
    for (double v : tensor.figures.channel_rmse) channels.push_back(number(v));
    j["channel.rmse"] = std::move(channels);
  }
  if (const auto& worst = tensor.figures.worst)
    j["worst"] = {{"sample", worst->sample},
                  {"index", worst->index},
                  {"reference", number(static_cast<double>(worst->reference))},
                  {"other", number(static_cast<double>(worst->other))}};
  if (const TensorFloor* floor = r.floor.find(tensor.name))
    j["floor"] = {{"codes.max", number(floor->largest_code)},
                  {"abs.max", number(floor->largest)},
                  {"rmse", number(floor->rmse)}};
  j["beyond_floor"] = beyond_floor(tensor.figures, r.floor.find(tensor.name));
  if (const auto local = r.local.find(tensor.other_name); local != r.local.end())
    j["local"] = local_json(local->second);
  j["notes"] = tensor.notes;
  return j;
}

json unpaired_json(const std::vector<Unpaired>& list) {
  json array = json::array();
  for (const Unpaired& one : list)
    array.push_back({{"name", one.name},
                     {"side", one.side == Side::kReference ? "reference" : "other"},
                     {"reason", one.reason}});
  return array;
}

/// A CSV field: quoted where it must be.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string comparison_json(const ComparisonReport& r) {
  json j = {{"schema", kSchema},
            {"reference", r.reference},
            {"other", r.other},
            {"samples", r.comparison.samples},
            {"agrees", r.agrees()}};
  j["first_beyond"] =
      r.first_beyond ? json(r.comparison.tensors[*r.first_beyond].name) : json(nullptr);
  j["tensors"] = json::array();
  for (size_t t = 0; t < r.comparison.tensors.size(); ++t)
    j["tensors"].push_back(tensor_json(r, t));
  j["gates"] = json::array();
  for (const GateVerdict& g : r.gates)
    j["gates"].push_back({{"gate", g.gate.text()},
                          {"tensor", g.tensor},
                          {"outcome", outcome_text(g.result.outcome)},
                          {"value", number(g.result.value)}});
  j["unpaired"] = {{"tensors", unpaired_json(r.comparison.unpaired_tensors)},
                   {"samples", unpaired_json(r.comparison.unpaired_samples)}};
  j["notes"] = r.comparison.notes;
  for (const std::string& note : r.notes) j["notes"].push_back(note);
  return j.dump(2) + "\n";
}

std::string comparison_csv(const ComparisonReport& r) {
  std::string text = "tensor";
  for (const Metric& metric : metrics()) text += "," + std::string(metric.name);
  text += "\n";
  for (const TensorComparison& tensor : r.comparison.tensors) {
    text += csv_field(tensor.name);
    for (const Metric& metric : metrics()) {
      const auto value = metric.value(tensor.figures);
      text += value ? fmt::format(",{}", *value) : ",";
    }
    text += "\n";
  }
  return text;
}

}  // namespace npuscope
