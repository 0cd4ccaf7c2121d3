// SPDX-License-Identifier: Apache-2.0
#include "report/diagnosis_csv.h"

#include "report/figures_csv.h"

namespace npuscope {
namespace {

/// The lines of one tensor of one hop.
std::string layer_lines(const std::string& hop, const LayerSummary& layer) {
  const std::string start =
      csv_field(hop) + "," + csv_field(layer.pair.name) + "," + csv_field(layer.pair.op) + ",";
  std::string text;
  auto add = [&](const char* error, const std::optional<LayerStats>& stats) {
    if (!stats || !stats->available()) return;
    text += start + error + metrics_csv(figures_of(*stats, layer.pair.code_scale)) + "\n";
  };
  add("accumulated", layer.accumulated);
  add("floor", layer.floor);
  add("local", layer.local);
  add("local_floor", layer.local_floor);
  return text;
}

}  // namespace

std::string diagnosis_csv(const Diagnosis& d) {
  std::string text = "hop,tensor,op,error" + metric_columns_csv() + "\n";
  for (const Hop& hop : d.hops)
    for (const LayerSummary& layer : hop.layers)
      text += layer_lines(hop_name(d.ladder, hop), layer);
  return text;
}

}  // namespace npuscope
