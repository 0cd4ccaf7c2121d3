// SPDX-License-Identifier: Apache-2.0
#include "recording/with_quantization.h"

#include <utility>

namespace npuscope {
namespace {

class QuantizedView : public Recording {
 public:
  QuantizedView(std::unique_ptr<Recording> recording, Manifest manifest)
      : recording_(std::move(recording)), manifest_(std::move(manifest)) {}

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }
  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    return recording_->load(sample, tensor);
  }

 private:
  std::unique_ptr<Recording> recording_;
  Manifest manifest_;
};

}  // namespace

std::unique_ptr<Recording> with_output_quantization(
    std::unique_ptr<Recording> recording, const std::vector<std::optional<Quantization>>& outputs) {
  Manifest manifest = recording->manifest();
  size_t k = 0;
  for (TensorEntry& entry : manifest.tensors) {
    if (entry.role != TensorRole::kOutput || k >= outputs.size()) continue;
    const auto& quantization = outputs[k++];
    if (quantization && quantization->type == entry.type) entry.quantization = quantization;
  }
  return std::make_unique<QuantizedView>(std::move(recording), std::move(manifest));
}

}  // namespace npuscope
