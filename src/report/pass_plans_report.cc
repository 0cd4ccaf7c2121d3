// SPDX-License-Identifier: Apache-2.0
#include "report/pass_plans_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/json.h"
#include "report/figures_csv.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

constexpr int kSchema = 1;

const PassAlternative& chosen_of(const LayerPasses& layer) {
  return *std::ranges::find(layer.alternatives, layer.choice, &PassAlternative::choice);
}

/// "1 of 512*, 2 of 256, 8 of 64": passes and their channels, without those that are taken.
std::string others_text(const LayerPasses& layer) {
  std::string text;
  for (const PassAlternative& plan : layer.alternatives) {
    if (plan.choice.joined || plan.choice == layer.choice) continue;
    text +=
        fmt::format("{}{} of {}{}{}", text.empty() ? "" : ", ", plan.choice.passes, plan.channels,
                    plan.within_limits ? "" : "*", plan.by_rule ? " (the rule's)" : "");
  }
  return text.empty() ? "-" : text;
}

std::string taken_text(const LayerPasses& layer) {
  const PassAlternative& plan = chosen_of(layer);
  return fmt::format("{} of {}{}{}", pass_choice_text(plan.choice), plan.channels,
                     plan.within_limits ? "" : "*", plan.by_rule ? "" : " (chosen)");
}

}  // namespace

std::string pass_plans_text(const PassPlanList& list, const TextOptions& options) {
  std::vector<const LayerPasses*> shown;
  for (const LayerPasses& layer : list.layers)
    if (layer.several() || (options.all_layers && layer.alternatives.size() > 1))
      shown.push_back(&layer);
  std::string text =
      emphasised(list.model, Emphasis::kStrong, options.colour) +
      fmt::format(": {} of {} {} several passes over the channels, as {} has them\n", shown.size(),
                  plural(static_cast<int64_t>(list.layers.size()), "convolution or dense layer"),
                  options.all_layers ? "can take" : "in", list.options.spec());
  if (shown.empty()) return text;
  TextTable table({{"layer"},
                   {"op"},
                   {"pieces of the kernel", Align::kRight},
                   {"passes"},
                   {"a build may take as well"}});
  for (const LayerPasses* layer : shown)
    table.add_row({layer->name, layer->op, std::to_string(layer->pieces), taken_text(*layer),
                   others_text(*layer)});
  return text + "\n" + table.render(options.colour) +
         emphasised(
             "  4 of 128: four passes of 128 channels; *: more channels at once than any build has "
             "been seen to take\n"
             "  to choose: --pass-plan 'LAYER=4'; every number above 1 also as 4+, pieces that are "
             "joined by sums\n",
             Emphasis::kDim, options.colour);
}

std::string pass_plans_json(const PassPlanList& list) {
  OrderedJson layers = OrderedJson::array();
  for (const LayerPasses& layer : list.layers) {
    OrderedJson alternatives = OrderedJson::array();
    for (const PassAlternative& plan : layer.alternatives)
      alternatives.push_back({{"pass_plan", pass_choice_text(plan.choice)},
                              {"passes", plan.choice.passes},
                              {"joined", plan.choice.joined},
                              {"channels", plan.channels},
                              {"by_rule", plan.by_rule},
                              {"within_limits", plan.within_limits}});
    layers.push_back({{"name", layer.name},
                      {"op", layer.op},
                      {"pieces", layer.pieces},
                      {"pass_plan", pass_choice_text(layer.choice)},
                      {"alternatives", std::move(alternatives)}});
  }
  return json_text({{"schema", kSchema},
                    {"model", list.model},
                    {"arithmetic", list.options.spec()},
                    {"layers", std::move(layers)}});
}

std::string pass_plans_csv(const PassPlanList& list) {
  std::string text =
      "layer,op,pieces,pass_plan,passes,joined,channels,by_rule,within_limits,taken\n";
  for (const LayerPasses& layer : list.layers)
    for (const PassAlternative& plan : layer.alternatives)
      text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csv_field(layer.name), layer.op,
                          layer.pieces, pass_choice_text(plan.choice), plan.choice.passes,
                          plan.choice.joined, plan.channels, plan.by_rule, plan.within_limits,
                          plan.choice == layer.choice);
  return text;
}

}  // namespace npuscope
