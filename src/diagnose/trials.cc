// SPDX-License-Identifier: Apache-2.0
#include "diagnose/trials.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

constexpr std::string_view kExact = "exact";

/// What the case says of the NPU's compiler, or the default.
NeuralArtOptions own_options(const Ladder& ladder) {
  const LadderRung* rung = ladder.executing("neural-art");
  return rung ? *rung->npu : NeuralArtOptions{};
}

/// The alternatives that are not what the options have.
std::vector<PassAlternative> others_of(const LayerPasses& layer) {
  std::vector<PassAlternative> others = layer.alternatives;
  std::erase_if(others, [&](const PassAlternative& plan) { return plan.choice == layer.choice; });
  return others;
}

/// The options with the k-th alternative of every layer (the last one of those that have fewer).
/// Names that are patterns come first: they must not overrule what is said of other layers.
NeuralArtOptions with_alternative(NeuralArtOptions options, const std::vector<LayerPasses>& layers,
                                  size_t k) {
  for (const bool pattern : {true, false}) {
    for (const LayerPasses& layer : layers) {
      if ((layer.name.find_first_of("*?") != std::string::npos) != pattern) continue;
      const auto others = others_of(layer);
      if (!others.empty())
        options.pass_plans.push_back({layer.name, others[std::min(k, others.size() - 1)].choice});
    }
  }
  return options;
}

/// Where the codes of a tensor of the rung end, in real numbers: its own, or those that it was one
/// node before.
std::optional<RealRange> ends_of(const Graph& graph, ValueId id,
                                 const std::vector<int>& producers) {
  const Value* codes = &graph.value(id);
  const int producer = producers[static_cast<size_t>(id)];
  if (!codes->quantization && producer >= 0) {
    const Node& maker = graph.nodes[static_cast<size_t>(producer)];
    if (is_dequantize(maker)) codes = &graph.value(maker.inputs[0]);
  }
  const auto range = integer_range(codes->type);
  if (!codes->quantization || codes->quantization->per_channel() || !range) return std::nullopt;
  const auto scale = static_cast<double>(codes->quantization->scale_at(0));
  const auto zero = static_cast<double>(codes->quantization->zero_point_at(0));
  return RealRange{(static_cast<double>(range->low) - zero) * scale,
                   (static_cast<double>(range->high) - zero) * scale};
}

/// Channels are the second axis, of matrix products the last.
size_t channel_axis_of(const Graph& graph, const LocalPlan& plan) {
  const Node& last = graph.nodes[plan.nodes.back()];
  const auto& shape = graph.value(plan.result).shape;
  return last.op_type == "MatMul" && shape && !shape->empty() ? shape->size() - 1 : 1;
}

/// No board's processor has the instruction whose pairs saturate.
bool can_have_made(const RuntimeRules& rules, const LadderRung& recording) {
  return !rules.saturates_pairs() || !recording.name.starts_with("board");
}

/// A step between tried layers that computes nothing, or where they begin.
bool needs_no_trial(const LayerPair& pair) {
  return pair.local_missing == kOnlyConverts || pair.local_missing == kNetworkInput;
}

}  // namespace

class TrialPlanner {
 public:
  TrialPlanner(const Ladder& ladder, size_t rung, const RungTensors& tensors)
      : ladder_(ladder), recording_(ladder.rungs[rung]) {
    plan_.rung_ = rung;
    plan_.tensors_ = tensors;
  }

  Result<std::optional<TrialPlan>> plan() {
    model_ = ladder_.oe_model ? ladder_.oe_model : ladder_.quantized_model;
    if (!model_ || !quantizes_statically(model_->kind) || recording_.name == "float")
      return std::nullopt;
    // Operators that npuscope does not execute: the rung exact says which.
    auto exact = make_arithmetic_rung(model_, exact_arithmetic());
    if (!exact) return std::nullopt;
    const NeuralArtOptions own = own_options(ladder_);
    generations_ = of_other_generations(own);
    generations_.insert(generations_.begin(), own);
    for (const RuntimeRules* rules : all_runtimes())
      if (can_have_made(*rules, recording_)) runtimes_.push_back(rules);
    NPUSCOPE_TRY_SET(layers_, layer_passes(model_->graph, own));
    NPUSCOPE_TRY(choose_layers(*std::move(exact)));
    if (plan_.layers_.empty()) return std::nullopt;
    NPUSCOPE_TRY(find_equal_generations());
    for (TriedLayer& layer : plan_.layers_) add_trials(layer);
    NPUSCOPE_TRY(make_rungs());
    return std::move(plan_);
  }

 private:
  /// The layers that can be executed again from what was recorded, and whose codes are known.
  Status choose_layers(std::shared_ptr<const Rung> exact) {
    Ladder pair;
    pair.rungs = {{std::string(kExact), std::string(kExact), model_, std::move(exact), nullptr},
                  recording_};
    plan_.computed_ = tensors_of(pair.rungs[0]);
    NPUSCOPE_TRY_ASSIGN(Comparison comparison,
                        plan_comparison(pair, {plan_.computed_, plan_.tensors_}, 0, 1));
    const Graph& graph = model_->graph;
    const std::vector<int> producers = producers_of(graph);
    plan_.complete_ = comparison.unpaired_outputs.empty();
    for (LayerPair& layer : comparison.layers) {
      const bool told = layer.local && layer.code_scale > 0 && layer.resolution <= layer.code_scale;
      if (!told) {
        plan_.complete_ = plan_.complete_ && needs_no_trial(layer);
        continue;
      }
      TriedLayer& tried = plan_.layers_.emplace_back();
      tried.frame = {layer.code_scale, layer.indistinct(), channel_axis_of(graph, *layer.local),
                     ends_of(graph, layer.local->result, producers), layer.within};
      tried.pair = std::move(layer);
    }
    return {};
  }

  /// differing_[a][b]: the nodes that the generations compute differently.
  Status find_equal_generations() {
    differing_.assign(generations_.size(), std::vector<std::vector<size_t>>(generations_.size()));
    std::vector<ProductLayers> layers(generations_.size());
    for (size_t a = 0; a < generations_.size(); ++a)
      NPUSCOPE_TRY_SET(layers[a], product_layers(model_->graph, generations_[a]));
    for (size_t a = 0; a < generations_.size(); ++a)
      for (size_t b = a + 1; b < generations_.size(); ++b)
        differing_[a][b] = nodes_that_differ(layers[a], layers[b]);
    return {};
  }

  [[nodiscard]] bool same(size_t a, size_t b, const LocalPlan& plan) const {
    return std::ranges::none_of(plan.nodes, [&](size_t node) {
      return std::ranges::binary_search(differing_[a][b], node);
    });
  }

  /// The NPU's generations one by one, those that compute the same together; then exact and the
  /// libraries.
  void add_trials(TriedLayer& layer) const {
    std::vector<std::vector<size_t>> groups;
    for (size_t g = 0; g < generations_.size(); ++g) {
      const auto known = std::ranges::find_if(groups, [&](const std::vector<size_t>& group) {
        return same(group.front(), g, *layer.pair.local);
      });
      if (known != groups.end())
        known->push_back(g);
      else
        groups.push_back({g});
    }
    for (const auto& group : groups) layer.trials.push_back({group, std::nullopt});
    for (size_t other = 0; other <= runtimes_.size(); ++other)
      layer.trials.push_back({{generations_.size() + other}, std::nullopt});
    for (const auto& group : groups) add_alternatives(group, layer);
  }

  void add_alternatives(const std::vector<size_t>& group, TriedLayer& layer) const {
    for (const LayerPasses& passes : layers_) {
      if (std::ranges::find(layer.pair.local->nodes, passes.node) == layer.pair.local->nodes.end())
        continue;
      const auto others = others_of(passes);
      for (size_t k = 0; k < others.size(); ++k)
        layer.trials.push_back({group, Trial::Passes{passes.node, passes.name, others[k], k}});
    }
  }

  /// Only those that some trial takes.
  Status make_rungs() {
    std::vector<size_t> alternatives(generations_.size());
    std::vector<bool> taken(generations_.size());
    for (const TriedLayer& layer : plan_.layers_) {
      for (const Trial& trial : layer.trials) {
        const size_t first = trial.arithmetics.front();
        if (first >= generations_.size()) continue;
        taken[first] = true;
        if (trial.passes)
          alternatives[first] = std::max(alternatives[first], trial.passes->alternative + 1);
      }
    }
    for (size_t g = 0; g < generations_.size(); ++g) {
      plan_.names_.push_back(generations_[g].compiler);
      auto& rungs = plan_.rungs_.emplace_back();
      if (!taken[g]) continue;
      NPUSCOPE_TRY(add_rung(*make_neural_art_arithmetic(generations_[g]), rungs));
      for (size_t k = 0; k < alternatives[g]; ++k)
        NPUSCOPE_TRY(add_rung(
            *make_neural_art_arithmetic(with_alternative(generations_[g], layers_, k)), rungs));
    }
    plan_.names_.emplace_back(kExact);
    const bool npu = recording_.name == "board" || recording_.name == "neural-art";
    plan_.assumed_ = npu ? 0 : generations_.size();
    NPUSCOPE_TRY(add_rung(exact_arithmetic(), plan_.rungs_.emplace_back()));
    for (const RuntimeRules* rules : runtimes_) {
      plan_.names_.emplace_back(rules->name());
      NPUSCOPE_TRY(add_rung(*make_runtime_arithmetic(*rules), plan_.rungs_.emplace_back()));
    }
    return {};
  }

  Status add_rung(const Arithmetic& arithmetic, std::vector<std::shared_ptr<const Rung>>& rungs) {
    NPUSCOPE_TRY_ASSIGN(auto rung, make_arithmetic_rung(model_, arithmetic));
    rungs.push_back(std::move(rung));
    return {};
  }

  const Ladder& ladder_;
  const LadderRung& recording_;
  std::shared_ptr<const Model> model_;
  std::vector<NeuralArtOptions> generations_;  // the case's own first
  std::vector<const RuntimeRules*> runtimes_;
  std::vector<LayerPasses> layers_;
  std::vector<std::vector<std::vector<size_t>>> differing_;
  TrialPlan plan_;
};

Result<std::optional<TrialPlan>> TrialPlan::create(const Ladder& ladder, size_t rung,
                                                   const RungTensors& tensors) {
  return TrialPlanner(ladder, rung, tensors).plan();
}

std::vector<std::string> TrialPlan::facts() const {
  std::vector<std::string> facts;
  for (const auto& rungs : rungs_)
    for (const auto& rung : rungs)
      for (const auto& [key, value] : rung->identity().facts)
        facts.push_back(fmt::format("{}={}", key, value));
  return facts;
}

int64_t TrialPlan::trials() const {
  int64_t count = 0;
  for (const TriedLayer& layer : layers_) count += static_cast<int64_t>(layer.trials.size());
  return count;
}

Result<std::vector<std::vector<Mismatches>>> TrialPlan::run(const RungValues& values) const {
  std::vector<std::vector<Mismatches>> result(layers_.size());
  const auto operand = [](const Tensor& tensor, const TensorEntry& entry) {
    return Operand{&tensor, entry.quantization ? &*entry.quantization : nullptr};
  };
  const Graph& graph = rungs_.back().front()->graph();  // all have the same
  for (size_t l = 0; l < layers_.size(); ++l) {
    const LayerPair& pair = layers_[l].pair;
    const auto& recorded = values[pair.to];
    for (const Trial& trial : layers_[l].trials) {
      Mismatches& mismatches = result[l].emplace_back();
      if (!recorded) continue;
      const auto& rungs = rungs_[trial.arithmetics.front()];
      const auto rung_of = [&](size_t node) -> const Rung& {
        const bool other = trial.passes && trial.passes->node == node;
        return *rungs[other ? trial.passes->alternative + 1 : 0];
      };
      NPUSCOPE_TRY_ASSIGN(const std::optional<Tensor> computed,
                          run_local(graph, rung_of, *pair.local, tensors_, values));
      if (!computed || computed->size() != recorded->size()) continue;
      mismatches = mismatches_of(operand(*computed, computed_.entries[pair.from]),
                                 operand(*recorded, tensors_.entries[pair.to]), layers_[l].frame);
    }
  }
  return result;
}

}  // namespace npuscope
