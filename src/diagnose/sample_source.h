// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diagnose/case.h"
#include "diagnose/ladder.h"
#include "inputs/input_set.h"

namespace npuscope {

/// The samples of a case: prepared files; where it names none, the inputs of a recording; and
/// without recordings ST's seeded random data.
class SampleSource {
 public:
  /// Opens the case's inputs for every model on the ladder.
  static Result<SampleSource> open(const Case& input, const Ladder& ladder);

  [[nodiscard]] size_t size() const { return names_.size(); }
  [[nodiscard]] const std::string& name(size_t i) const { return names_[i]; }
  [[nodiscard]] std::optional<Label> label(size_t i) const;
  /// The tensors that `model` takes for sample i. Safe to call from several threads.
  [[nodiscard]] Result<std::vector<Tensor>> load(size_t i, const Model& model) const;

  /// Where the samples come from, in one line.
  [[nodiscard]] const std::string& origin() const { return origin_; }
  /// How they were prepared; part of what a reused result depends on.
  [[nodiscard]] const std::string& preparation_text() const { return preparation_; }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }
  /// The recording that feeds all rungs, LadderRung::intended of the first one where it is there;
  /// null when files do.
  [[nodiscard]] const std::shared_ptr<const Recording>& recording() const { return recording_; }

 private:
  Status open_files(const InputSpec& spec);
  Status open_recording_inputs(const Case& input, const Ladder& ladder);
  Status apply(const InputSpec& spec);
  /// Sample `i` of the first model, as another with these inputs takes it.
  [[nodiscard]] Result<std::vector<Tensor>> load_first(
      size_t i, const std::vector<InputDescription>& inputs) const;

  struct OfModel {
    const Model* model = nullptr;
    std::vector<InputDescription> inputs;
    std::optional<InputSet> set;
  };
  std::vector<OfModel> models_;
  std::vector<std::string> names_;
  std::shared_ptr<const Recording> recording_;
  std::vector<size_t> recorded_inputs_;       // by input: index into the recording's tensors
  std::vector<std::optional<Label>> labels_;  // of recorded samples
  std::string origin_, preparation_;
  std::vector<std::string> warnings_;
};

/// What a network takes: type and shape of each input, and the quantization that the network itself
/// applies to it first thing.
std::vector<InputDescription> describe_inputs(const Graph& graph);

}  // namespace npuscope
