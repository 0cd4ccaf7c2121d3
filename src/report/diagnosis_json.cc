// SPDX-License-Identifier: Apache-2.0
#include "report/diagnosis_json.h"

#include "formats/json.h"
#include "report/audit_finding_json.h"
#include "report/figures_json.h"
#include "report/fit_report.h"
#include "report/numbers.h"
#include "report/prediction_json.h"

namespace npuscope {
namespace {

constexpr int kSchema = 1;

OrderedJson floor_json(const std::optional<LayerStats>& floor, double scale) {
  if (!floor) return nullptr;
  OrderedJson j = {{"rmse", number_json(floor->rms())}, {"abs.max", number_json(floor->largest)}};
  if (scale > 0) {
    j["codes.rms"] = number_json(floor->rms() / scale);
    j["codes.max"] = number_json(floor->largest / scale);
  }
  return j;
}

OrderedJson slope_json(const std::optional<OutputSlope>& slope) {
  if (!slope) return nullptr;
  return {{"value", number_json(slope->value)},
          {"error", number_json(slope->error)},
          {"steep", number_json(slope->steep)},
          {"samples", slope->samples}};
}

OrderedJson place_json(const BuildPlace& place) {
  return {{"epoch", place.epoch},
          {"engine", engine_name(place.engine)},
          {"stored", place.stored},
          {"address",
           place.address ? OrderedJson(address_text(*place.address)) : OrderedJson(nullptr)}};
}

OrderedJson build_json(const Ladder& ladder) {
  OrderedJson findings = OrderedJson::array();
  for (const AuditFinding& finding : ladder.audit) findings.push_back(audit_finding_json(finding));
  return {{"path", to_utf8(ladder.build->path)},
          {"core", ladder.build->core_version},
          {"network", ladder.build->network},
          {"audit", std::move(findings)}};
}

OrderedJson hop_json(const Diagnosis& d, const Hop& hop) {
  OrderedJson layers = OrderedJson::array();
  for (const LayerSummary& layer : hop.layers) {
    const double scale = layer.pair.code_scale;
    OrderedJson row = {{"tensor", layer.pair.name},
                       {"op", layer.pair.op},
                       {"code_scale", scale > 0 ? OrderedJson(scale) : OrderedJson(nullptr)},
                       {"accumulated", layer_json(layer.accumulated, scale)},
                       {"floor", floor_json(layer.floor, scale)},
                       {"local", layer_json(layer.local, scale)},
                       {"local_floor", floor_json(layer.local_floor, scale)}};
    if (const auto& within = layer.pair.within)
      row["compared_within"] = {number_json(within->low), number_json(within->high)};
    if (const auto place = d.ladder.places.find(layer.pair.name); place != d.ladder.places.end())
      row["build"] = place_json(place->second);
    if (!layer.pair.local_missing.empty()) row["local_missing"] = layer.pair.local_missing;
    layers.push_back(std::move(row));
  }
  auto first = [&](const std::optional<size_t>& index) {
    return index ? OrderedJson(hop.layers[*index].pair.name) : OrderedJson(nullptr);
  };
  return {
      {"from", d.ladder.rungs[hop.from].name},
      {"to", d.ladder.rungs[hop.to].name},
      {"output", layer_json(hop.output.stats, hop.output.code_scale)},
      {"output_slope", slope_json(hop.output.slope)},
      {"rescaled", hop.rescaled()},
      {"output_samples", {{"compared", hop.output.samples}, {"differing", hop.output.differing}}},
      {"score",
       {{"samples", hop.output.scored},
        {"rms", number_json(hop.output.score_rms)},
        {"max", number_json(hop.output.largest_score)},
        {"decided", hop.output.decided},
        {"flipped", hop.output.flipped},
        {"broken", hop.output.broken},
        {"repaired", hop.output.repaired}}},
      {"first_beyond_floor_local", first(hop.first_local)},
      {"first_beyond_floor_accumulated", first(hop.first_accumulated)},
      {"unpaired", hop.unpaired},
      {"layers", std::move(layers)}};
}

OrderedJson rung_json(const LadderRung& rung, const std::optional<ErrorRate>& wrong) {
  OrderedJson j = {{"name", rung.name},
                   {"spec", rung.spec},
                   {"reference", rung.place == LadderRung::Place::kReference}};
  if (rung.model) {
    j["model"] = {{"path", to_utf8(rung.model->path)},
                  {"sha256", rung.model->sha256},
                  {"kind", model_kind_text(rung.model->kind)}};
    OrderedJson islands = OrderedJson::array();
    for (const FloatIsland& island : rung.model->float_islands)
      islands.push_back({{"node", island.node}, {"reason", island.reason}});
    j["model"]["float_islands"] = std::move(islands);
  }
  if (rung.executes()) {
    j["facts"] = rung.rung->identity().facts;
    const RungNotes notes = rung.rung->notes();
    j["notes"] = notes.whole;
    j["tensor_notes"] = notes.of_value;
  }
  if (wrong) j["wrong_decisions"] = {{"errors", wrong->errors}, {"samples", wrong->trials}};
  return j;
}

OrderedJson sample_json(const Diagnosis& d, const SampleSummary& sample) {
  OrderedJson scores = OrderedJson::object();
  for (size_t r = 0; r < sample.scores.size(); ++r)
    if (sample.scores[r]) scores[d.ladder.rungs[r].name] = number_json(*sample.scores[r]);
  OrderedJson j = {{"sample", sample.name}};
  if (sample.label)
    j["label"] = {{"class", sample.label->class_name}, {"species", sample.label->species}};
  j["scores"] = std::move(scores);
  OrderedJson decisions = OrderedJson::object();
  for (size_t r = 0; r < sample.decisions.size(); ++r)
    if (sample.decisions[r]) decisions[d.ladder.rungs[r].name] = *sample.decisions[r];
  j["decisions"] = std::move(decisions);
  return j;
}

OrderedJson board_at_cap_json(const BoardAtCap& at) {
  return {{"layer", at.layer},
          {"elements", at.elements},
          {"at", at.at},
          {"beyond", at.beyond},
          {"exact_beyond", at.exact_beyond}};
}

OrderedJson npu_json(const NpuLayer& layer) {
  OrderedJson stages = OrderedJson::array();
  for (const StageCounters& s : layer.stages)
    stages.push_back({{"elements", s.elements},
                      {"saturated_low", s.saturated_low},
                      {"saturated_high", s.saturated_high},
                      {"ties", s.ties},
                      {"largest_magnitude", s.largest_magnitude}});
  OrderedJson j = {{"name", layer.name},
                   {"op", layer.op},
                   {"rule", layer.basis.rule},
                   {"evidence", evidence_name(layer.basis.evidence)},
                   {"plan_open", layer.basis.plan_open},
                   {"stages", std::move(stages)}};
  if (layer.cap) {
    j["saturated"] = layer.saturated();
    j["saturating_samples"] = layer.saturating_samples;
    j["used_bits"] = layer.used_bits();
    j["beyond_24_bits"] = layer.beyond_24_bits();
    j["cap"] = cap_json(*layer.cap);
  }
  if (layer.precision) {
    j["passes"] = layer.precision->passes;
    j["resolution"] = layer.precision->resolution;
    j["multiplier_bits"] = layer.precision->multiplier_bits;
  }
  return j;
}

OrderedJson finding_json(const Diagnosis& d, const Finding& finding) {
  const char* severity = finding.severity == Severity::kAcquittal  ? "acquittal"
                         : finding.severity == Severity::kFinding  ? "finding"
                         : finding.severity == Severity::kExpected ? "expected"
                                                                   : "note";
  OrderedJson hops = OrderedJson::array();
  for (const size_t hop : finding.hops) hops.push_back(hop_name(d.ladder, d.hops[hop]));
  return {{"id", finding.id},       {"severity", severity},
          {"title", finding.title}, {"evidence", finding.evidence},
          {"next", finding.next},   {"hops", std::move(hops)}};
}

}  // namespace

std::string diagnosis_json(const Diagnosis& d) {
  OrderedJson j = {{"schema", kSchema}, {"case", d.case_name}};
  j["findings"] = OrderedJson::array();
  for (const Finding& finding : d.findings) j["findings"].push_back(finding_json(d, finding));
  j["gates"] = OrderedJson::array();
  for (const HopGateVerdict& gate : d.gates) {
    OrderedJson row = gate_json(gate.verdict);
    row["hop"] = gate.hop;
    j["gates"].push_back(std::move(row));
  }
  j["cannot_tell"] = d.cannot_tell;
  j["inputs"] = {{"origin", d.inputs.origin},
                 {"preparation", d.inputs.preparation},
                 {"shape", d.inputs.shape},
                 {"type", element_type_name(d.inputs.type)},
                 {"min", number_json(d.inputs.smallest)},
                 {"max", number_json(d.inputs.largest)},
                 {"mean", number_json(d.inputs.mean)},
                 {"warnings", d.inputs.warnings}};
  j["rungs"] = OrderedJson::array();
  for (size_t r = 0; r < d.ladder.rungs.size(); ++r)
    j["rungs"].push_back(rung_json(d.ladder.rungs[r], d.wrong[r]));
  j["missing"] = OrderedJson::array();
  for (const MissingRung& missing : d.ladder.missing)
    j["missing"].push_back({{"rung", missing.name}, {"reason", missing.reason}});
  if (d.ladder.build) j["build"] = build_json(d.ladder);
  j["hops"] = OrderedJson::array();
  for (const Hop& hop : d.hops) j["hops"].push_back(hop_json(d, hop));
  j["references"] = OrderedJson::array();
  for (const Hop& pair : d.reference) j["references"].push_back(hop_json(d, pair));
  j["against_board"] = OrderedJson::array();
  for (const Hop& pair : d.against_board) j["against_board"].push_back(hop_json(d, pair));
  j["arithmetic"] = fits_json(d);
  j["npu"] = OrderedJson::array();
  for (const NpuLayer& layer : d.npu) j["npu"].push_back(npu_json(layer));
  if (d.board_at_cap) j["board_at_cap"] = board_at_cap_json(*d.board_at_cap);
  j["samples"] = OrderedJson::array();
  for (const SampleSummary& sample : d.samples) j["samples"].push_back(sample_json(d, sample));
  j["notes"] = d.notes;
  j["run"] = {{"work_folder", to_utf8(d.work_folder)},
              {"planned_bytes", d.planned_bytes},
              {"resumed_samples", d.resumed_samples}};
  return json_text(j, 2);
}

}  // namespace npuscope
