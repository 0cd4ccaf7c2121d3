// SPDX-License-Identifier: Apache-2.0
#include "build/own_graph.h"

#include <algorithm>
#include <map>

namespace npuscope {
namespace {

/// Of a graph's file name: the smaller, the likelier it is the build's own.
int rank(const BuildFiles& files, const std::string& graph, const std::string& core_version) {
  if (graph == own_graph_name(files)) return 0;
  const auto* quant_json = quant_json_of(files, graph);
  const bool same_version =
      quant_json != nullptr && !core_version.empty() &&
      short_version(quant_json->content.provenance.tool_version) == core_version;
  return same_version ? 1 : 2;
}

/// "model_OE_3_3_0.onnx" of ".../model_OE_3_3_0_Q.json"
std::string graph_of(const fs::path& quant_json) {
  const std::string stem = to_utf8(quant_json.stem());
  return stem.substr(0, stem.rfind("_Q")) + ".onnx";
}

}  // namespace

std::string short_version(std::string_view version) {
  const size_t first = version.find('.');
  if (first == std::string_view::npos) return "";
  return std::string(version.substr(0, version.find('.', first + 1)));
}

std::string own_graph_name(const BuildFiles& files) {
  for (const auto& info : files.c_infos)
    for (const StModelFile& file : info.content.provenance.compiler_model) return file.name;
  return "";
}

const Artefact<QuantJson>* quant_json_of(const BuildFiles& files, const std::string& graph) {
  const std::string name = graph.substr(0, graph.rfind(".onnx")) + "_Q.json";
  for (const auto& file : files.quant_jsons)
    if (to_utf8(file.path.filename()) == name) return &file;
  return nullptr;
}

void put_own_graph_first(BuildFiles& files, const std::string& core_version) {
  std::map<std::string, int> ranks;
  for (const fs::path& path : files.oe_models) {
    const std::string graph = to_utf8(path.filename());
    ranks[graph] = rank(files, graph, core_version);
  }
  for (const auto& file : files.quant_jsons) {
    const std::string graph = graph_of(file.path);
    ranks[graph] = rank(files, graph, core_version);
  }
  std::ranges::stable_sort(files.oe_models, {}, [&](const fs::path& path) {
    return ranks.at(to_utf8(path.filename()));
  });
  std::ranges::stable_sort(files.quant_jsons, {}, [&](const Artefact<QuantJson>& file) {
    return ranks.at(graph_of(file.path));
  });
}

}  // namespace npuscope
