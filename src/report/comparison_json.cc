// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "compare/metrics.h"
#include "formats/json.h"
#include "report/comparison_report.h"
#include "report/figures_csv.h"
#include "report/figures_json.h"

namespace npuscope {
namespace {

constexpr int kSchema = 1;

OrderedJson local_json(const LocalError& local) {
  if (!local.stats.available()) return {{"missing", local.missing}};
  return layer_json(local.stats, local.code_scale);
}

OrderedJson worst_json(const WorstElement& worst) {
  return {{"sample", worst.sample},
          {"index", worst.index},
          {"reference", number_json(static_cast<double>(worst.reference))},
          {"other", number_json(static_cast<double>(worst.other))}};
}

OrderedJson samples_json(const std::vector<SampleFigures>& samples) {
  OrderedJson array = OrderedJson::array();
  for (const SampleFigures& one : samples)
    array.push_back({{"sample", one.sample}, {"metrics", metrics_json(one.figures)}});
  return array;
}

OrderedJson tensor_json(const ComparisonReport& r, size_t index) {
  const TensorComparison& tensor = r.comparison.tensors[index];
  OrderedJson j = {{"tensor", tensor.name}, {"other", tensor.other_name}};
  j["unit"] = tensor.in_codes ? "codes" : "real";
  j["metrics"] = metrics_json(tensor.figures);
  if (tensor.figures.histogram) j["codes.histogram"] = *tensor.figures.histogram;
  if (!tensor.figures.channel_rmse.empty()) {
    OrderedJson channels = OrderedJson::array();
    for (double v : tensor.figures.channel_rmse) channels.push_back(number_json(v));
    j["channel.axis"] = tensor.channel_axis;
    j["channel.rmse"] = std::move(channels);
  }
  if (tensor.figures.worst) j["worst"] = worst_json(*tensor.figures.worst);
  if (!tensor.samples.empty()) j["samples"] = samples_json(tensor.samples);
  if (const TensorFloor* floor = r.floor.find(tensor.name))
    j["floor"] = {{"codes.max", number_json(floor->largest_code)},
                  {"abs.max", number_json(floor->largest)},
                  {"rmse", number_json(floor->rmse)}};
  j["beyond_floor"] = beyond_floor(tensor.figures, r.floor.find(tensor.name));
  if (const auto local = r.local.find(tensor.other_name); local != r.local.end())
    j["local"] = local_json(local->second);
  j["notes"] = tensor.notes;
  return j;
}

OrderedJson unpaired_json(const std::vector<Unpaired>& list) {
  OrderedJson array = OrderedJson::array();
  for (const Unpaired& one : list)
    array.push_back({{"name", one.name},
                     {"side", one.side == Side::kReference ? "reference" : "other"},
                     {"reason", one.reason}});
  return array;
}

}  // namespace

std::string comparison_json(const ComparisonReport& r) {
  OrderedJson j = {{"schema", kSchema},
                   {"reference", r.reference},
                   {"other", r.other},
                   {"samples", r.comparison.samples},
                   {"agrees", r.agrees()}};
  j["first_beyond"] = r.first_beyond ? OrderedJson(r.comparison.tensors[*r.first_beyond].name)
                                     : OrderedJson(nullptr);
  j["tensors"] = OrderedJson::array();
  for (size_t t = 0; t < r.comparison.tensors.size(); ++t)
    j["tensors"].push_back(tensor_json(r, t));
  j["gates"] = OrderedJson::array();
  for (const GateVerdict& g : r.gates) j["gates"].push_back(gate_json(g));
  j["unpaired"] = {{"tensors", unpaired_json(r.comparison.unpaired_tensors)},
                   {"samples", unpaired_json(r.comparison.unpaired_samples)}};
  j["notes"] = r.comparison.notes;
  for (const std::string& note : r.notes) j["notes"].push_back(note);
  return json_text(j, 2);
}

std::string comparison_csv(const ComparisonReport& r) {
  const auto& tensors = r.comparison.tensors;
  const bool per_sample = std::ranges::any_of(
      tensors, [](const TensorComparison& tensor) { return !tensor.samples.empty(); });
  std::string text =
      std::string(per_sample ? "tensor,sample" : "tensor") + metric_columns_csv() + "\n";
  for (const TensorComparison& tensor : tensors) {
    const std::string name = csv_field(tensor.name);
    text += name + (per_sample ? "," : "") + metrics_csv(tensor.figures) + "\n";
    for (const SampleFigures& one : tensor.samples)
      text += name + "," + csv_field(one.sample) + metrics_csv(one.figures) + "\n";
  }
  return text;
}

}  // namespace npuscope
