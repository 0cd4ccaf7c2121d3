// SPDX-License-Identifier: Apache-2.0
#include "execute/npu_build.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/sha256.h"
#include "base/text.h"
#include "build/build_names.h"
#include "build/source_values.h"

namespace npuscope {
namespace {

/// How the OE graph names what ONNX names otherwise.
struct Family {
  std::string_view prefix;  ///< of the OE node's name
  std::array<std::string_view, 2> op_types;
};
constexpr std::array<Family, 8> kFamilies = {
    {{"Conv2D", {"Conv", ""}},
     {"ConvTranspose", {"ConvTranspose", ""}},
     {"Gemm", {"Gemm", "MatMul"}},
     {"Add", {"Add", ""}},
     {"Sub", {"Sub", ""}},
     {"Mul", {"Mul", ""}},
     {"PReLU", {"PRelu", ""}},
     {"AveragePool", {"GlobalAveragePool", "AveragePool"}}}};

const Family* family_of(const Node& node) {
  for (const Family& family : kFamilies)
    if (std::ranges::find(family.op_types, node.op_type) != family.op_types.end()) return &family;
  return nullptr;
}

bool is_of(std::string_view oe_node, const Family& family) {
  return oe_node.substr(0, oe_node.find('_')) == family.prefix;
}

/// 11 of "Conv2D_11": OE nodes are numbered in the order of the source graph.
int64_t number_of(std::string_view oe_node) {
  return whole_number<int64_t>(oe_node.substr(oe_node.rfind('_') + 1)).value_or(0);
}

std::vector<std::string_view> nodes_in_order(const BuildCoefficients& build, const Family& family) {
  std::vector<std::string_view> nodes;
  const auto add = [&](std::string_view node) {
    if (is_of(node, family)) nodes.push_back(node);
  };
  for (const BuildLayer& layer : build.layers) add(layer.node);
  for (const BuildStages& stages : build.stages) add(stages.node);
  for (const auto& unread : build.unread) add(unread.node);
  std::ranges::sort(nodes, {}, number_of);
  return nodes;
}

bool knows(const BuildCoefficients& build, std::string_view oe_node) {
  return build.layer(oe_node) != nullptr || build.stages_of(oe_node) != nullptr ||
         build.why_not(oe_node) != nullptr;
}

std::string_view by_order(const BuildCoefficients& build, const Graph& graph, const Node& node) {
  const Family* family = family_of(node);
  if (family == nullptr) return {};
  const auto known = nodes_in_order(build, *family);
  size_t count = 0, place = 0;
  for (const Node& other : graph.nodes) {
    if (family_of(other) != family) continue;
    if (&other == &node) place = count;
    ++count;
  }
  return count == known.size() ? known[place] : std::string_view();
}

/// Names that the *_Q.json gives the nodes; the first of each is that of its main result.
std::map<std::string, std::string, std::less<>> names_of(const Build& build) {
  std::map<std::string, std::string, std::less<>> names;
  for (const Artefact<QuantJson>& json : build.files.quant_jsons)
    for (const auto& [node, sources] : json.content.nodes)
      if (!sources.empty()) names.try_emplace(sources.front(), node);
  return names;
}

std::string hash_of(const Build& build) {
  Sha256 hash;
  if (const NetworkC* network = build.units(); network != nullptr) hash.update(*network->text);
  for (const Artefact<MemoryImage>& image : build.files.images)
    for (const MemoryImage::Segment& segment : image.content.segments) hash.update(segment.bytes);
  for (const auto& [name, node] : names_of(build)) hash.update(fmt::format("{}={}\n", name, node));
  return hash.hex_digest();
}

/// "--optimization = 3" in a header of the code: without it, the compiler's default is lower. A
/// trace's header has no options; where none is known, -O3 as most builds have it.
bool is_fastest(const Build& build) {
  for (const Artefact<NetworkC>& network : build.files.networks) {
    const auto& options = network.content.options;
    if (options.empty()) continue;
    const auto level = std::ranges::find(options, "--optimization", &StOption::name);
    return level != options.end() && level->value == "3";
  }
  return true;
}

}  // namespace

std::string_view NpuBuild::node_of(const Graph& graph, const Node& node) const {
  if (knows(coefficients, node.name)) return node.name;
  const auto find = [&](std::string_view name) -> std::string_view {
    const auto found = names.find(st_sanitised(name));
    return found == names.end() ? std::string_view() : found->second;
  };
  if (names.empty()) return by_order(coefficients, graph, node);
  const Value& result = graph.value(node.outputs[0]);
  std::vector<std::string_view> candidates = {result.name};
  candidates.insert(candidates.end(), result.aliases.begin(), result.aliases.end());
  candidates.emplace_back(node.name);
  for (const std::string_view name : candidates)
    if (const std::string_view found = find(name); !found.empty()) return found;
  return {};
}

NeuralArtOptions options_of(const NpuBuild& build) {
  const auto rounds_thrice = [](const BuildLayer& layer) {
    return layer.coefficients.three_roundings && layer.coefficients.b16.empty();
  };
  const auto& layers = build.coefficients.layers;
  const bool two = !layers.empty() && std::ranges::none_of(layers, rounds_thrice);
  const auto told = neural_art_options(build.core_version, build.fastest ? 3 : 0, {});
  return told ? *told : *neural_art_options(two ? "4.0" : "2.2", build.fastest ? 3 : 0, {});
}

NeuralArtOptions options_with(std::shared_ptr<const NpuBuild> build) {
  NeuralArtOptions options = options_of(*build);
  options.build = std::move(build);
  return options;
}

Result<std::shared_ptr<const NpuBuild>> make_npu_build(const Build& build, std::string path) {
  auto result = std::make_shared<NpuBuild>();
  result->path = std::move(path);
  NPUSCOPE_TRY_SET(result->coefficients, build_coefficients(build));
  result->core_version = build.core_version;
  result->fastest = is_fastest(build);
  result->names = names_of(build);
  result->sha256 = hash_of(build);
  return result;
}

Result<std::shared_ptr<const NpuBuild>> load_npu_build(const fs::path& path) {
  auto build = load_build(path);
  if (!build) return fail(std::move(build).error());
  auto result = make_npu_build(*build, to_utf8(path));
  if (!result) return fail(std::move(result).error().in(to_utf8(path)));
  return result;
}

}  // namespace npuscope
