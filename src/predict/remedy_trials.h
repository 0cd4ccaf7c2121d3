// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "predict/outcomes.h"
#include "remedy/remedy.h"

namespace npuscope {

/// The kind of the one remedy that changes no file: another version of the compiler.
inline constexpr std::string_view kCompilerRemedy = "compiler";

/// What came of a remedy, or why it was not tried.
struct RemedyTrial {
  Remedy remedy;
  std::vector<std::string> together;  ///< instead of `remedy`: the ids of several, in order
  /// Of the NPU on the changed network, from `exact` on the network as it is.
  std::optional<OutputChange> from_exact;
  /// The same from the network before quantization; nothing without it.
  std::optional<OutputChange> from_float;
  std::string not_tried;

  Verdict verdict = Verdict::kUnclear;  ///< next to the network as it is

  /// What apply_remedy() takes, one after another.
  [[nodiscard]] std::vector<std::string> ids() const;
};

/// What remedies were tried on, and what they did.
struct RemedyTrials {
  size_t tuned = 0;  ///< samples that shifts and ranges were chosen with
  OutputChange as_it_is;
  std::optional<OutputChange> as_it_is_from_float;
  std::optional<OutputChange> exact_from_float;
  /// Those that were tried, the best first: from float where that is known, else from `exact`. Then
  /// the others.
  std::vector<RemedyTrial> trials;
};

struct RemedyJob {
  const Model* model = nullptr;
  LoadOptions load_options;  ///< that it was loaded with
  std::string_view bytes;    ///< of the model's file
  NeuralArtOptions options;
  const Model* float_model = nullptr;  ///< may be null
  /// Samples to choose shifts and ranges with, as `model` takes them.
  std::vector<std::vector<Tensor>> tuning;
  /// Loads others, those numbered `measuring`, as `model` and as `float_model` take them. None:
  /// nothing is tried.
  LoadSample load, load_float;
  std::vector<size_t> measuring;
  /// What `exact` and the NPU make of these, the network as it is.
  std::vector<Outcome> exact, npu;
  std::vector<std::string> layers;  ///< RemedySource::layers
  std::optional<TaskSpec> task;
  int threads = 0;
  bool progress = true;
};

/// Applies every remedy that is possible, runs the result under the NPU's arithmetic, and measures.
/// Of a remedy with several strengths (the shift of a dummy channel) the one that is best on the
/// tuning samples. The best of each layer that leave it on the NPU are tried together as well.
Result<RemedyTrials> try_remedies(const RemedyJob& job);

}  // namespace npuscope
