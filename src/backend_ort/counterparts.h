// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backend_ort/model_parts.h"
#include "graph/graph.h"

namespace npuscope {

/// How a tensor of the model as ONNX Runtime rewrote it holds a value of the graph.
struct Counterpart {
  std::string tensor;                          ///< its name in the rewritten model
  ElementType type = ElementType::kUndefined;  ///< of its elements
  int offset = 0;              ///< its code is the value's code + offset (int8 run as uint8: 128)
  bool channels_last = false;  ///< NC… is stored as N…C
  /// The value is quantized, the tensor holds the real numbers before or after rounding to codes.
  bool real = false;
};

struct Counterparts {
  std::vector<std::optional<Counterpart>> of_value;  ///< by ValueId
  std::vector<std::string> missing;  ///< by ValueId: why there is none; empty where there is one
};

/// Finds for every computed value of `graph` (and its inputs) a tensor of `optimized`, which ONNX
/// Runtime made of `source`, the file that `graph` was read from, after its nodes were named with
/// ModelParts::with_traceable_names(). Values that ONNX Runtime fused away have none.
///
/// A rewritten node keeps the name of the node that it came from, with a suffix "_token_7" where
/// the name was taken. A tensor keeps its name or is found through the node that makes it.
Counterparts find_counterparts(const Graph& graph, const ModelParts& source,
                               const ModelParts& optimized);

/// The elements of `value` from those of its counterpart. An error when the tensor's shape is
/// not the value's: where ONNX Runtime states no shape, that shows in a run only.
Result<Tensor> value_from_stored(const Tensor& stored, const Counterpart& counterpart,
                                 const Value& value);
/// The reverse: what to feed in the counterpart's place.
Result<Tensor> stored_from_value(const Tensor& elements, const Counterpart& counterpart,
                                 const Value& value);

}  // namespace npuscope
