// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>

#include "backend_ort/model_parts.h"

namespace npuscope {

/// How ONNX Runtime lays out a tensor that the source file has as N, C, …
enum class TensorLayout {
  kPlain,         ///< as in the file
  kChannelsLast,  ///< N, …, C: written for integer convolutions
  kBlocked,       ///< in blocks of channels, for float convolutions
};

/// The layouts of a rewritten model's tensors. Nodes are visited in order of execution.
class TensorLayouts {
 public:
  explicit TensorLayouts(const ModelParts& model) : model_(model) {}

  /// Notes the layouts of a node's outputs. `logical_shape(i)` is the shape that output i has in
  /// the source file, or null. What the operator states counts first, then a shape that only one
  /// layout fits, then the layout of what the node reads.
  void visit(const OnnxNode& node, const std::function<const Shape*(size_t)>& logical_shape);

  /// kPlain for inputs and constants.
  [[nodiscard]] TensorLayout of(const std::string& tensor) const;

 private:
  [[nodiscard]] TensorLayout inherited(const OnnxNode& node) const;
  [[nodiscard]] size_t rank_of(const std::string& tensor) const;

  const ModelParts& model_;
  std::map<std::string, TensorLayout> layouts_;  // the others are plain
};

}  // namespace npuscope
