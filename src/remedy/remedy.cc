// SPDX-License-Identifier: Apache-2.0
#include "remedy/remedy.h"

#include <algorithm>

#include "base/suggest.h"
#include "remedy/kinds.h"

namespace npuscope {
namespace {

struct Kind {
  std::string_view name;
  Status (*propose)(const Bench& bench, std::vector<Remedy>& remedies);
  Result<std::string> (*apply)(const Bench& bench, const Remedy& remedy);
};

/// In the order in which they are proposed: what changes nothing in exact arithmetic comes first.
constexpr Kind kKinds[] = {
    {"dummy-channel", propose_dummy_channel, apply_dummy_channel},
    {"split-outputs", propose_split_outputs, apply_split_outputs},
    {"split-inputs", propose_split_inputs, apply_split_inputs},
    {"widen-range", propose_widen_range, apply_widen_range},
    {"per-channel-weights", propose_per_channel_weights, apply_per_channel_weights},
    {"equalise", propose_equalise, apply_equalise},
    {"float-layer", propose_float_layer, apply_float_layer},
};

Error unknown_remedy(std::string_view id, const std::vector<Remedy>& known) {
  std::vector<std::string_view> ids;
  for (const Remedy& remedy : known) ids.emplace_back(remedy.id);
  return usage_error("there is no remedy of this name for this network")
      .expected(ids.empty() ? "one that is proposed: for this layer none is"
                            : "one that is proposed")
      .found(std::string(id))
      .hint(nearest_names_text(id, ids));
}

/// The name of a layer, where the id ends in one: "a,b" of "split-outputs@a,b".
std::vector<std::string> layers_named_by(std::string_view id) {
  const size_t at = id.find('@');
  if (at == std::string_view::npos) return {};
  const std::string whole(id.substr(at + 1));
  // An option stands behind the last comma; names may contain commas as well.
  const size_t comma = whole.rfind(',');
  if (comma == std::string::npos) return {whole};
  return {whole, whole.substr(0, comma)};
}

}  // namespace

Result<std::vector<Remedy>> propose_remedies(const RemedySource& source) {
  NPUSCOPE_TRY_ASSIGN(const Bench bench, make_bench(source));
  std::vector<Remedy> remedies;
  for (const Kind& kind : kKinds) NPUSCOPE_TRY(kind.propose(bench, remedies));
  return remedies;
}

Result<std::string> apply_remedy(const RemedySource& source, std::string_view id) {
  RemedySource narrowed = source;
  narrowed.layers = layers_named_by(id);
  NPUSCOPE_TRY_ASSIGN(const Bench bench, make_bench(narrowed));
  std::vector<Remedy> remedies;
  for (const Kind& kind : kKinds) {
    if (kind.name != id.substr(0, id.find('@'))) continue;
    NPUSCOPE_TRY(kind.propose(bench, remedies));
    const auto found = std::ranges::find(remedies, id, &Remedy::id);
    if (found == remedies.end()) break;
    if (!found->not_possible.empty())
      return fail(bad_input("the remedy is not possible here: " + found->not_possible)
                      .expected("a remedy that can be applied")
                      .found(found->id));
    auto file = kind.apply(bench, *found);
    if (!file) return fail(std::move(file).error().in(found->id));
    return *std::move(file);
  }
  return fail(unknown_remedy(id, remedies));
}

}  // namespace npuscope
