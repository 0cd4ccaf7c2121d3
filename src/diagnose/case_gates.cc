// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "diagnose/case_sections.h"
#include "diagnose/toml_table.h"

namespace npuscope {
namespace {

/// "codes_max" of `codes_max = 1` is the metric codes.max; "cos_min" of `cos_min = 0.999` is cos.
std::string metric_of(std::string_view bound) {
  std::string name(bound.substr(0, bound.size() - 4));
  if (name == "codes" || name == "abs") name += ".max";
  for (char& c : name)
    if (c == '_') c = '.';
  return name;
}

Result<Gate> gate_of(std::string_view key, double bound) {
  Gate gate;
  gate.relation = key.ends_with("_min") ? Relation::kAtLeast : Relation::kAtMost;
  gate.bound = bound;
  NPUSCOPE_TRY_SET(gate.metric, metric_named(metric_of(key)));
  return gate;
}

}  // namespace

Status read_gate_section(TomlTable table, Case& out) {
  std::string tensor = "*";
  std::string hop = "*";
  NPUSCOPE_TRY(table.string("tensor", tensor));
  NPUSCOPE_TRY(table.string("hop", hop));
  const size_t before = out.gates.size();
  for (const auto& [key, node] : table.raw()) {
    const std::string name(key.str());
    if (name == "tensor" || name == "hop") continue;
    double bound = 0;
    NPUSCOPE_TRY(table.number(name, bound));
    if (!name.ends_with("_min") && !name.ends_with("_max"))
      return fail(table.at(
          name, bad_input("is no bound").expected("a metric's name followed by _max or _min")));
    if (!std::isfinite(bound))
      return fail(table.at(name, bad_input("bounds nothing").expected("a finite number")));
    auto gate = gate_of(name, bound);
    if (!gate)
      return fail(table.at(name, bad_input("bounds no metric").expected(gate.error().what())));
    gate->pattern = tensor;
    out.gates.push_back({hop, *gate});
  }
  if (out.gates.size() == before)
    return fail(table.at_table(
        bad_input("bounds no metric")
            .expected("a metric's name followed by _max or _min, such as cos_min = 0.999")));
  return table.finish();
}

}  // namespace npuscope
