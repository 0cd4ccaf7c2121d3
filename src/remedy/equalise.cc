// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "execute/node_quantization.h"
#include "remedy/calibration.h"
#include "remedy/channels.h"
#include "remedy/equalised_pairs.h"
#include "remedy/float_weights.h"
#include "remedy/kinds.h"

namespace npuscope {
namespace {

constexpr std::string_view kKind = "equalise";
constexpr int kMostSweeps = 50;
constexpr double kSettled = 1e-3;  // how far a factor of the last sweep may be from 1

std::string value_name(const Bench& bench, ValueId id) { return bench.graph().value(id).name; }

/// The values of the float model that go by the names of those between the layers.
Result<std::vector<ValueId>> float_values(const Bench& bench, const LayerPair& pair) {
  std::vector<ValueId> ids;
  for (const ValueId id : pair.between) {
    const std::string name = value_name(bench, id);
    ids.push_back(bench.source.float_model->graph.find_value(name));
    if (ids.back() == kNoValue)
      return fail(bad_input("the float model has no tensor '" + name + "'"));
  }
  return ids;
}

std::string why_not(const Bench& bench, const std::vector<LayerPair>& pairs) {
  if (!bench.refusal.empty()) return bench.refusal;
  if (bench.source.float_model == nullptr)
    return "needs the float model: the weights before quantization";
  if (bench.source.calibration.empty())
    return "needs calibration inputs: the ranges between the layers have to be measured again";
  for (const LayerPair& pair : pairs) {
    for (const size_t n : {pair.first, pair.second}) {
      const std::string name = value_name(bench, bench.graph().nodes[n].outputs[0]);
      const auto layer = find_qdq_layer(bench, n);
      if (!layer) return fmt::format("layer '{}': {}", name, layer.error().what());
      if (const auto real = float_weights(bench, *layer); !real)
        return fmt::format("layer '{}': {}", name, real.error().what());
    }
    if (const auto values = float_values(bench, pair); !values) return values.error().what();
  }
  return {};
}

/// What equalisation makes of a network.
struct Equalised {
  std::vector<LayerPair> pairs;
  std::map<size_t, RealLayer> layers;        ///< by node of the graph
  std::vector<std::vector<double>> factors;  ///< of each pair: what its channels were divided by
  std::map<ValueId, Quantization> between;   ///< new parameters of the values between
};

Result<RealLayer> real_layer(const Bench& bench, size_t node) {
  RealLayer real;
  NPUSCOPE_TRY_SET(real.layer, find_qdq_layer(bench, node));
  NPUSCOPE_TRY_ASSIGN(const Tensor weights, float_weights(bench, real.layer));
  real.weights = to_doubles(weights);
  if (const auto bias = real_bias(real.layer)) real.bias = to_doubles(*bias);
  return real;
}

/// Sweeps over all pairs until no factor changes much: a layer may be in two of them.
void move_factors(Equalised& network) {
  for (const LayerPair& pair : network.pairs) {
    const auto channels = static_cast<size_t>(network.layers.at(pair.first).layer.channels());
    network.factors.emplace_back(channels, 1.0);
  }
  double change = 1;
  for (int sweep = 0; sweep < kMostSweeps && change > kSettled; ++sweep) {
    change = 0;
    for (size_t p = 0; p < network.pairs.size(); ++p) {
      const LayerPair& pair = network.pairs[p];
      const auto moved = equalise(network.layers.at(pair.first), network.layers.at(pair.second));
      for (size_t c = 0; c < moved.size(); ++c) {
        network.factors[p][c] *= moved[c];
        change = std::max(change, std::fabs(moved[c] - 1));
      }
    }
  }
}

/// The ranges of a value's channels, in the float network.
void include_channels(const Tensor& values, size_t axis, std::vector<FloatRange>& ranges) {
  const ChannelOf channel(values.shape(), axis);
  const auto elements = values.values<float>();
  for (size_t i = 0; i < elements.size(); ++i) ranges[channel(i)].include(elements[i]);
}

/// New parameters of the values between: their ranges, channel by channel, less the factors.
Status measure(const Bench& bench, Equalised& network) {
  struct Place {
    size_t pair, axis;
    ValueId value;
    std::vector<FloatRange> ranges;
  };
  std::map<ValueId, Place> places;  // by value of the float model
  for (size_t p = 0; p < network.pairs.size(); ++p) {
    const LayerPair& pair = network.pairs[p];
    NPUSCOPE_TRY_ASSIGN(const auto ids, float_values(bench, pair));
    const auto axis = static_cast<size_t>(network.layers.at(pair.first).layer.value_axis);
    for (size_t v = 0; v < ids.size(); ++v)
      places.try_emplace(ids[v], Place{p, axis, pair.between[v],
                                       std::vector<FloatRange>(network.factors[p].size())});
  }
  const auto see = [&](ValueId id, const Tensor& values) -> Status {
    const auto place = places.find(id);
    if (place == places.end()) return {};
    Place& at = place->second;
    if (values.type() != ElementType::kFloat32 ||
        values.shape() != bench.graph().value(at.value).shape)
      return fail(bad_input("the float model's tensor '" + value_name(bench, at.value) +
                            "' has another type or shape than the quantized one's"));
    include_channels(values, at.axis, at.ranges);
    return {};
  };
  NPUSCOPE_TRY(calibrate(*bench.source.float_model, bench.source.calibration, see));
  for (const auto& [id, place] : places) {
    FloatRange all;
    for (size_t c = 0; c < place.ranges.size(); ++c) {
      const double factor = network.factors[place.pair][c];
      all.include(static_cast<float>(static_cast<double>(place.ranges[c].low) / factor));
      all.include(static_cast<float>(static_cast<double>(place.ranges[c].high) / factor));
    }
    network.between[place.value] = min_max_quantization(all);
  }
  return {};
}

Tensor to_float_tensor(const std::vector<double>& values, const Shape& shape) {
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, shape);
  std::ranges::transform(values, tensor.mutable_values<float>().begin(),
                         [](double v) { return static_cast<float>(v); });
  return tensor;
}

LayerConstants constants_of(const Bench& bench, const Equalised& network, const RealLayer& real) {
  const LayerConstants& old = real.layer.constants;
  const ValueId input = real.layer.node->inputs[0];
  const auto changed = network.between.find(input);
  const Quantization& q =
      changed != network.between.end() ? changed->second : quantization_of(bench.graph(), input);
  LayerConstants constants;
  constants.weights = to_float_tensor(real.weights, old.weights.shape());
  if (old.bias) constants.bias = to_float_tensor(real.bias, old.bias->shape());
  return quantized_again(real.layer, constants, old.weight_quantization.per_channel(),
                         static_cast<double>(q.scale_at(0)));
}

}  // namespace

Status propose_equalise(const Bench& bench, std::vector<Remedy>& remedies) {
  NPUSCOPE_TRY_ASSIGN(const auto pairs, equalisable_pairs(bench));
  if (pairs.empty()) return {};
  Remedy remedy;
  remedy.id = fmt::format("{}@*", kKind);
  remedy.kind = kKind;
  remedy.layer = "*";
  remedy.text = fmt::format(
      "weights of {} pair{} of layers scaled against each other, channel by channel, until both "
      "have the same ranges",
      pairs.size(), pairs.size() == 1 ? "" : "s");
  remedy.not_possible = why_not(bench, pairs);
  remedies.push_back(std::move(remedy));
  return {};
}

Result<std::string> apply_equalise(const Bench& bench, const Remedy&) {
  Equalised network;
  NPUSCOPE_TRY_SET(network.pairs, equalisable_pairs(bench));
  for (const LayerPair& pair : network.pairs)
    for (const size_t n : {pair.first, pair.second}) {
      if (network.layers.contains(n)) continue;
      NPUSCOPE_TRY_ASSIGN(RealLayer real, real_layer(bench, n));
      network.layers.emplace(n, std::move(real));
    }
  move_factors(network);
  NPUSCOPE_TRY(measure(bench, network));
  ModelEditor file = *bench.file;
  for (const auto& [value, quantization] : network.between)
    NPUSCOPE_TRY(set_quantization(file, value_name(bench, value), quantization));
  for (const auto& [node, real] : network.layers)
    set_constants(file, real.layer, constants_of(bench, network, real));
  return file.serialize();
}

}  // namespace npuscope
