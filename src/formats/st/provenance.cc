// SPDX-License-Identifier: Apache-2.0
#include "formats/st/provenance.h"

#include <array>

#include "formats/json.h"

namespace npuscope {
namespace {

struct TypeName {
  std::string_view name;
  ElementType type;
};

constexpr std::array kTypeNames = {
    TypeName{"S8", ElementType::kInt8},         TypeName{"U8", ElementType::kUint8},
    TypeName{"S16", ElementType::kInt16},       TypeName{"U16", ElementType::kUint16},
    TypeName{"S32", ElementType::kInt32},       TypeName{"U32", ElementType::kUint32},
    TypeName{"S64", ElementType::kInt64},       TypeName{"U64", ElementType::kUint64},
    TypeName{"S4", ElementType::kInt4},         TypeName{"U4", ElementType::kUint4},
    TypeName{"FLOAT", ElementType::kFloat32},   TypeName{"FLOAT32", ElementType::kFloat32},
    TypeName{"FLOAT16", ElementType::kFloat16}, TypeName{"BOOL", ElementType::kBool},
};

std::vector<StModelFile> model_files(const Json* model) {
  std::vector<StModelFile> files;
  if (!model) return files;
  for (const Json& file : find_array(*model, "model_files"))
    files.push_back(
        {find_string(file, "name").value_or(""), find_string(file, "signature").value_or("")});
  return files;
}

}  // namespace

StProvenance st_provenance(const Json& file) {
  StProvenance provenance;
  const Json* environment = find(file, "environment");
  if (!environment) return provenance;
  const Json* generated = find(*environment, "generated_model");
  if (generated) provenance.network_name = find_string(*generated, "name").value_or("");
  for (const Json& tool : find_array(*environment, "tools")) {
    const std::string name = find_string(tool, "name").value_or("");
    const Json* model = find(tool, "input_model");
    if (name.starts_with("ATONN")) {
      provenance.neural_art = true;
      provenance.compiler_model = model_files(model);
      provenance.compiler_version = find_string(tool, "version").value_or("");
      provenance.compiler_arguments = find_string(tool, "arguments").value_or("");
    }
    if (!name.starts_with("ST.EdgeAI") && !name.starts_with("ST Edge AI")) continue;
    provenance.tool_version = find_string(tool, "version").value_or("");
    provenance.arguments = find_string(tool, "arguments").value_or("");
    if (!model) continue;
    provenance.input_model = find_string(*model, "name").value_or("");
    const Json& files = find_array(*model, "model_files");
    if (files.empty()) continue;
    provenance.model_file = find_string(files[0], "name").value_or("");
    provenance.model_signature = find_string(files[0], "signature").value_or("");
  }
  // A *_Q.json is written before the compiler runs, for the graph that the front end generates.
  if (!provenance.neural_art)
    for (StModelFile& graph : model_files(generated))
      if (graph.name.ends_with(".onnx")) provenance.compiler_model.push_back(std::move(graph));
  return provenance;
}

std::optional<ElementType> st_element_type(std::string_view name) {
  constexpr std::string_view kPrefix = "STAI_FORMAT_";
  if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
  for (const TypeName& known : kTypeNames)
    if (known.name == name) return known.type;
  return std::nullopt;
}

}  // namespace npuscope
