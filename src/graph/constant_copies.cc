// SPDX-License-Identifier: Apache-2.0
#include "graph/constant_copies.h"

#include <algorithm>
#include <map>

#include "graph/quantize_nodes.h"

namespace npuscope {

ValueId ConstantCopies::copy(ValueId id) {
  if (!names_) names_ = names_of(graph_);
  Value copy = graph_.value(id);
  copy.quantization.reset();
  copy.aliases.clear();
  copy.name = names_->add(copy.name);
  return graph_.add_value(std::move(copy));
}

Status separate_constant_codes(Graph& graph) {
  struct Meaning {
    Quantization quantization;
    ValueId codes;
  };
  ConstantCopies copies(graph);
  std::map<ValueId, std::vector<Meaning>> meanings;
  for (Node& node : graph.nodes) {
    if (!is_dequantize(node)) continue;
    const ValueId codes = node.inputs.empty() ? kNoValue : node.inputs[0];
    if (codes == kNoValue || !graph.value(codes).constant) continue;
    NPUSCOPE_TRY_ASSIGN(const auto quantization, quantization_of(graph, node));
    if (!quantization) continue;
    auto& known = meanings[codes];
    if (known.empty())
      known.push_back({graph.value(codes).quantization.value_or(*quantization), codes});
    auto same = std::ranges::find(known, *quantization, &Meaning::quantization);
    if (same == known.end()) same = known.insert(known.end(), {*quantization, copies.copy(codes)});
    node.inputs[0] = same->codes;
  }
  return {};
}

}  // namespace npuscope
