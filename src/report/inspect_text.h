// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "execute/model.h"

namespace npuscope {

/// Describes a file by its content: an ONNX model (kind, inputs, outputs, operators, quantization,
/// float islands), a recording, an array file, ST's network_val_io.npz.
/// A model is loaded with `options`.
Result<std::string> inspect_text(const std::string& path, bool colour,
                                 const LoadOptions& options = {});

}  // namespace npuscope
