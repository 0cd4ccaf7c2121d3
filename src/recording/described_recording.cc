// SPDX-License-Identifier: Apache-2.0
#include "recording/described_recording.h"
#include "recording/ports.h"

#include <algorithm>
#include <array>
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

using Quantizations = std::vector<std::optional<Quantization>>;
constexpr const char* kFromModel = "scale from the model";

/// The codes behind each output: its own, or those that its DequantizeLinear reads.
Quantizations output_quantizations(const Graph& graph) {
  Quantizations result;
  for (const ValueId id : graph.outputs) {
    auto quantization = graph.value(id).quantization;
    for (const Node& node : graph.nodes)
      if (is_dequantize(node) && node.outputs[0] == id)
        quantization = graph.value(node.inputs[0]).quantization;
    result.push_back(std::move(quantization));
  }
  return result;
}

Quantizations input_quantizations(const Graph& graph) {
  Quantizations result;
  for (const ValueId id : graph.inputs) result.push_back(input_quantization(graph, id));
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
  const auto& ports = entry.role == TensorRole::kInput ? graph.inputs : graph.outputs;
  const auto port = std::ranges::find(ports, id);
  if (entry.role != TensorRole::kIntermediate && port != ports.end())
    entry.position = port - ports.begin();
  const bool silent = !entry.quantization && value.quantization;
  if (silent && value.quantization->type == entry.type &&
      validate(*value.quantization, entry.shape)) {
    entry.quantization = value.quantization;
    entry.scale_source = kFromModel;
  }
}

bool is_spatial(const Node& node) {
  constexpr std::array<std::string_view, 4> kSpatial = {"Conv", "MaxPool", "AveragePool",
                                                        "GlobalAveragePool"};
  return std::ranges::find(kSpatial, node.op_type) != kSpatial.end();
}

/// Whether a port of rank 4 has its channels on axis 1: a convolution or pooling, which ONNX
/// defines so, reads or makes it, with no more than conversions between.
bool has_channels_first(const Graph& graph, ValueId port, TensorRole role) {
  const auto near = [&](const Node& node) {
    return role == TensorRole::kInput ? node.inputs[0] : node.outputs[0];
  };
  ValueId at = port;
  for (size_t steps = 0; steps <= graph.nodes.size(); ++steps) {
    const auto next = std::ranges::find_if(graph.nodes, [&](const Node& node) {
      return !node.inputs.empty() && !node.outputs.empty() && near(node) == at;
    });
    if (next == graph.nodes.end()) return false;
    if (is_spatial(*next)) return true;
    if (!is_quantize(*next) && !is_dequantize(*next)) return false;
    at = role == TensorRole::kInput ? next->outputs[0] : next->inputs[0];
  }
  return false;
}

/// Moves the channel axis of ports to 1 where the arrays stand in the order of the graph and that
/// has channels first. Equal extents tell nothing: such a port keeps its own axis.
void settle_channels(Manifest& manifest, const Graph& graph, TensorRole role,
                     const std::vector<ValueId>& ports) {
  const std::vector<size_t> recorded = ports_of(manifest.tensors, role);
  for (size_t k = 0; k < std::min(recorded.size(), ports.size()); ++k) {
    TensorEntry& entry = manifest.tensors[recorded[k]];
    const ValueId port = ports[k];
    const auto& shape = graph.value(port).shape;
    if (entry.shape.size() != 4 || !shape || shape->size() != 4) continue;
    const Shape own(entry.shape.begin() + 1, entry.shape.end());
    const Shape graphs(shape->begin() + 1, shape->end());
    const Shape channels_last = {graphs[1], graphs[2], graphs[0]};
    if (own == graphs && own != channels_last && has_channels_first(graph, port, role))
      entry.channel_axis = 1;
  }
}

enum class Stated { kStays, kIsOverruled };

/// Gives the k-th tensor of a role the k-th quantization where its elements are such codes.
void state(Manifest& manifest, TensorRole role, const Quantizations& quantizations, Stated stated,
           const std::string& source) {
  const std::vector<size_t> ports = ports_of(manifest.tensors, role);
  for (size_t k = 0; k < std::min(ports.size(), quantizations.size()); ++k) {
    TensorEntry& entry = manifest.tensors[ports[k]];
    const auto& quantization = quantizations[k];
    if (entry.quantization && stated == Stated::kStays) continue;
    if (!quantization || quantization->type != entry.type || !validate(*quantization, entry.shape))
      continue;
    entry.quantization = quantization;
    entry.scale_source = source;
  }
}

}  // namespace

std::shared_ptr<const Recording> with_output_quantization(
    std::shared_ptr<const Recording> recording,
    const std::vector<std::optional<Quantization>>& outputs) {
  Manifest manifest = recording->manifest();
  state(manifest, TensorRole::kOutput, outputs, Stated::kIsOverruled, kScaleAsStated);
  return std::make_shared<DescribedRecording>(std::move(recording), std::move(manifest));
}

std::shared_ptr<const Recording> described_by(std::shared_ptr<const Recording> recording,
                                              const Graph& graph) {
  Manifest manifest = recording->manifest();
  for (TensorEntry& entry : manifest.tensors) describe(entry, graph);
  state(manifest, TensorRole::kInput, input_quantizations(graph), Stated::kStays, kFromModel);
  state(manifest, TensorRole::kOutput, output_quantizations(graph), Stated::kStays, kFromModel);
  settle_channels(manifest, graph, TensorRole::kInput, graph.inputs);
  settle_channels(manifest, graph, TensorRole::kOutput, graph.outputs);
  return std::make_shared<DescribedRecording>(std::move(recording), std::move(manifest));
}

std::shared_ptr<const Recording> with_lone_output(std::shared_ptr<const Recording> recording,
                                                  const Graph* graph) {
  Manifest manifest = recording->manifest();
  if (manifest.tensors.size() != 1) return recording;
  TensorEntry& entry = manifest.tensors[0];
  const bool known = graph != nullptr && graph->find_value(entry.name) != kNoValue;
  if (known || entry.role != TensorRole::kIntermediate) return recording;
  entry.role = TensorRole::kOutput;
  return std::make_shared<DescribedRecording>(std::move(recording), std::move(manifest));
}

}  // namespace npuscope
