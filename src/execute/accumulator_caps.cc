// SPDX-License-Identifier: Apache-2.0
#include "execute/accumulator_caps.h"

#include <algorithm>
#include <cmath>

#include "execute/node_quantization.h"
#include "neural_art/registers.h"

namespace npuscope {
namespace {

/// The real numbers from one code to another.
Reach reals(IntegerRange codes, const Quantization& q) {
  const auto scale = static_cast<double>(q.scale_at(0));
  const int64_t zero = q.zero_point_at(0);
  return {static_cast<double>(codes.low - zero) * scale,
          static_cast<double>(codes.high - zero) * scale};
}

Reach common(Reach a, Reach b) { return {std::max(a.low, b.low), std::min(a.high, b.high)}; }

double length(Reach r) { return std::max(0.0, r.high - r.low); }

/// What the sum of one channel can be without any cap, in units of s_x s_w: every input at the end
/// of its range that suits the sign of its weight. Padding, which is zero, lies between.
Reach possible_sums(int64_t positive, int64_t negative, int64_t input_zero_point) {
  const auto low = static_cast<double>(INT8_MIN - input_zero_point);
  const auto high = static_cast<double>(INT8_MAX - input_zero_point);
  const auto p = static_cast<double>(positive);
  const auto n = static_cast<double>(negative);
  return {p * low + n * high, p * high + n * low};
}

}  // namespace

AccumulatorCap accumulator_cap(const Graph& graph, size_t node, const ProductLayer& layer) {
  const Node& made_by = graph.nodes[node];
  const Quantization& y = quantization_of(graph, made_by.outputs[0]);
  const int64_t zx = quantization_of(graph, made_by.inputs[0]).zero_point_at(0);
  const ProductScales& scales = layer.scales;
  AccumulatorCap cap;
  cap.node = node;
  cap.shift = layer.coefficients.s_o;
  cap.channels = static_cast<int64_t>(scales.weight_sums.size());
  cap.promised = reals(output_range(made_by, y), y);
  const double half_code = static_cast<double>(y.scale_at(0)) / 2;
  double largest = 0;
  for (size_t c = 0; c < scales.weight_sums.size(); ++c) {
    const int64_t positive = (scales.weight_sums[c] + scales.magnitude_sums[c]) / 2;
    const Reach sums = possible_sums(positive, scales.weight_sums[c] - positive, zx);
    largest = std::max({largest, -sums.low, sums.high});
    const double unit = scales.unit_at(c);
    const double bias = scales.bias_at(c);
    const Reach possible = {bias + sums.low * unit, bias + sums.high * unit};
    const double limit = largest_product(layer.coefficients, unit);
    const Reach capped = common(possible, {bias - limit, bias + limit});
    const Reach wanted = common(cap.promised, possible);
    const Reach reached = common(wanted, capped);
    const bool cut = reached.low > wanted.low + half_code || reached.high < wanted.high - half_code;
    const double share = length(wanted) > 0 ? length(reached) / length(wanted) : 1;
    cap.cut_channels += cut ? 1 : 0;
    if (c > 0 && share >= cap.share) continue;
    cap.share = share;
    cap.by_real_value = limit < kInt16Limit * power_of_two(cap.shift) * unit;
    cap.channel = static_cast<int64_t>(c);
    cap.possible = possible;
    cap.capped = capped;
  }
  cap.needed_shift = accumulator_shift_for(largest);
  return cap;
}

Result<std::vector<AccumulatorCap>> accumulator_caps(const Graph& graph,
                                                     const NeuralArtOptions& options) {
  std::vector<AccumulatorCap> caps;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    NPUSCOPE_TRY_ASSIGN(const auto layer, product_layer(graph, graph.nodes[n], options));
    if (layer) caps.push_back(accumulator_cap(graph, n, *layer));
  }
  return caps;
}

}  // namespace npuscope
