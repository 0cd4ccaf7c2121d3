// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/onnx/messages.h"
#include "tensor/tensor.h"

namespace npuscope {

/// QuantizeLinear or DequantizeLinear.
bool is_pair_half(const OnnxNode& node);

/// A serialized ONNX model and the pieces of its graph: what is needed to make other models of the
/// very same nodes. Pieces are copied as they stand, so that attributes and weights cannot change.
class ModelParts {
 public:
  static Result<ModelParts> parse(std::string bytes);

  [[nodiscard]] const std::string& bytes() const { return *bytes_; }
  [[nodiscard]] const OnnxModel& model() const { return model_; }
  /// Adds what somebody else knows about tensors; what the model itself states stays.
  void state(std::span<const OnnxValueInfo> infos);
  /// What is known about a tensor; null when nothing is.
  [[nodiscard]] const OnnxValueInfo* value_info(const std::string& tensor) const;
  /// The index of the node that makes the tensor, or -1.
  [[nodiscard]] int producer(const std::string& tensor) const;
  /// The indices of the nodes that read the tensor.
  [[nodiscard]] const std::vector<int>& consumers(const std::string& tensor) const;
  [[nodiscard]] bool is_initializer(const std::string& tensor) const {
    return initializers_.contains(tensor);
  }
  /// An initializer's elements; a bad-input error when there is none or it cannot be read.
  [[nodiscard]] Result<Tensor> initializer(const std::string& tensor) const;

  /// The model with every node named after its first output, so that what a node becomes in an
  /// optimiser, which keeps node names, can be traced.
  [[nodiscard]] std::string with_traceable_names() const;
  /// The outputs of all nodes.
  [[nodiscard]] std::vector<std::string> computed_tensors() const;
  /// The model with further tensors as outputs.
  [[nodiscard]] std::string with_outputs(std::span<const std::string> tensors) const;
  /// The model of the given nodes alone, with `inputs` (whose types must be known) fed and
  /// `outputs` returned.
  [[nodiscard]] std::string slice(std::span<const int> nodes, std::span<const std::string> inputs,
                                  std::span<const std::string> outputs) const;

 private:
  std::shared_ptr<const std::string> bytes_;  // pieces point into it
  OnnxModel model_;
  std::vector<std::string_view> nodes_;        // serialized, as in model_.nodes
  std::map<std::string, Bytes> initializers_;  // serialized
  std::map<std::string, OnnxValueInfo> stated_;
  std::map<std::string, int> producers_;
  std::map<std::string, std::vector<int>> consumers_;
};

}  // namespace npuscope
