// SPDX-License-Identifier: Apache-2.0
#include "graph/constant_copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "graph/quantize_nodes.h"

namespace npuscope {

ValueId copy_constant(Graph& graph, ValueId id) {
  Value copy = graph.value(id);
  copy.quantization.reset();
  copy.aliases.clear();
  const std::string name = copy.name;
  for (int n = 2; graph.find_value(copy.name) != kNoValue; ++n)
    copy.name = fmt::format("{}#{}", name, n);
  return graph.add_value(std::move(copy));
}

Status separate_constant_codes(Graph& graph) {
  struct Meaning {
    Quantization quantization;
    ValueId codes;
  };
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
    if (same == known.end())
      same = known.insert(known.end(), {*quantization, copy_constant(graph, codes)});
    node.inputs[0] = same->codes;
  }
  return {};
}

}  // namespace npuscope
