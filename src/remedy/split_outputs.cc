// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "remedy/channels.h"
#include "remedy/kinds.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "split-outputs";

template <class T>
void keep(std::vector<T>& values, size_t channels, size_t begin, size_t end) {
  if (values.size() != channels) return;  // one for all channels, or none
  values = std::vector<T>(values.begin() + static_cast<std::ptrdiff_t>(begin),
                          values.begin() + static_cast<std::ptrdiff_t>(end));
}

/// What the NPU makes of output channels [begin, end) as a layer of their own.
Result<ProductCoefficients> coefficients_of(const ProductScales& scales, size_t begin, size_t end,
                                            const NeuralArtOptions& options) {
  const size_t channels = scales.weight_sums.size();
  ProductScales part = scales;
  keep(part.weights, channels, begin, end);
  keep(part.bias, channels, begin, end);
  keep(part.weight_sums, channels, begin, end);
  keep(part.magnitude_sums, channels, begin, end);
  return product_coefficients(part, options.generation);
}

/// Whether a layer of these coefficients keeps more bits somewhere.
bool finer(const ProductCoefficients& part, const ProductCoefficients& whole) {
  return part.s_o < whole.s_o || part.n > whole.n || part.s1 > whole.s1 || part.s2 > whole.s2 ||
         part.three_roundings != whole.three_roundings;
}

std::string why_not(const Bench& bench, const Candidate& candidate) {
  const auto layer = find_qdq_layer(bench, candidate.node);
  if (!layer) return layer.error().what();
  if (layer->groups != 1) return "its channels are convolved in groups";
  return {};
}

}  // namespace

Status propose_split_outputs(const Bench& bench, std::vector<Remedy>& remedies) {
  for (const Candidate& candidate : bench.candidates) {
    const ProductScales& scales = candidate.layer.scales;
    const ProductCoefficients& whole = candidate.layer.coefficients;
    const size_t channels = scales.weight_sums.size();
    if (channels < 2) continue;
    const auto first = coefficients_of(scales, 0, channels / 2, bench.source.options);
    const auto second = coefficients_of(scales, channels / 2, channels, bench.source.options);
    if (!first || !second || (!finer(*first, whole) && !finer(*second, whole))) continue;
    Remedy remedy;
    remedy.id = fmt::format("{}@{}", kKind, candidate.name);
    remedy.kind = kKind;
    remedy.layer = candidate.name;
    remedy.text = fmt::format(
        "two layers of {} and {} output channels and a Concat; their accumulators shift by {} and "
        "{} instead of {}",
        channels / 2, channels - channels / 2, first->s_o, second->s_o, whole.s_o);
    remedy.lossless = true;
    remedy.not_possible = why_not(bench, candidate);
    remedies.push_back(std::move(remedy));
  }
  return {};
}

Result<std::string> apply_split_outputs(const Bench& bench, const Remedy& remedy) {
  NPUSCOPE_TRY_ASSIGN(const QdqLayer layer, layer_of(bench, remedy));
  ModelEditor file = *bench.file;
  const ModelEditor::NodeId next = layer.quantizes[0];
  const int64_t half = layer.channels() / 2;
  std::vector<std::string> parts;
  for (const auto& [begin, end] : {std::pair(int64_t{0}, half), {half, layer.channels()}}) {
    const std::string part = file.unique_name(layer.result + "_part");
    add_layer(file, layer, output_channels(layer, begin, end), layer.input, part);
    parts.push_back(add_pair(file, next, part, next));
  }
  file.remove(layer.compute);
  if (layer.clamp) file.remove(*layer.clamp);
  file.insert({"Concat", parts, {layer.result}, {{"axis", layer.value_axis}}, {}}, next);
  return file.serialize();
}

}  // namespace npuscope
