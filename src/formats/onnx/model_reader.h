// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/files.h"
#include "formats/onnx/tensor_proto.h"
#include "graph/graph.h"

namespace npuscope {

/// Reads a serialized ONNX ModelProto into a graph: nodes in file order, initializers as constants,
/// stated types and shapes on values. Nothing is inferred, folded or sorted yet, but references are
/// resolved: every tensor has exactly one origin, every name that is read exists.
Result<Graph> parse_onnx(Bytes bytes, const TensorSource& source);

/// As parse_onnx, for a file; external data may lie in the file's folder. `external_files`, where
/// it is not null, gets the paths of those that were read.
Result<Graph> read_onnx(const fs::path& path, std::set<fs::path>* external_files = nullptr);

}  // namespace npuscope
