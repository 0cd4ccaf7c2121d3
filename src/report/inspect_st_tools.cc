// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/inspect_parts.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

std::string provenance_text(const StProvenance& provenance) {
  return fact_text("tool", provenance.tool_version.empty()
                               ? ""
                               : "ST Edge AI Core " + provenance.tool_version) +
         fact_text("arguments", provenance.arguments) +
         fact_text("network", provenance.network_name) +
         fact_text("model", provenance.input_model) +
         fact_text("target", provenance.neural_art ? "the NPU's compiler took part" : "");
}

/// A port of a c_info or of the source model in a Q.json.
template <class Port>
void add_ports(TextTable& table, const char* role, const std::vector<Port>& ports) {
  for (const Port& port : ports)
    table.add_row({role, port.name, port.type ? std::string(element_type_name(*port.type)) : "?",
                   port.shape.empty() ? "" : shape_text(port.shape),
                   port.quantization ? quantization_text(*port.quantization) : ""});
}

std::string metrics_text(const std::vector<StMetrics>& metrics) {
  std::string text;
  for (const StMetrics& line : metrics) {
    text += "  " + line.name;
    for (const auto& [name, value] : line.text) text += fmt::format(" {}={}", name, value);
    text += line.tensor.empty() ? "\n" : "  " + line.tensor + "\n";
  }
  return text;
}

std::string lines_text(const std::vector<StLine>& lines, const char* what, Emphasis emphasis,
                       bool colour) {
  std::string text;
  for (const StLine& line : lines)
    text += "  " +
            emphasised(fmt::format("{:<10} line {}: {}", what, line.line,
                                   without_controls(on_one_line(line.text))),
                       emphasis, colour) +
            "\n";
  return text;
}

std::string summary_text(const GenerateLog& log) {
  TextTable table({{"summary"}, {""}});
  for (const GenerateLog::Pair& pair : log.summary)
    table.add_row({without_controls(pair.key), without_controls(pair.value)});
  return table.empty() ? "" : table.render(false);
}

std::string shape_of(const GenerateLog::Port& port) {
  return port.shape.empty() ? "" : shape_text(port.shape);
}

}  // namespace

std::string quant_json_text(const std::string& path, const QuantJson& file, bool colour) {
  std::string text = title_text(path, "quantization of the compiler's rewritten model", colour) +
                     provenance_text(file.provenance);
  int64_t per_channel = 0;
  for (const auto& [name, tensor] : file.tensors) per_channel += tensor.scale.size() > 1 ? 1 : 0;
  text += fmt::format("  tensors    {}, {} of them per channel; {}\n", file.tensors.size(),
                      per_channel, plural(static_cast<int64_t>(file.nodes.size()), "node"));
  TextTable table({{"source model"}, {"name"}, {"type"}, {"shape"}, {"quantization"}});
  add_ports(table, "input", file.original_inputs);
  add_ports(table, "output", file.original_outputs);
  return text + table.render(colour);
}

std::string c_info_text(const std::string& path, const Build& build, InspectDetail detail,
                        bool colour) {
  const CInfo& file = build.files.c_infos.front().content;
  TextTable table({{"port"}, {"name"}, {"type"}, {"shape"}, {"quantization"}});
  add_ports(table, "input", file.inputs);
  add_ports(table, "output", file.outputs);
  std::string text = title_text(path, "ST's description of the generated network", colour) +
                     provenance_text(file.provenance) +
                     (table.empty() ? "" : table.render(colour)) + metrics_text(file.metrics);
  if (build.target == StTarget::kCpuOnly)
    return text + "  code for the Cortex-M55 alone: --st-neural-art did not take effect\n";
  if (file.buffers.empty()) return text;
  return text + memory_map_text(build.pools, detail, colour) +
         epoch_table_text(build.epochs, detail, colour) + memory_timeline_text(build, colour) +
         buffer_table_text(build, detail, colour);
}

std::string log_text(const std::string& path, const Build& build, InspectDetail detail,
                     bool colour) {
  const GenerateLog& log = build.files.logs.front().content;
  std::string text = title_text(
      path, fmt::format("log or report of stedgeai, {}", plural(log.lines, "line")), colour);
  text += fact_text(
      "tool", log.tool_version.text.empty() ? "" : "ST Edge AI Core " + log.tool_version.text);
  text += fact_text("command", log.command.text);
  text += fact_text("created", log.created.text);
  text += fact_text("compiler", log.compiler_version.text);
  text += fact_text("arguments", log.compiler_arguments.text);
  text += lines_text(log.errors, "error", Emphasis::kBad, colour);
  text += lines_text(log.warnings, "warning", Emphasis::kWarn, colour);
  text += summary_text(log);
  TextTable ports({{"port"}, {"name"}, {"type"}, {"shape"}, {"quantization"}, {"where"}});
  for (const GenerateLog::Port& port : log.ports)
    ports.add_row({port.input ? "input" : "output", port.name, port.type, shape_of(port),
                   port.quantization, port.where});
  if (!ports.empty()) text += ports.render(colour);
  text +=
      memory_map_text(build.pools, detail, colour) + epoch_table_text(build.epochs, detail, colour);
  if (log.unknown.empty()) return text;
  const size_t shown = shown_rows(log.unknown.size(), detail);
  text += heading_text("lines that npuscope does not know", colour);
  for (const StLine& line : std::span(log.unknown).first(shown))
    text += fmt::format("  {:>5}  {}\n", line.line, without_controls(line.text));
  return text + more_text(shown, log.unknown.size());
}

std::string validation_text(const std::string& path, const StReport& file, bool colour) {
  std::string text = title_text(path, "ST's report of '" + file.command + "'", colour);
  text += fmt::format("  tool       ST Edge AI Core {}\n  created    {}\n  arguments  {}\n",
                      file.tool_version, file.created, file.parameters);
  text += fact_text("runtime", file.runtime);
  for (const StReportScale& scale : file.scales)
    text += fmt::format("  scale      {} {} {:.9g}, zero point {}\n", scale.array, scale.type,
                        scale.scale, scale.zero_point);
  return text + metrics_text(file.metrics);
}

}  // namespace npuscope
