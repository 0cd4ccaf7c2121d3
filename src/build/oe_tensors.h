// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "build/build.h"
#include "graph/graph.h"

namespace npuscope {

/// The tensors of the compiler's rewritten graph, as far as a build's files tell of them.
class OeTensors {
 public:
  explicit OeTensors(const Build& build);

  /// The `*_Q.json`; null without one.
  [[nodiscard]] const Artefact<QuantJson>* quantization() const { return quant_json_; }

  /// The tensor that an OE node or tensor of that name stands for; empty for other names.
  [[nodiscard]] std::string tensor_of(std::string_view stem) const;

  /// Whether the buffer's codes can be those of the tensor: as many elements, the same scale and
  /// zero point (of a re-coded copy the scale alone), or real numbers.
  [[nodiscard]] bool agrees(const BuildBuffer& buffer, const std::string& tensor) const;

  /// Whether both have the same scale and zero point.
  [[nodiscard]] bool same_codes(const std::string& a, const std::string& b) const;

  /// The tensor that `tensor` is a copy of by other means: what a Quantize, Dequantize or clamp
  /// that the compiler's front end made up reads. Empty where the OE model is not there or says no.
  [[nodiscard]] std::string copied_from(const std::string& tensor) const;

 private:
  const Artefact<QuantJson>* quant_json_ = nullptr;
  std::optional<Graph> graph_;  // of the OE model
  std::map<std::string, const Node*, std::less<>> producers_;
};

/// The node whose output a tensor is: "Conv2D_4" of "Conv2D_4_out_0"; the name itself without it.
std::string oe_node_of(std::string_view tensor);

}  // namespace npuscope
