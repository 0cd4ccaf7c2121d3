// SPDX-License-Identifier: Apache-2.0
#include "recording/described_recording.h"

#include <algorithm>
#include <utility>

namespace npuscope {
namespace {

/// Another manifest over the same tensors.
class DescribedRecording : public Recording {
 public:
  DescribedRecording(std::shared_ptr<const Recording> recording, Manifest manifest)
      : recording_(std::move(recording)), manifest_(std::move(manifest)) {}

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }
  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    return recording_->load(sample, tensor);
  }

 private:
  std::shared_ptr<const Recording> recording_;
  Manifest manifest_;
};

/// The codes behind each output: its own, or those that its DequantizeLinear reads.
std::vector<std::optional<Quantization>> output_quantization(const Graph& graph) {
  std::vector<std::optional<Quantization>> result;
  for (const ValueId id : graph.outputs) {
    auto quantization = graph.value(id).quantization;
    for (const Node& node : graph.nodes)
      if (is_dequantize(node) && node.outputs[0] == id)
        quantization = graph.value(node.inputs[0]).quantization;
    result.push_back(std::move(quantization));
  }
  return result;
}

void describe(TensorEntry& entry, const Graph& graph) {
  const ValueId id = graph.find_value(entry.name);
  if (id == kNoValue) return;
  const Value& value = graph.value(id);
  if (entry.role == TensorRole::kIntermediate) {
    if (std::ranges::find(graph.inputs, id) != graph.inputs.end()) entry.role = TensorRole::kInput;
    if (std::ranges::find(graph.outputs, id) != graph.outputs.end())
      entry.role = TensorRole::kOutput;
  }
  const bool silent = !entry.quantization && value.quantization;
  if (silent && value.quantization->type == entry.type &&
      validate(*value.quantization, entry.shape))
    entry.quantization = value.quantization;
}

enum class Stated { kStays, kIsOverruled };

/// Gives the k-th output the k-th quantization where its elements are such codes.
void state_outputs(Manifest& manifest, const std::vector<std::optional<Quantization>>& outputs,
                   Stated stated) {
  size_t k = 0;
  for (TensorEntry& entry : manifest.tensors) {
    if (entry.role != TensorRole::kOutput || k >= outputs.size()) continue;
    const auto& quantization = outputs[k++];
    if (entry.quantization && stated == Stated::kStays) continue;
    if (quantization && quantization->type == entry.type) entry.quantization = quantization;
  }
}

}  // namespace

std::shared_ptr<const Recording> with_output_quantization(
    std::shared_ptr<const Recording> recording,
    const std::vector<std::optional<Quantization>>& outputs) {
  Manifest manifest = recording->manifest();
  state_outputs(manifest, outputs, Stated::kIsOverruled);
  return std::make_shared<DescribedRecording>(std::move(recording), std::move(manifest));
}

std::shared_ptr<const Recording> described_by(std::shared_ptr<const Recording> recording,
                                              const Graph& graph) {
  Manifest manifest = recording->manifest();
  for (TensorEntry& entry : manifest.tensors) describe(entry, graph);
  state_outputs(manifest, output_quantization(graph), Stated::kStays);
  return std::make_shared<DescribedRecording>(std::move(recording), std::move(manifest));
}

}  // namespace npuscope
