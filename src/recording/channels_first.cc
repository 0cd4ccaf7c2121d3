// SPDX-License-Identifier: Apache-2.0
#include "recording/channels_first.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "recording/ports.h"

namespace npuscope {
namespace {

/// A recording of which some tensors are turned as they are read.
class TurnedRecording : public Recording {
 public:
  TurnedRecording(std::shared_ptr<const Recording> recording, Manifest manifest,
                  std::set<size_t> turned)
      : recording_(std::move(recording)),
        manifest_(std::move(manifest)),
        turned_(std::move(turned)) {}

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }
  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    NPUSCOPE_TRY_ASSIGN(auto loaded, recording_->load(sample, tensor));
    if (loaded && turned_.contains(tensor))
      loaded = change_layout(*loaded, ImageLayout::kNhwc, ImageLayout::kNchw);
    return loaded;
  }

 private:
  std::shared_ptr<const Recording> recording_;
  Manifest manifest_;
  std::set<size_t> turned_;
};

Shape turned_shape(const Shape& shape) {
  return changed_layout(shape, ImageLayout::kNhwc, ImageLayout::kNchw);
}

/// Whether the tensor fits the value when its channels come first, and in no other way unless its
/// layout is stated.
bool must_turn(const TensorEntry& entry, const Value& value, std::optional<ImageLayout> stated) {
  if (!value.shape || entry.shape.size() != 4 || turned_shape(entry.shape) != *value.shape)
    return false;
  return stated ? *stated == ImageLayout::kNhwc : entry.shape != *value.shape;
}

void turn(TensorEntry& entry) {
  constexpr std::array<int, 4> kNewAxis = {0, 2, 3, 1};
  entry.shape = turned_shape(entry.shape);
  entry.channel_axis = 1;
  if (entry.quantization && entry.quantization->axis >= 0)
    entry.quantization->axis = kNewAxis[static_cast<size_t>(entry.quantization->axis)];
}

}  // namespace

std::shared_ptr<const Recording> channels_first(std::shared_ptr<const Recording> recording,
                                                const Graph& graph,
                                                std::optional<ImageLayout> inputs,
                                                std::vector<std::string>& turned) {
  Manifest manifest = recording->manifest();
  std::set<size_t> indices;
  for (const auto& [role, values] : {std::pair(TensorRole::kInput, &graph.inputs),
                                     std::pair(TensorRole::kOutput, &graph.outputs)}) {
    const std::vector<size_t> ports = ports_of(manifest.tensors, role);
    for (size_t k = 0; k < std::min(ports.size(), values->size()); ++k) {
      const size_t t = ports[k];
      TensorEntry& entry = manifest.tensors[t];
      const auto stated = role == TensorRole::kInput ? inputs : std::nullopt;
      if (!must_turn(entry, graph.value((*values)[k]), stated)) continue;
      turned.push_back(fmt::format("'{}' was recorded as {}, channels last: read channels first",
                                   entry.name, shape_text(entry.shape)));
      turn(entry);
      indices.insert(t);
    }
  }
  if (indices.empty()) return recording;
  return std::make_shared<TurnedRecording>(std::move(recording), std::move(manifest),
                                           std::move(indices));
}

}  // namespace npuscope
