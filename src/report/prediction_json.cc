// SPDX-License-Identifier: Apache-2.0
#include "report/prediction_json.h"

#include <fmt/format.h>

#include <string>

#include "report/coefficients_json.h"
#include "report/prediction_sections.h"

namespace npuscope {
namespace {

constexpr int kSchema = 2;

OrderedJson to_json(const Reach& reach) { return {{"low", reach.low}, {"high", reach.high}}; }

/// As many digits as a closed form of logarithms and error functions has on every system.
double rounded(double value) { return std::stod(fmt::format("{:.6g}", value)); }

OrderedJson layer_json(const LayerPrediction& layer) {
  const Drift& drift = layer.drift;
  OrderedJson json = {{"name", layer.name},
                      {"op", layer.op},
                      {"rule", layer.basis.rule},
                      {"evidence", evidence_name(layer.basis.evidence)},
                      {"plan_open", layer.basis.plan_open},
                      {"drift",
                       {{"rms", rounded(drift.rms)},
                        {"largest", drift.largest},
                        {"reason", drift_reason_text(layer)},
                        {"elements", drift.elements},
                        {"saturated", drift.saturated}}}};
  if (!layer.cap) return json;
  json["passes"] = layer.passes;
  json["resolution"] = layer.resolution;
  json["multiplier_bits"] = layer.multiplier_bits;
  json["cap"] = cap_json(*layer.cap);
  return json;
}

OrderedJson change_json(const OutputChange& change) {
  OrderedJson json = {
      {"samples", change.samples}, {"rms", change.rms}, {"largest", change.largest}};
  if (change.decisions_changed) json["decisions_changed"] = *change.decisions_changed;
  return json;
}

OrderedJson trial_json(const RemedyTrial& trial) {
  OrderedJson json = {{"apply", trial.ids()},
                      {"kind", trial.remedy.kind},
                      {"layer", trial.remedy.layer},
                      {"text", trial.remedy.text}};
  if (!trial.not_tried.empty()) json["not_tested"] = trial.not_tried;
  if (trial.not_tried.empty()) json["verdict"] = verdict_text(trial.verdict);
  if (trial.from_exact) json["from_exact"] = change_json(*trial.from_exact);
  if (trial.from_float) json["from_float"] = change_json(*trial.from_float);
  return json;
}

OrderedJson remedies_json(const RemedyTrials& remedies) {
  OrderedJson trials = OrderedJson::array();
  for (const RemedyTrial& trial : remedies.trials) trials.push_back(trial_json(trial));
  OrderedJson json = {{"tuned_on", remedies.tuned}, {"measured_on", remedies.as_it_is.samples}};
  if (remedies.as_it_is.samples > 0) json["as_it_is"] = change_json(remedies.as_it_is);
  if (remedies.as_it_is_from_float)
    json["as_it_is_from_float"] = change_json(*remedies.as_it_is_from_float);
  if (remedies.exact_from_float) json["exact_from_float"] = change_json(*remedies.exact_from_float);
  json["trials"] = std::move(trials);
  return json;
}

}  // namespace

OrderedJson cap_json(const AccumulatorCap& cap) {
  return {{"shift", cap.shift},
          {"needed_shift", cap.needed_shift},
          {"channels", cap.channels},
          {"cut_channels", cap.cut_channels},
          {"channel", cap.channel},
          {"promised", to_json(cap.promised)},
          {"possible", to_json(cap.possible)},
          {"capped", to_json(cap.capped)},
          {"share", cap.share},
          {"by_real_value", cap.by_real_value}};
}

std::string prediction_json(const Prediction& prediction) {
  OrderedJson layers = OrderedJson::array();
  for (size_t n = 0; n < prediction.layers.size(); ++n) {
    layers.push_back(layer_json(prediction.layers[n]));
    if (!prediction.coefficients.empty())
      layers.back()["coefficients"] = coefficients_json(prediction.coefficients[n]);
  }
  OrderedJson json = {{"schema", kSchema},
                      {"model", prediction.model},
                      {"compiler", prediction.compiler},
                      {"samples", prediction.samples},
                      {"capped_layers", prediction.capped().size()},
                      {"layers", std::move(layers)}};
  if (prediction.code_scale > 0) json["output_scale"] = prediction.code_scale;
  if (prediction.effect)
    json["effect"] = {{"from_exact", change_json(prediction.effect->change)},
                      {"exact", to_json(prediction.effect->exact)},
                      {"neural_art", to_json(prediction.effect->npu)}};
  if (prediction.remedies) json["remedies"] = remedies_json(*prediction.remedies);
  json["notes"] = prediction.notes;
  return json_text(json);
}

}  // namespace npuscope
