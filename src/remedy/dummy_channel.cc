// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "remedy/channels.h"
#include "remedy/kinds.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "dummy-channel";
constexpr int64_t kLargestWeight = INT8_MAX;

/// The sum of weights that makes the accumulator's shift `shift` (at least 1): from 2^(shift + 6) +
/// 1 to 2^(shift + 7). The middle of that, as far as `most` allows: it must not hang on the last
/// bit. 0: no such sum.
int64_t sum_for(int shift, int64_t most) {
  const int64_t lowest = (int64_t{1} << (shift + 6)) + 1;
  const int64_t middle = int64_t{3} << (shift + 5);
  return most < lowest ? 0 : std::min(middle, most);
}

/// The largest weight of the new channel, zero point off.
int64_t largest_weight(const QdqLayer& layer) {
  const Quantization& q = layer.constants.weight_quantization;
  return q.per_channel() ? kLargestWeight
                         : std::min(kLargestWeight, INT8_MAX - int64_t{q.zero_point_at(0)});
}

int64_t largest_sum(const QdqLayer& layer) {
  const Tensor& weights = layer.constants.weights;
  return weights.size() / layer.channels() * largest_weight(layer);
}

/// `sum` spread over the codes of one channel, the first ones at most one larger than the others.
Tensor spread(const QdqLayer& layer, int64_t sum, int64_t zero_point) {
  Shape shape = layer.constants.weights.shape();
  shape[layer.output_axis] = 1;
  Tensor channel = Tensor::zeros(ElementType::kInt8, shape);
  const int64_t each = sum / channel.size(), larger = sum % channel.size();
  const auto codes = channel.mutable_values<int8_t>();
  for (size_t i = 0; i < codes.size(); ++i)
    codes[i] = static_cast<int8_t>(zero_point + each + (static_cast<int64_t>(i) < larger ? 1 : 0));
  return channel;
}

/// The smallest of the scales, so that the new channel asks for no other multipliers.
void grow(Quantization& q, int32_t zero_point) {
  if (!q.per_channel()) return;
  q.scale.push_back(*std::ranges::min_element(q.scale));
  if (q.zero_point.size() + 1 == q.scale.size()) q.zero_point.push_back(zero_point);
}

LayerConstants with_dummy_channel(const QdqLayer& layer, int64_t sum) {
  LayerConstants constants = layer.constants;
  Quantization& q = constants.weight_quantization;
  const int64_t zero_point = q.zero_point.size() == 1 ? q.zero_point[0] : 0;
  constants.weights = joined(constants.weights, spread(layer, sum, zero_point), layer.output_axis);
  grow(q, 0);
  if (!constants.bias) return constants;
  const size_t axis = constants.bias->shape().size() - 1;
  Tensor zero = cut(*constants.bias, axis, 0, 1);
  zero = Tensor::zeros(zero.type(), zero.shape());
  if (auto& bias = constants.bias_quantization) grow(*bias, 0);
  constants.bias = joined(*constants.bias, zero, axis);
  return constants;
}

std::string why_not(const QdqLayer& layer, int needed_shift) {
  const auto& bias = layer.constants.bias_quantization;
  if (layer.groups != 1)
    return "its channels are convolved in groups: one more would need an input channel of its own";
  if (bias && std::ranges::any_of(bias->zero_point, [](int32_t z) { return z != 0; }))
    return "its bias has a zero point";
  if (sum_for(needed_shift, largest_sum(layer)) == 0)
    return fmt::format(
        "its kernel is too small: {} weights of {} cannot sum to what a shift of {} "
        "needs",
        layer.constants.weights.size() / layer.channels(), largest_weight(layer), needed_shift);
  return {};
}

Remedy remedy_for(const Candidate& candidate, int shift) {
  Remedy remedy;
  remedy.id = fmt::format("{}@{},shift={}", kKind, candidate.name, shift);
  remedy.kind = kKind;
  remedy.layer = candidate.name;
  remedy.text = fmt::format(
      "one more output channel ({} instead of {}) whose weights raise the accumulator's shift from "
      "{} to {}, and a Slice that drops it",
      candidate.cap.channels + 1, candidate.cap.channels, candidate.cap.shift, shift);
  remedy.lossless = true;
  return remedy;
}

}  // namespace

Status propose_dummy_channel(const Bench& bench, std::vector<Remedy>& remedies) {
  for (const Candidate& candidate : bench.candidates) {
    const AccumulatorCap& cap = candidate.cap;
    if (cap.cut_channels == 0 || cap.by_real_value) continue;
    const auto layer = find_qdq_layer(bench, candidate.node);
    for (int shift = cap.shift + 1; shift <= cap.needed_shift; ++shift) {
      Remedy remedy = remedy_for(candidate, shift);
      remedy.not_possible = layer ? why_not(*layer, shift) : layer.error().what();
      remedies.push_back(std::move(remedy));
    }
  }
  return {};
}

Result<std::string> apply_dummy_channel(const Bench& bench, const Remedy& remedy) {
  const auto shift = whole_number<int>(remedy.id.substr(remedy.id.rfind('=') + 1));
  if (!shift) return fail(internal_error("a dummy channel without its shift"));
  NPUSCOPE_TRY_ASSIGN(const QdqLayer layer, layer_of(bench, remedy));
  ModelEditor file = *bench.file;
  set_constants(file, layer, with_dummy_channel(layer, sum_for(*shift, largest_sum(layer))));
  const std::string full = rename_result(file, layer, "_with_dummy");
  const ModelEditor::NodeId next = layer.quantizes[0];
  const std::string again = add_pair(file, next, full, next);
  add_slice(file, again, layer.result, layer.value_axis, 0, layer.channels(), next);
  return file.serialize();
}

}  // namespace npuscope
