// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnose/trials.h"

namespace npuscope {

/// How well the best of all trials describes a recorded layer.
enum class FitKind {
  kEqual,        ///< in every element of every sample
  kClose,        ///< never more than 2 codes apart, in at most 5 % of the elements or in one
  kUnexplained,  ///< anything else
};

/// "equal", "close" or "not explained".
std::string_view fit_name(FitKind kind);

/// One recorded layer over all samples.
struct LayerFit {
  std::string name;
  std::string op;
  std::vector<Trial> trials;
  std::vector<Mismatches> mismatches;  ///< by trial
  std::vector<size_t> equal;           ///< trials without a mismatch, in their order
  size_t best = 0;  ///< the fewest mismatches, then the smallest; the first of equals
  FitKind kind = FitKind::kUnexplained;
  /// A recorded tensor that it reads and that is not explained itself; empty without.
  std::string reads_unexplained;

  /// Whether the arithmetic with its own passes is among the equal ones.
  [[nodiscard]] bool is_what(size_t arithmetic) const;
  /// The trial of an arithmetic with its own passes, by index.
  [[nodiscard]] size_t own_of(size_t arithmetic) const;
  /// The best trial of an arithmetic, by index.
  [[nodiscard]] size_t best_of(size_t arithmetic) const;
};

/// One arithmetic over all layers of a recording.
struct ArithmeticFit {
  std::string name;          ///< TrialPlan::arithmetics()
  int64_t equal = 0;         ///< layers, with its own passes
  int64_t equal_chosen = 0;  ///< layers, each with the passes that fit it best
  int64_t differing = 0;     ///< elements that are left then
};

/// Passes that describe a layer where the arithmetic's own do not.
struct FittingPasses {
  std::string layer;               ///< of the network, as --pass-plan names it
  std::string recorded;            ///< the recorded tensor that they explain
  PassChoice choice;               ///< the first that fits
  std::vector<PassChoice> others;  ///< that fit as well
};

/// Which arithmetic a recording was made with.
struct RecordingFit {
  size_t rung = 0;        ///< of the ladder
  size_t assumed = 0;     ///< index into `arithmetics`: what it was taken for
  bool complete = false;  ///< TrialPlan::complete(), and every layer could be computed
  std::vector<LayerFit> layers;
  std::vector<ArithmeticFit> arithmetics;
  /// Those that describe most layers, then with most of their own passes, then with the fewest
  /// differing elements: several where they tie.
  std::vector<size_t> best;
  std::vector<FittingPasses> passes;  ///< of chosen()

  /// The assumed arithmetic where none makes more layers equal, else the first of the best.
  [[nodiscard]] size_t chosen() const;
  [[nodiscard]] bool as_assumed() const { return chosen() == assumed; }
  /// Layers of a kind.
  [[nodiscard]] int64_t count(FitKind kind) const;
  /// Whether every layer is what the chosen arithmetic makes of it, with those passes, and nothing
  /// lies between the layers.
  [[nodiscard]] bool explains_all() const;
};

/// Arithmetics that describe the recording equally well, in groups and in their order: most often
/// because they compute the same numbers of this network.
std::vector<std::vector<size_t>> tied_arithmetics(const RecordingFit& fit);

/// Whether it is one of an inference library (runtimes/): there are many, and where the NPU's or
/// exact integers fit as well, they say nothing more.
bool is_library(const RecordingFit& fit, size_t arithmetic);

/// "2.2 (assumed) and 2.1"; libraries only where there is nothing else.
std::string arithmetics_text(const RecordingFit& fit, const std::vector<size_t>& group);

/// "2.2", "2.2 and 2.1", "2.2 with 4+ passes": what a trial of the fit was computed with. Another
/// layer's passes are named.
std::string trial_text(const RecordingFit& fit, const LayerFit& layer, size_t trial);

/// `totals`: by layer and trial, what TrialPlan::run() gave of all samples, merged.
RecordingFit summarise_fit(const TrialPlan& plan,
                           const std::vector<std::vector<Mismatches>>& totals);

}  // namespace npuscope
