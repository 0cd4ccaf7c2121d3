// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "report/numbers.h"
#include "report/prediction_sections.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

constexpr size_t kNamed = 4;
constexpr std::array<std::string_view, 4> kMeanings = {
    "reproduces values that a real STM32N6 returned", "read off generated code",
    "a formula of ours: no generated code seen", "not known: computed as exact does"};

/// Names the first few layers that nobody has seen the NPU compute so.
std::string unproven(const Prediction& prediction) {
  std::string text;
  size_t named = 0, more = 0;
  for (const LayerPrediction& layer : prediction.layers) {
    if (layer.basis.evidence < Evidence::kAssumed) continue;
    if (++named > kNamed) {
      ++more;
      continue;
    }
    text += fmt::format("  {}: '{}' ({}): {}\n", evidence_name(layer.basis.evidence), layer.name,
                        layer.op, layer.basis.rule);
  }
  if (more > 0) text += fmt::format("  and {} more\n", more);
  return text;
}

}  // namespace

std::string evidence_section(const Prediction& prediction, const TextOptions& options) {
  std::array<int64_t, kMeanings.size()> counts{};
  int64_t open = 0;
  for (const LayerPrediction& layer : prediction.layers) {
    ++counts[static_cast<size_t>(layer.basis.evidence)];
    open += layer.basis.plan_open ? 1 : 0;
  }
  TextTable table({{"known from"}, {"layers", Align::kRight}, {"meaning"}});
  for (size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0)
      table.add_row({std::string(evidence_name(static_cast<Evidence>(i))),
                     std::to_string(counts[i]), std::string(kMeanings[i])});
  std::string text =
      heading_text("What this rests on", options.colour) + table.render(options.colour);
  text += unproven(prediction);
  if (open > 0)
    text += fmt::format("  {} in several passes, in an order that a build may choose otherwise\n",
                        plural(open, "layer"));
  return text;
}

}  // namespace npuscope
