// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "recording/open_kinds.h"

namespace npuscope {
namespace {

class MemoryRecording final : public Recording {
 public:
  MemoryRecording(Manifest manifest, std::vector<std::vector<std::optional<Tensor>>> values)
      : manifest_(std::move(manifest)), values_(std::move(values)) {}

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }

  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    if (sample >= values_.size() || tensor >= values_[sample].size())
      return fail(internal_error("the recording has no such sample or tensor"));
    return values_[sample][tensor];
  }

 private:
  Manifest manifest_;
  std::vector<std::vector<std::optional<Tensor>>> values_;
};

/// The number of samples that the arrays' first axes count; nothing when they do not.
std::optional<int64_t> common_first_axis(const std::vector<NamedTensor>& arrays) {
  const auto counts = [&](const NamedTensor& array) {
    const Shape& shape = array.tensor.shape();
    return shape.size() >= 2 && shape[0] > 0 && shape[0] == arrays[0].tensor.shape()[0];
  };
  if (arrays.empty() || arrays[0].tensor.shape().size() < 2) return std::nullopt;
  if (!std::ranges::all_of(arrays, counts)) return std::nullopt;
  return arrays[0].tensor.shape()[0];
}

}  // namespace

std::unique_ptr<Recording> make_memory_recording(
    Manifest manifest, std::vector<std::vector<std::optional<Tensor>>> values) {
  return std::make_unique<MemoryRecording>(std::move(manifest), std::move(values));
}

Tensor slice_sample(const Tensor& array, int64_t sample) {
  Shape shape = array.shape();
  const auto bytes = array.bytes().size() / static_cast<size_t>(shape[0]);
  shape[0] = 1;
  auto owner = std::make_shared<Tensor>(array);
  return Tensor::view(array.type(), std::move(shape),
                      owner->bytes().subspan(bytes * static_cast<size_t>(sample), bytes), owner);
}

std::unique_ptr<Recording> make_array_recording(const std::vector<NamedTensor>& arrays,
                                                const std::string& name,
                                                const std::optional<Quantization>& quantization) {
  Manifest manifest;
  manifest.rung = name;
  manifest.spec = "file";
  const auto count = common_first_axis(arrays);
  const auto samples = static_cast<size_t>(count.value_or(1));
  for (const NamedTensor& array : arrays) {
    TensorEntry entry;
    entry.name = array.name;
    entry.type = array.tensor.type();
    entry.shape = array.tensor.shape();
    entry.quantization = quantization;
    if (count) entry.shape[0] = 1;
    manifest.tensors.push_back(std::move(entry));
  }
  if (samples > 1)
    manifest.warnings.push_back(
        fmt::format("the first axis of the arrays is taken as {} samples", samples));
  std::vector<std::vector<std::optional<Tensor>>> values(samples);
  for (size_t s = 0; s < samples; ++s) {
    manifest.samples.push_back({std::to_string(s), ""});
    for (const NamedTensor& array : arrays)
      values[s].push_back(count ? slice_sample(array.tensor, static_cast<int64_t>(s))
                                : array.tensor);
  }
  return make_memory_recording(std::move(manifest), std::move(values));
}

}  // namespace npuscope
