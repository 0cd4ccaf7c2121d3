// SPDX-License-Identifier: Apache-2.0
#include "report/inspect_st.h"

#include <fmt/format.h>

#include <vector>

#include "base/text.h"
#include "formats/st/c_info.h"
#include "formats/st/quant_json.h"
#include "formats/st/report.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

std::string title(const std::string& path, const char* what, bool colour) {
  return emphasised(path, Emphasis::kStrong, colour) + ": " + what + "\n";
}

std::string provenance_text(const StProvenance& provenance) {
  std::string text;
  auto line = [&](const char* key, const std::string& value) {
    if (!value.empty()) text += fmt::format("  {:<10} {}\n", key, value);
  };
  line("tool", provenance.tool_version.empty() ? "" : "ST Edge AI Core " + provenance.tool_version);
  line("arguments", provenance.arguments);
  line("network", provenance.network_name);
  line("model", provenance.input_model);
  if (provenance.neural_art) line("target", "the NPU's compiler took part");
  return text;
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

Result<std::string> quant_json_text(const std::string& path, bool colour) {
  NPUSCOPE_TRY_ASSIGN(const QuantJson file, read_quant_json(from_utf8(path)));
  std::string text = title(path, "quantization of the compiler's rewritten model", colour) +
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

Result<std::string> c_info_text(const std::string& path, bool colour) {
  NPUSCOPE_TRY_ASSIGN(const CInfo file, read_c_info(from_utf8(path)));
  TextTable table({{"port"}, {"name"}, {"type"}, {"shape"}, {"quantization"}});
  add_ports(table, "input", file.inputs);
  add_ports(table, "output", file.outputs);
  return title(path, "ST's description of the generated network", colour) +
         provenance_text(file.provenance) +
         (file.inputs.empty() && file.outputs.empty() ? "" : table.render(colour)) +
         metrics_text(file.metrics);
}

Result<std::string> report_text(const std::string& path, bool colour) {
  NPUSCOPE_TRY_ASSIGN(const StReport file, read_st_report(from_utf8(path)));
  std::string text = title(path, ("ST's report of '" + file.command + "'").c_str(), colour);
  text += fmt::format("  tool       ST Edge AI Core {}\n  created    {}\n  arguments  {}\n",
                      file.tool_version, file.created, file.parameters);
  if (!file.runtime.empty()) text += fmt::format("  runtime    {}\n", file.runtime);
  for (const StReportScale& scale : file.scales)
    text += fmt::format("  scale      {} {} {:.9g}, zero point {}\n", scale.array, scale.type,
                        scale.scale, scale.zero_point);
  return text + metrics_text(file.metrics);
}

}  // namespace

std::optional<Result<std::string>> inspect_st_text(const std::string& path, bool colour) {
  const std::string name = lower(path);
  if (name.ends_with("_q.json")) return quant_json_text(path, colour);
  if (name.ends_with("c_info.json")) return c_info_text(path, colour);
  if (name.ends_with("_report.txt")) return report_text(path, colour);
  return std::nullopt;
}

}  // namespace npuscope
