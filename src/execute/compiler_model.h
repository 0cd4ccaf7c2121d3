// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/files.h"
#include "graph/graph.h"

namespace npuscope {

/// The `*_Q.json` that belongs to a graph rewritten by ST Edge AI Core: beside `NAME_OE_3_3_0.onnx`
/// it is `NAME_OE_3_3_0_Q.json`. Nothing for other files; an error for an OE file without it.
Result<std::optional<fs::path>> find_quant_json(const fs::path& model);

/// Applies the quantization of a `*_Q.json` to the OE graph. Needs shapes.
Status apply_quant_json(Graph& graph, const fs::path& quant_json);

}  // namespace npuscope
