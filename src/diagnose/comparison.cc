// SPDX-License-Identifier: Apache-2.0
#include "diagnose/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "compare/pairing.h"

namespace npuscope {
namespace {

Manifest manifest_for_pairing(const RungTensors& tensors) {
  Manifest manifest;
  manifest.tensors = tensors.entries;
  return manifest;
}

/// What both sides let pass; a recording has no network to ask, so the other side speaks for it.
std::optional<RealRange> common_range(const TensorTraits& a, bool a_known, const TensorTraits& b,
                                      bool b_known) {
  if (!a_known) return b.read_within;
  if (!b_known || a.read_within == b.read_within) return a.read_within;
  return std::nullopt;
}

/// Of a float input that the earlier network quantizes first thing, beside an input that holds
/// these very codes: what the codes cut off, neither network reads.
std::optional<RealRange> range_of_codes(const LadderRung& rung, const RungTensors& tensors,
                                        size_t index, const TensorEntry& later) {
  const TensorEntry& entry = tensors.entries[index];
  const auto& codes = later.quantization;
  if (!rung.executes() || entry.role != TensorRole::kInput || !is_float(entry.type) || !codes ||
      codes->per_channel())
    return std::nullopt;
  if (input_quantization(rung.rung->graph(), tensors.values[index]) != codes) return std::nullopt;
  const auto range = integer_range(codes->type);
  if (!range) return std::nullopt;
  const auto real = [&](int64_t code) {
    return static_cast<double>(code - codes->zero_point[0]) * static_cast<double>(codes->scale[0]);
  };
  return RealRange{real(range->low), real(range->high)};
}

/// "Conv + Relu": what a local error re-executes.
std::string operators_of(const Graph& graph, const LocalPlan& plan) {
  constexpr size_t kNamed = 3;
  std::string text;
  size_t count = 0;
  for (const size_t n : plan.nodes) {
    const Node& node = graph.nodes[n];
    if (is_quantize(node) || is_dequantize(node)) continue;
    text += (text.empty() ? "" : " + ") + node.op_type;
    ++count;
  }
  return count > kNamed ? fmt::format("{} nodes", count) : text;
}

}  // namespace

double LayerPair::indistinct() const {
  constexpr double kFloat32 = 1e-6;  // relative: what conversions to float32 add
  return std::max(code_scale, resolution) / 2 * (1 + kFloat32);
}

Result<Comparison> plan_comparison(const Ladder& ladder, const std::vector<RungTensors>& tensors,
                                   size_t from, size_t to) {
  const LadderRung& a = ladder.rungs[from];
  const LadderRung& b = ladder.rungs[to];
  NPUSCOPE_TRY_ASSIGN(
      const TensorPairing pairing,
      pair_tensors(manifest_for_pairing(tensors[from]), manifest_for_pairing(tensors[to]), {}));
  Comparison comparison{from, to, {}, {}, {}, {}};
  std::optional<LocalPlanner> planner;
  if (a.executes()) planner.emplace(a, tensors[from], tensors[to], pairing);
  for (const TensorPair& pair : pairing.pairs) {
    const TensorTraits& earlier = tensors[from].traits[pair.reference];
    const TensorTraits& later = tensors[to].traits[pair.other];
    const TensorEntry& entry = tensors[to].entries[pair.other];
    LayerPair layer;
    layer.from = pair.reference;
    layer.to = pair.other;
    layer.name = entry.name;
    layer.op = later.op.empty() ? earlier.op : later.op;
    layer.code_scale = later.code_scale > 0 ? later.code_scale : earlier.code_scale;
    layer.resolution = std::max(entry.resolution, tensors[from].entries[pair.reference].resolution);
    layer.is_output = entry.role == TensorRole::kOutput;
    layer.within = common_range(earlier, a.executes(), later, b.executes());
    if (!layer.within) layer.within = range_of_codes(a, tensors[from], pair.reference, entry);
    if (!planner) {
      layer.local_missing = "the earlier rung is a recording, which cannot be re-executed";
    } else if (auto plan = planner->plan(pair.reference)) {
      if (plan->nodes.size() > 1 || later.op == "DequantizeLinear")
        layer.op = operators_of(a.rung->graph(), *plan);
      layer.local = *std::move(plan);
    } else {
      layer.local_missing = std::move(plan).error();
    }
    comparison.layers.push_back(std::move(layer));
  }
  std::ranges::stable_sort(comparison.layers, {}, &LayerPair::to);
  for (const Unpaired& one : pairing.unpaired) {
    const bool earlier = one.side == Side::kReference;
    const TensorEntry& entry = tensors[earlier ? from : to].entries[one.index];
    comparison.unpaired.push_back("only in " + (earlier ? a.name : b.name) + ": '" + one.name +
                                  "': " + one.reason);
    if (entry.role == TensorRole::kInput) comparison.unpaired_inputs.push_back(one);
    if (entry.role == TensorRole::kOutput) comparison.unpaired_outputs.push_back(one);
  }
  return comparison;
}

}  // namespace npuscope
