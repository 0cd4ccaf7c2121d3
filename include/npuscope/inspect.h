// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "npuscope/result.h"

namespace npuscope {

/// Describes a file by its content: an ONNX model (kind, inputs, outputs, operators, quantization,
/// float islands), a recording, an array file, ST's network_val_io.npz.
/// Errors: bad input.
Result<std::string> inspect(const std::string& path, bool colour);

}  // namespace npuscope
