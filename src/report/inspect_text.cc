// SPDX-License-Identifier: Apache-2.0
#include "report/inspect_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "execute/model.h"
#include "recording/recording.h"
#include "report/inspect_st.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

std::string value_text(const Value& value) {
  std::string text = fmt::format("{} {}", value.shape ? shape_text(*value.shape) : "?",
                                 element_type_name(value.type));
  if (value.quantization) text += " (" + quantization_text(*value.quantization) + ")";
  return text;
}

/// "55 Conv, 33 PRelu, 12 Add": the most frequent first.
std::string operator_counts(const Graph& graph) {
  std::map<std::string, int> counts;
  for (const Node& node : graph.nodes) ++counts[node.op_type];
  std::vector<std::pair<std::string, int>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::greater<>(), &std::pair<std::string, int>::second);
  std::string text;
  for (const auto& [op, count] : sorted)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, op);
  return text;
}

/// How weights and activations are quantized, as ST's reports write it: "ss/sa per tensor".
std::string scheme_text(const Graph& graph) {
  bool per_channel = false;
  bool asymmetric = false;
  std::map<std::string_view, int> types;
  for (const Value& value : graph.values) {
    if (!value.quantization || value.type == ElementType::kInt32) continue;
    if (value.constant) {
      per_channel = per_channel || value.quantization->per_channel();
      continue;
    }
    ++types[element_type_name(value.quantization->type)];
    asymmetric = asymmetric || std::ranges::any_of(value.quantization->zero_point,
                                                   [](int32_t z) { return z != 0; });
  }
  const std::string weights = per_channel ? "per channel" : "per tensor";
  if (types.empty()) return "activations float; weights " + weights;
  std::string list;
  for (const auto& [type, count] : types) list += (list.empty() ? "" : ", ") + std::string(type);
  return fmt::format("activations {}{}; weights {}", list,
                     asymmetric ? " asymmetric" : " symmetric", weights);
}

/// The heading of the list of float islands, which is empty where weights alone are quantized.
std::string islands_text(const Model& model) {
  const bool activations = std::ranges::any_of(
      model.graph.values, [](const Value& v) { return v.quantization && !v.constant; });
  if (!activations) return "every node computes in float";
  if (model.float_islands.empty()) return "no node computes in float";
  return plural(static_cast<int64_t>(model.float_islands.size()), "node") + " in float:";
}

std::string model_text(const Model& model, bool colour) {
  const Graph& graph = model.graph;
  std::string text = emphasised(to_utf8(model.path), Emphasis::kStrong, colour) + ": ONNX model, " +
                     std::string(model_kind_text(model.kind)) + "\n";
  text += fmt::format("  sha256     {}\n", model.sha256);
  text += fmt::format("  written by {}, IR version {}\n",
                      graph.producer.empty() ? "unknown" : graph.producer, graph.ir_version);
  for (const auto& [domain, version] : graph.opsets)
    text += fmt::format("  opset      {} {}\n", domain.empty() ? "ai.onnx" : domain, version);
  for (ValueId id : graph.inputs)
    text +=
        fmt::format("  input      '{}' {}\n", graph.value(id).name, value_text(graph.value(id)));
  for (ValueId id : graph.outputs)
    text +=
        fmt::format("  output     '{}' {}\n", graph.value(id).name, value_text(graph.value(id)));
  for (const std::string& warning : model.warnings)
    text += "  " + emphasised(warning, Emphasis::kBad, colour) + "\n";
  text += fmt::format("  operators  {}\n", operator_counts(graph));
  int64_t parameters = 0;
  for (const Value& value : graph.values)
    if (value.constant) parameters += value.constant->size();
  text += fmt::format("  constants  {} elements\n", count_text(parameters));
  if (model.kind == ModelKind::kDynamic)
    text +=
        "  " +
        emphasised("dynamically quantized: no NPU executes such a file", Emphasis::kBad, colour) +
        "\n";
  if (model.kind == ModelKind::kFloat || model.kind == ModelKind::kDynamic) return text;
  text += fmt::format("  quantized  {}\n", scheme_text(graph));
  text += fmt::format("  islands    {}\n", islands_text(model));
  for (const FloatIsland& island : model.float_islands)
    text += fmt::format("    {}: {}\n", island.node, island.reason);
  return text;
}

std::string recording_text(const std::string& path, const Recording& recording, bool colour) {
  const Manifest& manifest = recording.manifest();
  std::string text = emphasised(path, Emphasis::kStrong, colour) + ": recording of " +
                     (manifest.rung.empty() ? "unknown origin" : manifest.rung) + ", " +
                     plural(static_cast<int64_t>(manifest.samples.size()), "sample") + "\n";
  for (const auto& [key, value] : manifest.facts) text += fmt::format("  {}: {}\n", key, value);
  for (const std::string& warning : manifest.warnings) text += "  note: " + warning + "\n";
  for (const TensorEntry& entry : manifest.tensors)
    if (!entry.scale_source.empty())
      text += fmt::format("  note: '{}': {}\n", entry.name, entry.scale_source);
  TextTable table({{"tensor"}, {"type"}, {"shape"}, {"quantization"}, {"role"}});
  for (const TensorEntry& entry : manifest.tensors)
    table.add_row({entry.name, std::string(element_type_name(entry.type)), shape_text(entry.shape),
                   entry.quantization ? quantization_text(*entry.quantization) : "",
                   entry.role == TensorRole::kInput    ? "input"
                   : entry.role == TensorRole::kOutput ? "output"
                                                       : ""});
  return text + table.render(colour);
}

}  // namespace

Result<std::string> inspect_text(const std::string& path, bool colour, const LoadOptions& options,
                                 InspectDetail detail) {
  if (lower_extension(from_utf8(path)) == ".onnx") {
    NPUSCOPE_TRY_ASSIGN(const Model model, load_model(from_utf8(path), options));
    NPUSCOPE_TRY(check_sizes(options.sizes, std::array{&model}));
    return model_text(model, colour);
  }
  if (auto text = inspect_st_text(path, colour, detail)) return *std::move(text);
  NPUSCOPE_TRY_ASSIGN(const bool both, holds_two_executions(path));
  std::string text;
  for (const char* side : both ? std::vector{":m", ":c"} : std::vector{""}) {
    NPUSCOPE_TRY_ASSIGN(const auto recording, open_recording(path + side));
    text += recording_text(path + side, *recording, colour);
  }
  return text;
}

}  // namespace npuscope
