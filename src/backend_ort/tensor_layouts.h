// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "backend_ort/model_parts.h"
#include "tensor/tensor.h"

namespace npuscope {

/// How ONNX Runtime lays out a tensor that the source file has as N, C, …
enum class TensorLayout {
  kPlain,         ///< as in the file
  kChannelsLast,  ///< N, …, C: written for integer convolutions
  kBlocked,       ///< in blocks of channels, for float convolutions
  kUnknown,       ///< cannot be told with certainty
};

/// The layouts of a rewritten model's tensors, each derived from what the tensors before it are:
/// shapes cannot tell layouts apart where dimensions are equal. Nodes are visited in order of
/// execution.
class TensorLayouts {
 public:
  /// A tensor of the rewritten model: which of the source file it holds, and how.
  struct Held {
    std::string source;  ///< empty: not known
    TensorLayout layout = TensorLayout::kUnknown;
  };

  TensorLayouts(const ModelParts& source, const ModelParts& optimized);

  /// Notes what a node's outputs hold. `sources[i]` is the tensor of the source file that output i
  /// holds in some layout; empty where nobody knows. An output of that very name is plain.
  void visit(const OnnxNode& node, const std::vector<std::string>& sources);

  /// States what is known of a tensor otherwise.
  void hold(const std::string& tensor, Held held) { held_[tensor] = std::move(held); }

  [[nodiscard]] Held of(const std::string& tensor) const;

 private:
  [[nodiscard]] Held held_by(const OnnxNode& node, const std::string& output,
                             const std::string& source) const;
  [[nodiscard]] bool is_constant(const std::string& tensor) const;
  [[nodiscard]] Held turned(const OnnxNode& transpose) const;
  [[nodiscard]] TensorLayout inherited(const OnnxNode& node, const std::string& source) const;
  [[nodiscard]] bool computed_from(const std::string& tensor,
                                   const std::vector<std::string>& inputs) const;

  const ModelParts& source_;
  const ModelParts& optimized_;
  std::map<std::string, Held> held_;
  std::set<std::string> constants_;  // computed from constants alone
};

/// Whether dimensions, as far as a model states them, can be those of `shape` in a layout.
bool layout_fits(const OnnxValueInfo& stated, const Shape& shape, TensorLayout layout);

}  // namespace npuscope
