// SPDX-License-Identifier: Apache-2.0
#include "report/prediction_text.h"

#include <fmt/format.h>

#include "report/numbers.h"
#include "report/prediction_sections.h"
#include "report/text_table.h"

namespace npuscope {

std::string prediction_text(const Prediction& prediction, const TextOptions& options) {
  std::string text = fmt::format("{}: {}, as ST Edge AI Core {} has the NPU compute them\n",
                                 emphasised(prediction.model, Emphasis::kStrong, options.colour),
                                 plural(static_cast<int64_t>(prediction.layers.size()), "layer"),
                                 prediction.compiler);
  for (const auto section :
       {caps_section, effect_section, drift_section, remedies_section, evidence_section})
    text += section(prediction, options);
  for (const std::string& note : prediction.notes) text += "  note: " + note + "\n";
  return text;
}

}  // namespace npuscope
