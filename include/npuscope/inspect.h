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

/// Describes a file, whose name says what it is (in capitals too): an ONNX model (.onnx: kind,
/// inputs, outputs, operators, quantization, float islands), a recording, an array file, ST's
/// network_val_io.npz, *_Q.json, *c_info.json and *_report.txt.
/// Errors: bad input.
Result<std::string> inspect(const std::string& path, bool colour, const SymbolicSizes& sizes = {});

}  // namespace npuscope
