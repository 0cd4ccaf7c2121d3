// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "npuscope/result.h"

namespace npuscope {

/// The sizes of a model's symbolic dimensions.
struct SymbolicSizes {
  int64_t batch = 1;                     ///< of a symbolic first dimension
  std::map<std::string, int64_t> sizes;  ///< of others, by name
};

/// Describes a file by its content: an ONNX model (kind, inputs, outputs, operators, quantization,
/// float islands), a recording, an array file, ST's network_val_io.npz.
/// Errors: bad input.
Result<std::string> inspect(const std::string& path, bool colour, const SymbolicSizes& sizes = {});

}  // namespace npuscope
