// SPDX-License-Identifier: Apache-2.0
#include "compare/gates.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "base/text.h"
#include "base/wildcard.h"

namespace npuscope {
namespace {

struct RelationText {
  std::string_view text;
  Relation relation;
};
// Longer ones first: ">=" begins with ">".
constexpr std::array kRelations = {
    RelationText{">=", Relation::kAtLeast}, RelationText{"<=", Relation::kAtMost},
    RelationText{"==", Relation::kEqual},   RelationText{">", Relation::kAbove},
    RelationText{"<", Relation::kBelow},
};

std::string_view relation_text(Relation relation) {
  for (const RelationText& r : kRelations)
    if (r.relation == relation) return r.text;
  return "?";
}

Error malformed(std::string_view text, std::string found) {
  return usage_error(fmt::format("cannot read the gate '{}'", text))
      .expected(
          "[PATTERN:] METRIC RELATION NUMBER, as in \"cos>=0.999\" or \"conv*: codes.max<=1\"")
      .found(std::move(found));
}

Result<double> parse_bound(std::string_view gate, std::string_view text) {
  const auto value = whole_number<double>(text);
  if (!value || std::isnan(*value))
    return fail(malformed(gate, fmt::format("'{}' where the number should be", text)));
  return *value;
}

bool holds(double value, Relation relation, double bound) {
  switch (relation) {
    case Relation::kAtLeast: return value >= bound;
    case Relation::kAtMost: return value <= bound;
    case Relation::kAbove: return value > bound;
    case Relation::kBelow: return value < bound;
    case Relation::kEqual: return value == bound;
  }
  return false;
}

bool sees_non_finite(const Metric& metric) {
  return metric.name == "elements" || metric.name == "nan" || metric.name == "inf" ||
         metric.name == "nonfinite.differing";
}

}  // namespace

bool Gate::applies_to(std::string_view tensor) const { return matches_wildcard(tensor, pattern); }

bool Gate::passes_over(const Figures& figures) const {
  const bool named = pattern.find_first_of("*?") == std::string::npos;
  return !named && metric->name.starts_with("codes.") && figures.code_unit == CodeUnit::kNone &&
         figures.one_sided == 0;
}

std::string Gate::text() const {
  const std::string demand = fmt::format("{}{}{}", metric->name, relation_text(relation), bound);
  return pattern == "*" ? demand : fmt::format("{}: {}", pattern, demand);
}

Result<Gate> parse_gate(std::string_view text) {
  Gate gate;
  std::string_view demand = text;
  if (const size_t colon = text.rfind(':'); colon != std::string_view::npos) {
    gate.pattern = std::string(trimmed(text.substr(0, colon)));
    demand = text.substr(colon + 1);
    if (gate.pattern.empty()) return fail(malformed(text, "no pattern in front of the colon"));
  }
  const size_t at = demand.find_first_of("<>=");
  if (at == std::string_view::npos) return fail(malformed(text, "no relation"));
  for (const RelationText& r : kRelations) {
    if (!demand.substr(at).starts_with(r.text)) continue;
    auto metric = metric_named(trimmed(demand.substr(0, at)));
    if (!metric) return fail(std::move(metric).error().in(fmt::format("gate '{}'", text)));
    gate.metric = *metric;
    gate.relation = r.relation;
    NPUSCOPE_TRY_SET(gate.bound, parse_bound(text, trimmed(demand.substr(at + r.text.size()))));
    return gate;
  }
  return fail(malformed(text, "'=' where one of >= <= > < == should be"));
}

GateResult evaluate(const Gate& gate, const Figures& figures) {
  GateResult result;
  result.value = gate.metric->value(figures);
  if (!result.value) {
    result.reason = fmt::format(
        "{} is not available: {}", gate.metric->name,
        figures.elements == 0 ? "there are no elements" : "it is not defined for these values");
    return result;
  }
  if (figures.one_sided > 0 && !sees_non_finite(*gate.metric)) {
    result.outcome = GateOutcome::kFail;
    result.reason =
        fmt::format("{} of {} elements are NaN or infinite and not the same on both sides",
                    figures.one_sided, figures.elements);
    return result;
  }
  const bool passed = holds(*result.value, gate.relation, gate.bound);
  result.outcome = passed ? GateOutcome::kPass : GateOutcome::kFail;
  if (!passed) result.reason = fmt::format("{} is {:.6g}", gate.metric->name, *result.value);
  return result;
}

}  // namespace npuscope
