// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/provenance.h"
#include "tensor/quantization.h"
#include "tensor/shape.h"

namespace npuscope {

/// A tensor of the compiler's rewritten graph.
struct QuantJsonTensor {
  std::string type;                ///< as the file spells it: "S8", "S32", "FLOAT32", "BOOL" …
  std::vector<double> scale;       ///< one, one per channel, or none for floats
  std::vector<double> zero_point;  ///< as many
  bool graph_port = false;         ///< an input or output of the network
  std::string channel_position;    ///< of a port: "CHFIRST", "CHLAST"

  /// The checked quantization; nothing for a tensor without one. `axis` is that of the channels
  /// where there are several scales: the file does not say it.
  [[nodiscard]] Result<std::optional<Quantization>> quantization(int axis = 0) const;
};

/// An input or output of the user's model, before the compiler rewrote it.
struct QuantJsonPort {
  std::string name;
  std::optional<ElementType> type;
  std::optional<Quantization> quantization;  ///< per tensor
  Shape shape;
};

/// ST's `*_Q.json`, which belongs to an `*_OE_*.onnx` (versions 4.0, as Core 2.1 to 4.0 write).
struct QuantJson {
  std::string version;
  StProvenance provenance;
  std::vector<QuantJsonPort> original_inputs;
  std::vector<QuantJsonPort> original_outputs;
  std::map<std::string, QuantJsonTensor> tensors;         ///< by name in the OE graph
  std::map<std::string, std::vector<std::string>> nodes;  ///< OE node -> source names

  /// The graph's ports by their number in the OE graph: names of inputs begin with "Input".
  [[nodiscard]] std::vector<std::string> input_tensors() const;
  [[nodiscard]] std::vector<std::string> output_tensors() const;
};

Result<QuantJson> parse_quant_json(Bytes bytes);
Result<QuantJson> read_quant_json(const fs::path& path);

}  // namespace npuscope
