// SPDX-License-Identifier: Apache-2.0
#include "execute/prepare_sum.h"

namespace npuscope {

std::shared_ptr<const PreparedSum> prepare_sum(const Graph& graph, const Node& node,
                                               const SumLowering& lowering,
                                               const SumGeometry& geometry,
                                               const simd::Kernels& kernels, bool once) {
  if (node.inputs.size() < 2) return nullptr;
  const Value& input = graph.value(node.inputs[0]);
  const Value& weights = graph.value(node.inputs[1]);
  const Value& output = graph.value(node.outputs[0]);
  if (!weights.constant || !input.quantization || !weights.quantization) return nullptr;
  return PreparedSum::create({&lowering,
                              &geometry,
                              input.type,
                              *input.shape,
                              &*input.quantization,
                              {&*weights.constant, &*weights.quantization},
                              *output.shape,
                              output.type,
                              once},
                             kernels);
}

}  // namespace npuscope
