// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/unfinished_files.h"
#include "formats/json.h"
#include "recording/ports.h"

namespace npuscope {
namespace {

constexpr int kSchema = 5;

Json to_json(const LayerStats& s) {
  const Moments& m = s.moments;
  return {m.count,      m.mean_r,  m.mean_p,     m.mean_d,   m.square_r, m.square_p,
          m.square_d,   m.product, m.absolute_d, s.largest,  s.exact,    s.beyond_half,
          s.beyond_one, s.nan,     s.infinite,   s.one_sided};
}

LayerStats stats_from(const Json& j) {
  LayerStats s;
  Moments& m = s.moments;
  size_t at = 0;
  m.count = j.at(at++).get<int64_t>();
  for (double* field : {&m.mean_r, &m.mean_p, &m.mean_d, &m.square_r, &m.square_p, &m.square_d,
                        &m.product, &m.absolute_d, &s.largest})
    *field = j.at(at++).get<double>();
  for (int64_t* field :
       {&s.exact, &s.beyond_half, &s.beyond_one, &s.nan, &s.infinite, &s.one_sided})
    *field = j.at(at++).get<int64_t>();
  return s;
}

Json to_json(const std::vector<LayerStats>& layers) {
  Json array = Json::array();
  for (const LayerStats& s : layers) array.push_back(to_json(s));
  return array;
}

std::vector<LayerStats> layers_from(const Json& array) {
  std::vector<LayerStats> layers;
  for (const Json& j : array) layers.push_back(stats_from(j));
  return layers;
}

Json to_json(const std::vector<NodeCounters>& nodes) {
  Json array = Json::array();
  for (const NodeCounters& node : nodes) {
    Json stages = Json::array();
    for (const StageCounters& s : node.stages)
      stages.push_back({s.elements, s.saturated_low, s.saturated_high, s.ties, s.largest_magnitude,
                        s.beyond_24_bits});
    array.push_back(std::move(stages));
  }
  return array;
}

std::vector<NodeCounters> counters_from(const Json& array) {
  std::vector<NodeCounters> nodes;
  for (const Json& stages : array) {
    NodeCounters& node = nodes.emplace_back();
    for (const Json& j : stages) {
      StageCounters& s = node.stages.emplace_back();
      size_t at = 0;
      for (int64_t* field : {&s.elements, &s.saturated_low, &s.saturated_high, &s.ties,
                             &s.largest_magnitude, &s.beyond_24_bits})
        *field = j.at(at++).get<int64_t>();
    }
  }
  return nodes;
}

Json to_json(const Mismatches& m) {
  return {
      m.elements,  m.differing, m.above,         m.at_ends,
      m.nonfinite, m.largest,   m.channel_count, m.channels ? Json(*m.channels) : Json(nullptr)};
}

Mismatches mismatches_from(const Json& j) {
  Mismatches m;
  size_t at = 0;
  for (int64_t* field : {&m.elements, &m.differing, &m.above, &m.at_ends, &m.nonfinite, &m.largest,
                         &m.channel_count})
    *field = j.at(at++).get<int64_t>();
  m.channels.reset();
  if (!j.at(at).is_null()) m.channels = j.at(at).get<std::vector<int64_t>>();
  return m;
}

using LayerTrials = std::vector<std::vector<Mismatches>>;  // by layer and trial

Json to_json(const LayerTrials& layers) {
  Json array = Json::array();
  for (const auto& trials : layers) {
    Json row = Json::array();
    for (const Mismatches& m : trials) row.push_back(to_json(m));
    array.push_back(std::move(row));
  }
  return array;
}

LayerTrials trials_from(const Json& array) {
  LayerTrials layers;
  for (const Json& row : array) {
    auto& trials = layers.emplace_back();
    for (const Json& m : row) trials.push_back(mismatches_from(m));
  }
  return layers;
}

/// JSON has no NaN or infinity: they are kept as texts.
Json output_to_json(double v) { return std::isfinite(v) ? Json(v) : Json(fmt::format("{}", v)); }

double output_from(const Json& j) {
  return j.is_string() ? std::strtod(j.get<std::string>().c_str(), nullptr) : j.get<double>();
}

/// What a file says of a sample's name, which need not be UTF-8.
std::string as_stored(const std::string& name) { return json_line(Json(name)); }

SampleResult result_from(const Json& j) {
  SampleResult result;
  result.name = j.at("sample").get<std::string>();
  result.evidence = j.at("evidence").get<std::string>();
  for (const Json& rung : j.at("outputs")) {
    std::vector<double> values;
    for (const Json& v : rung) values.push_back(output_from(v));
    result.outputs.push_back(std::move(values));
  }
  for (const Json& c : j.at("comparisons"))
    result.comparisons.push_back({layers_from(c.at("accumulated")), layers_from(c.at("local"))});
  for (const Json& rung : j.at("counters")) result.counters.push_back(counters_from(rung));
  for (const Json& plan : j.at("trials")) result.trials.push_back(trials_from(plan));
  return result;
}

}  // namespace

int64_t SampleStore::planned_bytes(const std::vector<Comparison>& plans,
                                   const std::vector<RungTensors>& tensors,
                                   const StoredCounts& counts, size_t samples) {
  constexpr int64_t kNumber = 25;                // bytes of a number in JSON, with its comma
  constexpr int64_t kNumbers = int64_t{2} * 16;  // accumulated and local: to_json(LayerStats)
  constexpr int64_t kCounters = int64_t{5} * 6;  // of at most five stages
  constexpr int64_t kFrame = 4096;               // names, hashes, brackets
  constexpr int64_t kTrial = 10;                 // numbers of a Mismatches, with few channels each
  int64_t bytes = kFrame + counts.counted_nodes * kCounters * kNumber;
  bytes += counts.trials * (kTrial + static_cast<int64_t>(Mismatches::kMostChannels)) * kNumber;
  for (const Comparison& plan : plans)
    bytes += static_cast<int64_t>(plan.layers.size()) * kNumbers * kNumber;
  for (const RungTensors& rung : tensors) {
    const auto outputs = ports_of(rung.entries, TensorRole::kOutput);
    if (!outputs.empty()) bytes += element_count(rung.entries[outputs.front()].shape) * kNumber;
  }
  return bytes * static_cast<int64_t>(samples);
}

Result<SampleStore> SampleStore::open(const fs::path& folder, std::string key) {
  NPUSCOPE_TRY(make_folder(folder));
  NPUSCOPE_TRY(remove_unfinished(folder));
  return SampleStore(folder, std::move(key));
}

fs::path SampleStore::path_of(size_t index) const {
  return folder_ / fmt::format("{:05}.json", index);
}

std::optional<SampleResult> SampleStore::find(size_t index, const std::string& name,
                                              const std::string& evidence) const {
  std::error_code code;
  if (!fs::exists(path_of(index), code)) return std::nullopt;
  const auto text = read_file(path_of(index));
  if (!text) return std::nullopt;
  const Json j = Json::parse(*text, nullptr, false);
  try {
    if (j.at("schema").get<int>() != kSchema || j.at("key").get<std::string>() != key_)
      return std::nullopt;
    SampleResult result = result_from(j);
    if (as_stored(result.name) != as_stored(name) || result.evidence != evidence)
      return std::nullopt;
    result.name = name;
    return result;
  } catch (const Json::exception&) {
    return std::nullopt;  // damaged or foreign: computed again
  }
}

Status SampleStore::save(size_t index, const SampleResult& result) const {
  Json outputs = Json::array();
  for (const auto& values : result.outputs) {
    Json row = Json::array();
    for (double v : values) row.push_back(output_to_json(v));
    outputs.push_back(std::move(row));
  }
  Json comparisons = Json::array();
  for (const ComparisonStats& c : result.comparisons)
    comparisons.push_back({{"accumulated", to_json(c.accumulated)}, {"local", to_json(c.local)}});
  Json counters = Json::array();
  for (const auto& rung : result.counters) counters.push_back(to_json(rung));
  Json trials = Json::array();
  for (const auto& plan : result.trials) trials.push_back(to_json(plan));
  const Json j = {{"schema", kSchema},
                  {"key", key_},
                  {"sample", result.name},
                  {"evidence", result.evidence},
                  {"outputs", std::move(outputs)},
                  {"comparisons", std::move(comparisons)},
                  {"counters", std::move(counters)},
                  {"trials", std::move(trials)}};
  return write_file_atomically(path_of(index), json_line(j));
}

}  // namespace npuscope
