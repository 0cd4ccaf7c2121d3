// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>

#include "recording/recording.h"

namespace npuscope {

/// A recording that lives in memory.
class FakeRecording : public Recording {
 public:
  Manifest description;
  std::map<std::pair<size_t, size_t>, Tensor> tensors;  ///< by (sample, tensor)

  [[nodiscard]] const Manifest& manifest() const override { return description; }
  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    const auto found = tensors.find({sample, tensor});
    if (found == tensors.end()) return std::optional<Tensor>();
    return std::optional<Tensor>(found->second);
  }

  /// Adds a tensor with its values of every sample, and samples as they are needed.
  size_t add(TensorEntry entry, const std::vector<Tensor>& values) {
    const size_t index = description.tensors.size();
    for (size_t i = 0; i < values.size(); ++i) {
      if (i == description.samples.size())
        description.samples.push_back({"sample" + std::to_string(i), ""});
      entry.type = values[i].type();
      entry.shape = values[i].shape();
      tensors[{i, index}] = values[i];
    }
    description.tensors.push_back(std::move(entry));
    return index;
  }
};

}  // namespace npuscope
