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

/// Whether long tables are shown whole or cut.
enum class InspectDetail { kShort, kAll };

/// Describes a file or folder: an ONNX model (.onnx: kind, inputs, outputs, operators,
/// quantization, float islands), a recording, an array file, ST's network_val_io.npz; a build of ST
/// Edge AI Core (an st_ai_output folder or a network.c: memory map, epochs, buffers over time) and
/// each of its files. Files of ST's are known by what stands in them.
/// Errors: bad input.
Result<std::string> inspect(const std::string& path, bool colour, const SymbolicSizes& sizes = {},
                            InspectDetail detail = InspectDetail::kShort);

}  // namespace npuscope
