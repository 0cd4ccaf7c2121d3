// SPDX-License-Identifier: Apache-2.0
#include "report/prediction_csv.h"

#include <fmt/format.h>

#include "report/figures_csv.h"
#include "report/prediction_sections.h"

namespace npuscope {

std::string prediction_csv(const Prediction& prediction) {
  std::string text =
      "layer,op,rule,evidence,rms,largest,reason,elements,saturated,passes,resolution,multiplier_"
      "bits,shift,needed_shift,channels,"
      "cut_channels,promised_low,promised_high,capped_low,capped_high,share\n";
  for (const LayerPrediction& layer : prediction.layers) {
    text += csv_field(layer.name) + "," + layer.op + "," + std::string(layer.basis.rule) + "," +
            std::string(evidence_name(layer.basis.evidence)) +
            fmt::format(",{:.6g},{},{},{},{}", layer.drift.rms, layer.drift.largest,
                        csv_field(drift_reason_text(layer)), layer.drift.elements,
                        layer.drift.saturated);
    if (layer.cap) {
      const AccumulatorCap& cap = *layer.cap;
      text += fmt::format(",{},{},{},{},{},{},{},{},{},{},{},{}", layer.passes, layer.resolution,
                          layer.multiplier_bits, cap.shift, cap.needed_shift, cap.channels,
                          cap.cut_channels, cap.promised.low, cap.promised.high, cap.capped.low,
                          cap.capped.high, cap.share);
    } else {
      text += std::string(12, ',');
    }
    text += "\n";
  }
  return text;
}

}  // namespace npuscope
