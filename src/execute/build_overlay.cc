// SPDX-License-Identifier: Apache-2.0
#include "execute/build_overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "execute/node_quantization.h"
#include "neural_art/registers.h"

namespace npuscope {
namespace {

std::vector<int64_t> one(int64_t value) { return {value}; }

/// A2 = 2^(s2 - n) / s_y: n is in no register.
int fraction_of(const ProductCoefficients& k, double output_scale) {
  if (!k.three_roundings || k.a2.empty() || k.a2[0] <= 0) return 0;
  return k.s2 - static_cast<int>(nearest(std::log2(static_cast<double>(k.a2[0]) * output_scale)));
}

Status check_channels(const BuildLayer& build, size_t channels) {
  const ProductCoefficients& k = build.coefficients;
  for (const auto* vector : {&k.a1, &k.a2, &k.c, &k.b16})
    if (vector->size() > 1 && vector->size() != channels)
      return fail(
          bad_input(fmt::format("the build's layer {} is not of this network", build.node))
              .expected(fmt::format("{} output channels, as the model has", channels))
              .found(fmt::format("{} coefficients ({})", vector->size(), build.source.text()))
              .hint("audit says which model the build was made of"));
  return {};
}

/// Compares pieces whatever their order: it decides nothing but where a sum of two saturates.
std::vector<int64_t> sorted_plan(const std::vector<PassPlan>& pieces) {
  std::vector<std::vector<int64_t>> all;
  for (const PassPlan& passes : pieces) {
    std::vector<int64_t> numbers;
    for (const SumSlice& slice : passes)
      for (const auto& range : {slice.channels, slice.rows, slice.columns, slice.terms})
        numbers.insert(numbers.end(), {range ? range->begin : -1, range ? range->end : -1});
    all.push_back(std::move(numbers));
  }
  std::ranges::sort(all);
  std::vector<int64_t> flat;
  for (const auto& piece : all) {
    flat.push_back(static_cast<int64_t>(piece.size()));
    flat.insert(flat.end(), piece.begin(), piece.end());
  }
  return flat;
}

/// "2 pieces of 1 pass", "12 passes of 24 channels"
std::string passes_text(const BuildLayer& build) {
  const BuildPiece& first = build.pieces.front();
  std::string passes = fmt::format("{} pass{} of {} channels", first.passes,
                                   first.passes == 1 ? "" : "es", first.units * first.depth);
  if (build.pieces.size() == 1 && !build.pieces_in_software) return passes;
  return fmt::format("{} pieces{} of {}", build.pieces.size(),
                     build.pieces_in_software ? " and more in software" : "", passes);
}

std::string passes_text(const std::vector<PassPlan>& pieces) {
  return fmt::format("{} piece{} of {} pass{}", pieces.size(), pieces.size() == 1 ? "" : "s",
                     pieces.front().size(), pieces.front().size() == 1 ? "" : "es");
}

/// What a streamed addend holds beside A2 b16.
std::vector<int64_t> rest_of_addend(const ProductCoefficients& k) {
  return one(k.c[0] - k.a2[0] * k.b16[0]);
}

/// What the units take off the input's codes; nothing where another layer's stage has done it.
std::optional<int64_t> zero_point_of(const BuildLayer& build) {
  if (build.input_recoding) return -*build.input_recoding;
  return build.subtracted;
}

std::vector<CoefficientPair> pairs_of(const BuildLayer& build, const ProductCoefficients& rule,
                                      const ProductCoefficients& own) {
  std::vector<CoefficientPair> pairs = {{"s_o", one(rule.s_o), one(own.s_o), build.source}};
  const BuildSource& at = build.addend_source;
  if (rule.three_roundings != own.three_roundings) {
    pairs.push_back(
        {"roundings", one(rule.three_roundings ? 3 : 2), one(own.three_roundings ? 3 : 2), at});
    return pairs;
  }
  if (own.three_roundings) {
    pairs.push_back({"n", one(rule.n), one(own.n), at});
    pairs.push_back({"s1", one(rule.s1), one(own.s1), build.scale_source});
    pairs.push_back({"A1", rule.a1, own.a1, build.scale_source});
  }
  pairs.push_back({"s2", one(rule.s2), one(own.s2), at});
  pairs.push_back({own.three_roundings ? "A2" : "A", rule.a2, own.a2, at});
  if (rule.b16.empty() || own.b16.empty()) {
    pairs.push_back({"C", rule.c, own.c, at});
  } else {
    pairs.push_back({"b16", rule.b16, own.b16, at});
    pairs.push_back({"C", rest_of_addend(rule), rest_of_addend(own), at});
  }
  return pairs;
}

}  // namespace

bool CoefficientPair::equal_at(size_t channel) const {
  const auto at = [&](const std::vector<int64_t>& values) -> std::optional<int64_t> {
    if (values.size() == 1) return values[0];
    return channel < values.size() ? std::optional(values[channel]) : std::nullopt;
  };
  const auto expected = at(rule);
  return expected && expected == at(build);
}

Result<std::vector<CoefficientPair>> overlay_layer(const BuildLayer& build, const Graph& graph,
                                                   const Node& node, ProductLayer& layer) {
  NPUSCOPE_TRY(check_channels(build, layer.scales.weight_sums.size()));
  ProductCoefficients own = build.coefficients;
  own.n = fraction_of(own, layer.scales.output);
  own.evidence = layer.coefficients.evidence;
  std::vector<CoefficientPair> pairs = pairs_of(build, layer.coefficients, own);
  own.addend_fraction = layer.coefficients.addend_fraction;
  layer.coefficients = std::move(own);
  if (const auto zero = zero_point_of(build))
    pairs.push_back({"z_x", one(quantization_of(graph, node.inputs[0]).zero_point_at(0)),
                     one(*zero), build.source});
  auto pieces = build_pass_plan(build, layer.planned.input_channels, layer.planned.groups > 1,
                                layer.planned.kernel);
  if (pieces && layer.planned.covers_input) cut_by_terms(*pieces);
  const bool same = pieces && sorted_plan(*pieces) == sorted_plan(layer.pieces);
  pairs.push_back(
      {"passes", one(1), one(same ? 1 : 0), build.source,
       same ? ""
            : fmt::format("{}, the rule gives {}", passes_text(build), passes_text(layer.pieces))});
  layer.origin = pieces || layer.chosen ? Origin::kBuild : Origin::kBuildButPasses;
  if (pieces && !layer.chosen) layer.pieces = *std::move(pieces);
  return pairs;
}

}  // namespace npuscope
