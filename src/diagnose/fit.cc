// SPDX-License-Identifier: Apache-2.0
#include "diagnose/fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

// What roundings that nobody knows may leave: on real boards another rounding somewhere in a layer
// changes up to 3 % of its codes, by one.
constexpr int64_t kFewCodes = 2;
constexpr double kFewElements = 0.05;

FitKind kind_of(const Mismatches& m) {
  if (m.differing == 0) return FitKind::kEqual;
  const double share = static_cast<double>(m.differing) / static_cast<double>(m.elements);
  const bool few =
      m.nonfinite == 0 && m.largest <= kFewCodes && (m.differing == 1 || share <= kFewElements);
  return few ? FitKind::kClose : FitKind::kUnexplained;
}

auto badness(const Mismatches& m) { return std::tuple(m.differing, m.nonfinite, m.largest); }

bool uses(const Trial& trial, size_t arithmetic) {
  return std::ranges::find(trial.arithmetics, arithmetic) != trial.arithmetics.end();
}

LayerFit fit_of(const TriedLayer& layer, std::vector<Mismatches> mismatches) {
  LayerFit fit{layer.pair.name,
               layer.pair.op,
               layer.trials,
               std::move(mismatches),
               {},
               0,
               FitKind::kUnexplained,
               {}};
  for (size_t t = 0; t < fit.trials.size(); ++t) {
    if (fit.mismatches[t].differing == 0) fit.equal.push_back(t);
    if (badness(fit.mismatches[t]) < badness(fit.mismatches[fit.best])) fit.best = t;
  }
  fit.kind = kind_of(fit.mismatches[fit.best]);
  return fit;
}

/// A layer that reads what is not explained cannot be told: its input may have been overwritten
/// after it was read.
void mark_readers(const TrialPlan& plan, const std::map<size_t, size_t>& layer_of,
                  RecordingFit& fit) {
  for (size_t l = 0; l < plan.layers().size(); ++l) {
    const auto place = layer_of.find(l);
    if (place == layer_of.end()) continue;
    LayerFit& reader = fit.layers[place->second];
    for (const auto& [value, source] : plan.layers()[l].pair.local->feeds)
      for (size_t m = 0; m < plan.layers().size(); ++m) {
        const auto maker = layer_of.find(m);
        if (maker == layer_of.end() || plan.layers()[m].pair.to != source) continue;
        const LayerFit& made = fit.layers[maker->second];
        if (made.kind == FitKind::kUnexplained) reader.reads_unexplained = made.name;
      }
  }
}

ArithmeticFit total_of(const RecordingFit& fit, size_t arithmetic, const std::string& name) {
  ArithmeticFit total{name, 0, 0, 0};
  for (const LayerFit& layer : fit.layers) {
    const Mismatches& best = layer.mismatches[layer.best_of(arithmetic)];
    total.equal += layer.is_what(arithmetic) ? 1 : 0;
    total.equal_chosen += best.differing == 0 ? 1 : 0;
    total.differing += best.differing;
  }
  return total;
}

std::vector<size_t> best_of(const std::vector<ArithmeticFit>& arithmetics) {
  const auto rank = [](const ArithmeticFit& a) {
    return std::tuple(-a.equal_chosen, -a.equal, a.differing);
  };
  std::vector<size_t> best;
  for (size_t a = 0; a < arithmetics.size(); ++a) {
    if (!best.empty() && rank(arithmetics[best.front()]) < rank(arithmetics[a])) continue;
    if (!best.empty() && rank(arithmetics[a]) < rank(arithmetics[best.front()])) best.clear();
    best.push_back(a);
  }
  return best;
}

/// The passes of the layers that the arithmetic describes with others than its own alone.
std::vector<FittingPasses> passes_for(const RecordingFit& fit, size_t arithmetic) {
  std::vector<FittingPasses> passes;
  for (const LayerFit& layer : fit.layers) {
    if (layer.is_what(arithmetic)) continue;
    FittingPasses* found = nullptr;
    for (const size_t t : layer.equal) {
      const Trial& trial = layer.trials[t];
      if (!uses(trial, arithmetic) || !trial.passes) continue;
      if (!found) {
        passes.push_back({trial.passes->layer, layer.name, trial.passes->plan.choice, {}});
        found = &passes.back();
      } else if (trial.passes->layer == found->layer) {
        found->others.push_back(trial.passes->plan.choice);
      }
    }
  }
  return passes;
}

/// What stands before the i-th of a list: "a, b and c".
std::string separator(size_t i, size_t count) {
  return i == 0 ? "" : i + 1 == count ? " and " : ", ";
}

}  // namespace

std::string_view fit_name(FitKind kind) {
  switch (kind) {
    case FitKind::kEqual: return "equal";
    case FitKind::kClose: return "close";
    case FitKind::kUnexplained: return "not explained";
  }
  return "";
}

size_t LayerFit::own_of(size_t arithmetic) const {
  const auto own = std::ranges::find_if(
      trials, [&](const Trial& trial) { return !trial.passes && uses(trial, arithmetic); });
  return static_cast<size_t>(own - trials.begin());
}

bool LayerFit::is_what(size_t arithmetic) const {
  return mismatches[own_of(arithmetic)].differing == 0;
}

size_t LayerFit::best_of(size_t arithmetic) const {
  std::optional<size_t> chosen;
  for (size_t t = 0; t < trials.size(); ++t)
    if (uses(trials[t], arithmetic) &&
        (!chosen || badness(mismatches[t]) < badness(mismatches[*chosen])))
      chosen = t;
  return chosen.value_or(best);
}

size_t RecordingFit::chosen() const {
  const auto layers_of = [&](size_t a) {
    return std::pair(arithmetics[a].equal_chosen, arithmetics[a].equal);
  };
  return best.empty() || layers_of(best.front()) == layers_of(assumed) ? assumed : best.front();
}

int64_t RecordingFit::count(FitKind kind) const {
  return std::ranges::count(layers, kind, &LayerFit::kind);
}

bool RecordingFit::explains_all() const {
  // A layer that two recorded tensors were computed through has one number of passes.
  const auto contradicts = [&](const FittingPasses& one) {
    return std::ranges::any_of(passes, [&](const FittingPasses& other) {
      return one.layer == other.layer && one.choice != other.choice;
    });
  };
  return complete && !layers.empty() && std::ranges::none_of(passes, contradicts) &&
         arithmetics[chosen()].equal_chosen == static_cast<int64_t>(layers.size());
}

std::vector<std::vector<size_t>> tied_arithmetics(const RecordingFit& fit) {
  std::vector<std::vector<size_t>> groups;
  for (size_t a = 0; a < fit.arithmetics.size(); ++a) {
    const ArithmeticFit& one = fit.arithmetics[a];
    const auto known = std::ranges::find_if(groups, [&](const std::vector<size_t>& group) {
      const ArithmeticFit& other = fit.arithmetics[group.front()];
      return std::tuple(one.equal, one.equal_chosen, one.differing) ==
             std::tuple(other.equal, other.equal_chosen, other.differing);
    });
    if (known != groups.end())
      known->push_back(a);
    else
      groups.push_back({a});
  }
  return groups;
}

bool is_library(const RecordingFit& fit, size_t arithmetic) {
  return find_runtime(fit.arithmetics[arithmetic].name) != nullptr;
}

std::string arithmetics_text(const RecordingFit& fit, const std::vector<size_t>& group) {
  std::vector<size_t> arithmetics = group;
  std::erase_if(arithmetics, [&](size_t a) { return is_library(fit, a); });
  if (arithmetics.empty()) arithmetics = group;
  std::string text;
  for (size_t i = 0; i < arithmetics.size(); ++i)
    text += separator(i, arithmetics.size()) + fit.arithmetics[arithmetics[i]].name +
            (arithmetics[i] == fit.assumed ? " (assumed)" : "");
  return text;
}

std::string trial_text(const RecordingFit& fit, const LayerFit& layer, size_t trial) {
  const Trial& one = layer.trials[trial];
  std::string text;
  for (size_t i = 0; i < one.arithmetics.size(); ++i)
    text += separator(i, one.arithmetics.size()) + fit.arithmetics[one.arithmetics[i]].name;
  if (!one.passes) return text;
  const std::string whose =
      one.passes->layer == layer.name ? "" : "'" + one.passes->layer + "' in ";
  const PassChoice& choice = one.passes->plan.choice;
  return fmt::format("{}, {}{} pass{}", text, whose, pass_choice_text(choice),
                     choice.passes == 1 ? "" : "es");
}

RecordingFit summarise_fit(const TrialPlan& plan,
                           const std::vector<std::vector<Mismatches>>& totals) {
  RecordingFit fit;
  fit.rung = plan.rung();
  fit.assumed = plan.assumed();
  fit.complete = plan.complete();
  std::map<size_t, size_t> layer_of;  // of the plan -> of the fit
  for (size_t l = 0; l < plan.layers().size(); ++l) {
    if (totals[l].front().elements == 0) {
      fit.complete = false;
      continue;
    }
    layer_of[l] = fit.layers.size();
    fit.layers.push_back(fit_of(plan.layers()[l], totals[l]));
  }
  mark_readers(plan, layer_of, fit);
  for (size_t a = 0; a < plan.arithmetics().size(); ++a)
    fit.arithmetics.push_back(total_of(fit, a, plan.arithmetics()[a]));
  fit.best = best_of(fit.arithmetics);
  fit.passes = passes_for(fit, fit.chosen());
  return fit;
}

}  // namespace npuscope
