// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/inspect_parts.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

constexpr size_t kOperationsWidth = 32, kNodesWidth = 36;

std::string number_text_of(const BuildEpoch& epoch) {
  return epoch.last > epoch.number ? fmt::format("{}-{}", epoch.number, epoch.last)
                                   : std::to_string(epoch.number);
}

/// "3 EC of 60 epochs, 5 SW, 2 hybrid"
std::string counts_text(std::span<const BuildEpoch> epochs) {
  std::map<Engine, std::pair<int64_t, int64_t>> counts;  // entries, epochs
  for (const BuildEpoch& epoch : epochs) {
    ++counts[epoch.engine].first;
    counts[epoch.engine].second += epoch.last - epoch.number + 1;
  }
  std::string text;
  for (const auto& [engine, count] : counts) {
    text += text.empty() ? "" : ", ";
    if (engine == Engine::kController) {
      text += plural(count.first, "EC blob") + " of " + plural(count.second, "epoch");
    } else {
      text += fmt::format("{} {}", count.first,
                          engine == Engine::kNothing ? "not executed" : engine_name(engine));
    }
  }
  return text;
}

/// A log alone tells the engines: epochs in a row of which nothing else is known share a line.
std::vector<BuildEpoch> joined(std::span<const BuildEpoch> epochs) {
  std::vector<BuildEpoch> rows;
  auto bare = [](const BuildEpoch& e) {
    return e.operations.empty() && e.nodes.empty() && e.engine != Engine::kController;
  };
  for (const BuildEpoch& epoch : epochs) {
    const bool continues = !rows.empty() && bare(epoch) && bare(rows.back()) &&
                           rows.back().engine == epoch.engine && !epoch.cycles &&
                           rows.back().last + 1 == epoch.number;
    if (continues) {
      rows.back().last = epoch.last;
    } else {
      rows.push_back(epoch);
    }
  }
  return rows;
}

void add_row(TextTable& table, const BuildEpoch& epoch, bool is_step, bool cycles) {
  const bool slow = epoch.engine == Engine::kSoftware;
  std::string operations = few_of(epoch.operations, kOperationsWidth);
  if (epoch.floating) operations += " (float)";
  table.add_row({{(is_step ? "  " : "") + number_text_of(epoch)},
                 {std::string(engine_name(epoch.engine)), slow ? Emphasis::kWarn : Emphasis::kNone},
                 {std::move(operations), epoch.floating ? Emphasis::kWarn : Emphasis::kNone},
                 {few_of(epoch.nodes, kNodesWidth)},
                 {cycles && epoch.cycles ? count_text(*epoch.cycles) : ""}});
}

}  // namespace

std::string epoch_table_text(std::span<const BuildEpoch> epochs, InspectDetail detail,
                             bool colour) {
  if (epochs.empty()) return "";
  const std::vector<BuildEpoch> rows = joined(epochs);
  const bool cycles =
      std::ranges::any_of(rows, [](const BuildEpoch& e) { return e.cycles.value_or(0) > 0; });
  std::vector<TextTable::Column> columns = {{"epoch"}, {"engine"}, {"operations"}, {"nodes"}};
  columns.push_back({cycles ? "est. cycles" : "", TextTable::Align::kRight});
  TextTable table(std::move(columns));
  const size_t shown = shown_rows(rows.size(), detail);
  for (const BuildEpoch& epoch : std::span(rows).first(shown)) {
    add_row(table, epoch, false, cycles);
    if (detail == InspectDetail::kAll && epoch.steps.size() > 1)
      for (const BuildEpoch& step : epoch.steps) add_row(table, step, true, cycles);
  }
  return heading_text("epochs: " + counts_text(epochs), colour) + table.render(colour) +
         more_text(shown, rows.size());
}

}  // namespace npuscope
