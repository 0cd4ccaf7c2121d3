// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "backend_ort/model_parts.h"
#include "graph/graph.h"

namespace npuscope {

/// From names in a model as ONNX Runtime rewrote it to tensors of the source file and values of the
/// graph. ONNX Runtime keeps a tensor's name for what it was in the source file and makes up names
/// for whatever it adds: moved results, other types, other layouts.
class SourceNames {
 public:
  SourceNames(const Graph& graph, const ModelParts& source, const ModelParts& optimized);

  /// Whether the source file computes a tensor of this name or takes it as input.
  [[nodiscard]] bool knows(const std::string& tensor) const { return tensors_.contains(tensor); }
  /// The value that a tensor of the source file is, its codes or their real numbers.
  [[nodiscard]] ValueId value_of(const std::string& tensor) const;
  /// The tensor of the source file that output `i` of a rewritten node holds, if its element type
  /// is `type`, in whatever layout; empty when that is not certain. A fused node has the name of
  /// the first operator and the result of the last one.
  [[nodiscard]] std::string tensor_of(const OnnxNode& rewritten, size_t i, ElementType type) const;
  /// What the first operator of a rewritten node makes in the source file: good for telling of it,
  /// not for comparing numbers. Empty when nobody knows.
  [[nodiscard]] std::string begun_at(const OnnxNode& rewritten) const;
  /// What the DequantizeLinear of the source file that makes `tensor` reads; empty for others.
  [[nodiscard]] std::string codes_of(const std::string& tensor) const;

 private:
  /// The node of the source file that a rewritten node has its name from, or null.
  [[nodiscard]] const OnnxNode* origin(const OnnxNode& rewritten) const;
  /// The only node that reads a tensor, or null.
  [[nodiscard]] const OnnxNode* only_reader(const std::string& tensor) const;
  [[nodiscard]] std::string quantized(std::string tensor) const;

  const ModelParts& source_;
  const ModelParts& optimized_;
  std::map<std::string, ValueId> values_;
  std::map<std::string, const OnnxNode*> tensors_;  // null for inputs
};

}  // namespace npuscope
