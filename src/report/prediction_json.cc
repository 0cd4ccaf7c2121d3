// SPDX-License-Identifier: Apache-2.0
#include "report/prediction_json.h"

#include "report/coefficients_json.h"

namespace npuscope {
namespace {

constexpr int kSchema = 1;

OrderedJson to_json(const Reach& reach) { return {{"low", reach.low}, {"high", reach.high}}; }

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
          {"share", cap.share}};
}

std::string prediction_json(const Prediction& prediction) {
  OrderedJson layers = OrderedJson::array();
  for (size_t n = 0; n < prediction.layers.size(); ++n) {
    const LayerPrediction& layer = prediction.layers[n];
    OrderedJson json = {{"name", layer.name},
                        {"op", layer.op},
                        {"rule", layer.basis.rule},
                        {"evidence", evidence_name(layer.basis.evidence)},
                        {"plan_open", layer.basis.plan_open}};
    if (layer.cap) {
      json["passes"] = layer.passes;
      json["resolution"] = layer.resolution;
      json["multiplier_bits"] = layer.multiplier_bits;
      json["cap"] = cap_json(*layer.cap);
    }
    if (!prediction.coefficients.empty())
      json["coefficients"] = coefficients_json(prediction.coefficients[n]);
    layers.push_back(std::move(json));
  }
  return json_text({{"schema", kSchema},
                    {"model", prediction.model},
                    {"compiler", prediction.compiler},
                    {"capped_layers", prediction.capped().size()},
                    {"layers", std::move(layers)},
                    {"notes", prediction.notes}});
}

}  // namespace npuscope
