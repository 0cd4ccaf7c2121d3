// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "execute/model.h"
#include "npuscope/inspect.h"

namespace npuscope {

/// Describes a file by its content: an ONNX model (kind, inputs, outputs, operators, quantization,
/// float islands), a recording, an array file, ST's network_val_io.npz, a build of ST Edge AI Core
/// or one of its files. A model is loaded with `options`.
Result<std::string> inspect_text(const std::string& path, bool colour,
                                 const LoadOptions& options = {},
                                 InspectDetail detail = InspectDetail::kShort);

}  // namespace npuscope
