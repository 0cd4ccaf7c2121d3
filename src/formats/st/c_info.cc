// SPDX-License-Identifier: Apache-2.0
#include "formats/st/c_info.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text_file.h"
#include "formats/json.h"
#include "formats/make_quantization.h"
#include "formats/st/c_info_parts.h"

namespace npuscope {
namespace {

/// Buffers are referred to by id, in some versions by name.
std::string reference_of(const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number_integer()) return json.dump();
  for (const char* key : {"id", "buffer", "buffer_id", "name"})
    if (const Json* inner = find(json, key); inner && !inner->is_structured())
      return reference_of(*inner);
  return "";
}

std::map<std::string, const Json*> buffers_by_reference(const Json& file) {
  std::map<std::string, const Json*> buffers;
  for (const Json& buffer : find_array(file, "buffers")) {
    if (const auto id = find_integer(buffer, "id")) buffers.emplace(std::to_string(*id), &buffer);
    if (const auto name = find_string(buffer, "name")) buffers.emplace(*name, &buffer);
  }
  return buffers;
}

Result<CInfoPort> read_port(const Json& buffer) {
  CInfoPort port;
  port.name = find_string(buffer, "name").value_or("");
  port.type = st_element_type(find_string(buffer, "format").value_or(""));
  port.shape = find_shape(buffer, "shape").value_or(Shape{});
  const Json* intq = find(buffer, "intq");
  if (!intq || !port.type || !is_code(*port.type)) return port;
  const auto scales = find_numbers(*intq, "scales");
  const auto offsets = find_numbers(*intq, "offsets");
  if (!scales || !offsets || scales->size() != 1) return port;
  auto quantization = make_quantization(*port.type, *scales, *offsets);
  if (!quantization) return fail(std::move(quantization).error().in(port.name));
  port.quantization = *quantization;
  return port;
}

Result<std::vector<CInfoPort>> read_ports(const Json& graph, const std::string& key,
                                          const std::map<std::string, const Json*>& buffers) {
  std::vector<CInfoPort> ports;
  for (const Json& json : find_array(graph, key)) {
    const std::string reference = reference_of(json);
    const auto buffer = buffers.find(reference);
    if (buffer == buffers.end())
      return fail(bad_input(fmt::format("'{}' of the graph names a buffer that is not there", key))
                      .found(fmt::format("'{}'", reference)));
    NPUSCOPE_TRY_ASSIGN(CInfoPort port, read_port(*buffer->second));
    ports.push_back(std::move(port));
  }
  return ports;
}

StMetrics read_metrics(const Json& json) {
  StMetrics metrics;
  if (!json.is_object()) return metrics;
  for (const auto& [key, value] : json.items()) {
    if (key == "desc") {
      metrics.name = find_string(json, key).value_or("");
    } else if (value.is_number()) {
      metrics.values[key] = value.get<double>();
      metrics.text[key] = value.dump();
    } else if (value.is_string()) {
      metrics.text[key] = value.get<std::string>();
    }
  }
  return metrics;
}

/// The NPU's compiler names itself in `tools` and maps epochs to more than software. A file that
/// only `validate` has written lists no nodes and says nothing.
bool is_for_the_cpu(const CInfo& info) {
  const bool software =
      std::all_of(info.nodes.begin(), info.nodes.end(),
                  [](const CInfoNode& node) { return node.mapping == "NODE_SW"; });
  return !info.nodes.empty() && !info.provenance.neural_art && software;
}

}  // namespace

Result<CInfo> parse_c_info(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Json json, parse_json(bytes));
  if (!find(json, "environment") && !find(json, "graphs"))
    return fail(
        bad_input("not a c_info.json of ST Edge AI Core").expected("'environment' or 'graphs'"));
  CInfo info;
  info.provenance = st_provenance(json);
  const Json& graphs = find_array(json, "graphs");
  if (!graphs.empty()) {
    const auto buffers = buffers_by_reference(json);
    NPUSCOPE_TRY_SET(info.inputs, read_ports(graphs[0], "inputs", buffers));
    NPUSCOPE_TRY_SET(info.outputs, read_ports(graphs[0], "outputs", buffers));
    read_c_info_graph(graphs[0], info);
  }
  NPUSCOPE_TRY(read_c_info_memory(json, info));
  read_c_info_blobs(json, info);
  info.cpu_only = is_for_the_cpu(info);
  if (const Json* validation = find(json, "validation"))
    for (const Json& row : find_array(*validation, "val_metrics"))
      info.metrics.push_back(read_metrics(row));
  return info;
}

Result<CInfo> read_c_info(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto info = parse_c_info(as_bytes(text));
  if (!info) return fail(std::move(info).error().in(to_utf8(path)));
  return info;
}

}  // namespace npuscope
