// SPDX-License-Identifier: Apache-2.0
#include "execute/compiler_model.h"

#include "formats/st/quant_json.h"
#include "graph/annotate_quantization.h"

namespace npuscope {

Result<std::optional<fs::path>> find_quant_json(const fs::path& model) {
  const std::string stem = to_utf8(model.stem());
  const size_t mark = stem.rfind("_OE_");
  const bool rewritten = mark != std::string::npos && mark + 4 < stem.size() &&
                         stem[mark + 4] >= '0' && stem[mark + 4] <= '9';
  if (!rewritten) return std::nullopt;
  const fs::path json = model.parent_path() / from_utf8(stem + "_Q.json");
  std::error_code code;
  if (fs::exists(json, code)) return json;
  return fail(bad_input("a graph of ST Edge AI Core without its quantization")
                  .expected(to_utf8(json))
                  .hint("copy the _Q.json that lies beside the model in st_ai_output")
                  .in(to_utf8(model)));
}

Status apply_quant_json(Graph& graph, const fs::path& quant_json) {
  NPUSCOPE_TRY_ASSIGN(const QuantJson json, read_quant_json(quant_json));
  std::map<std::string, Quantization> quantizations;
  for (const auto& [name, tensor] : json.tensors) {
    auto quantization = tensor.quantization();
    if (!quantization)
      return fail(
          std::move(quantization).error().in("tensor '" + name + "'").in(to_utf8(quant_json)));
    if (*quantization) quantizations[name] = **quantization;
  }
  auto status = annotate_quantization(graph, quantizations);
  if (!status) return fail(std::move(status).error().in(to_utf8(quant_json)));
  return {};
}

}  // namespace npuscope
