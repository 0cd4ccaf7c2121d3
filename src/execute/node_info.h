// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "graph/graph.h"
#include "kernels/operator.h"

namespace npuscope {

/// A bad-input error that names all operators of the graph that npuscope does not execute.
Status check_operators(const Graph& graph);

/// A value as operators see it: the elements as they are stored, codes included. The value must
/// outlive the result; its shape must be known.
TensorInfo stored_info(const Value& value);

/// A value as the real numbers that it stands for: of its real type where it is quantized.
TensorInfo real_info(const Value& value);

/// What a node's inputs are, for Operator::infer and IntegerSum::geometry. The graph must outlive
/// the object.
class NodeInputs {
 public:
  using Describe = TensorInfo (*)(const Value&);
  NodeInputs(const Graph& graph, const Node& node, Describe describe);
  NodeInputs(const NodeInputs&) = delete;
  NodeInputs& operator=(const NodeInputs&) = delete;

  [[nodiscard]] InputInfos infos() const { return pointers_; }

 private:
  std::vector<TensorInfo> storage_;
  std::vector<const TensorInfo*> pointers_;
};

/// The geometry of a node that sums integers.
Result<SumGeometry> sum_geometry(const Graph& graph, const Node& node, const IntegerSum& sum);

}  // namespace npuscope
