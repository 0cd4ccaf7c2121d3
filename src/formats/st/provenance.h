// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tensor/element_type.h"

namespace npuscope {

/// A file that took part in a build, and its MD5 as ST's tools write it: "0x3e10…".
struct StModelFile {
  std::string name;       ///< without folders
  std::string signature;  ///< may be empty
};

/// Which tool wrote an artefact, as the `environment` of ST's JSON files says.
struct StProvenance {
  std::string tool_version;                 ///< of ST Edge AI Core: "2.2.0-20266 2adc00962"
  std::string arguments;                    ///< its command line
  std::string network_name;                 ///< the C name of the network
  std::string input_model;                  ///< the source model's name
  std::string model_file;                   ///< "x.onnx"
  std::string model_signature;              ///< MD5 of that file, "0x3df1…" as spelled
  std::string compiler_version;             ///< of the NPU's compiler: "1.1.1-14"
  std::string compiler_arguments;           ///< its command line
  bool neural_art = false;                  ///< the NPU's compiler took part
  std::vector<StModelFile> compiler_model;  ///< the graph that the NPU's compiler got: *_OE_*.onnx
};
StProvenance st_provenance(const nlohmann::json& file);

/// ST's spellings of element types: "S8", "U16", "FLOAT32", "STAI_FORMAT_S8" …
std::optional<ElementType> st_element_type(std::string_view name);

/// One line of the metrics that ST's validate computes over all samples of one output.
struct StMetrics {
  std::string name;                         ///< "X-cross #1"
  std::map<std::string, std::string> text;  ///< rmse, mae, cos …, as printed; acc may be "n.a."
  std::map<std::string, double> values;     ///< those that are numbers
  std::string tensor;                       ///< what follows the numbers, such as the tensor's name
};

}  // namespace npuscope
