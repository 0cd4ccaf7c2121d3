// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "graph/graph.h"

namespace npuscope {

// The messages of an ONNX file as they stand there: names not resolved, tensors not decoded. Bytes
// point into the file.

struct OnnxDimension {
  std::optional<int64_t> value;
  std::string name;  ///< symbolic dimension; both empty: unknown
};

struct OnnxValueInfo {
  std::string name;
  bool is_tensor = true;
  int32_t element_type = 0;
  std::optional<std::vector<OnnxDimension>> shape;
};

struct OnnxAttribute {
  std::string name;
  int32_t type = 0;  ///< AttributeProto.AttributeType; 0 in old files: whatever is set
  bool has_float = false, has_int = false, has_string = false;
  float f = 0;
  int64_t i = 0;
  std::string s;
  std::optional<Bytes> tensor;
  std::vector<float> floats;
  std::vector<int64_t> ints;
  std::vector<std::string> strings;
  bool has_graph = false;    ///< control flow
  bool unsupported = false;  ///< sparse tensors, types, lists of tensors, function references
};

struct OnnxNode {
  std::string name, op_type, domain;
  std::vector<std::string> inputs, outputs;
  std::vector<OnnxAttribute> attributes;
};

struct OnnxModel {
  int64_t ir_version = 0;
  std::string producer_name, producer_version, graph_name;
  std::vector<std::pair<std::string, int64_t>> opsets;
  bool has_graph = false;
  bool has_sparse_initializers = false;
  std::vector<OnnxNode> nodes;
  std::vector<Bytes> initializers;  ///< serialized TensorProtos
  std::vector<OnnxValueInfo> inputs, outputs, value_infos;
};

/// Decodes the wire format; a bad-input error for damaged bytes.
Result<OnnxModel> decode_onnx_messages(Bytes bytes);

}  // namespace npuscope
