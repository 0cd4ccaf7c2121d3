// SPDX-License-Identifier: Apache-2.0
#include "audit/network_ports.h"

#include <fmt/format.h>

#include "audit/rule_support.h"
#include "formats/st/provenance.h"
#include "tensor/shape.h"

namespace npuscope {
namespace {

NetworkPort port_of(std::string name, std::optional<ElementType> type, std::vector<int64_t> shape) {
  NetworkPort port;
  port.name = std::move(name);
  port.type = type;
  port.shape = std::move(shape);
  return port;
}

void finish(NetworkPort& port) {
  if (port.evidence.text.empty()) port.evidence.text = port.name + ": " + port.text();
}

NetworkPort of_buffer(const Artefact<NetworkC>& network, const StBuffer& b) {
  NetworkPort port = port_of(b.name, b.element, b.memory_shape.empty() ? b.shape : b.memory_shape);
  port.blocked = b.channels == StChannelPosition::kMixed;
  if (b.scale.size() == 1 && b.element && !is_float(*b.element)) {
    port.scale = b.scale.front();
    port.zero_point = b.zero_point.empty() ? 0 : b.zero_point.front();
  }
  port.evidence.source = {network.label, b.line};
  finish(port);
  return port;
}

NetworkPort of_header(const Artefact<StaiNetwork>& header, const StaiNetwork::Port& p) {
  NetworkPort port = port_of(p.name, st_element_type(p.format), p.shape);
  if (p.scales.size() == 1) {
    port.scale = p.scales.front();
    port.zero_point = p.offsets.empty() ? 0 : p.offsets.front();
  }
  port.evidence.source = {header.label, p.line};
  finish(port);
  return port;
}

void set_quantization(NetworkPort& port, const std::optional<Quantization>& quantization) {
  if (!quantization || quantization->per_channel()) return;
  port.scale = quantization->scale.front();
  port.zero_point = quantization->zero_point.front();
}

template <class Port>
NetworkPort of_file(const std::string& label, const Port& p) {
  NetworkPort port = port_of(p.name, p.type, p.shape);
  set_quantization(port, p.quantization);
  port.evidence.source = {label, 0};
  finish(port);
  return port;
}

std::optional<ElementType> log_type(const std::string& name) {
  if (name == "f32") return ElementType::kFloat32;
  if (name == "f16") return ElementType::kFloat16;
  return element_type_from_name(name);
}

NetworkPorts of_log(const Artefact<GenerateLog>& log) {
  NetworkPorts ports;
  for (const GenerateLog::Port& p : log.content.ports) {
    NetworkPort port = port_of(p.name, log_type(p.type), p.shape);
    port.evidence = {{log.label, p.line},
                     fmt::format("{} '{}', {}({})", p.input ? "input" : "output", p.name, p.type,
                                 shape_text(p.shape))};
    (p.input ? ports.inputs : ports.outputs).push_back(std::move(port));
  }
  return ports;
}

NetworkPorts of_network(const Artefact<NetworkC>& network) {
  NetworkPorts ports;
  for (const StBuffer& b : network.content.inputs)
    if (!b.parameter) ports.inputs.push_back(of_buffer(network, b));
  for (const StBuffer& b : network.content.outputs)
    if (!b.parameter) ports.outputs.push_back(of_buffer(network, b));
  return ports;
}

/// The model's side: scales are those of the codes behind a DequantizeLinear, or of the
/// QuantizeLinear that reads an input.
NetworkPort of_value(const AuditInput& input, ValueId id, bool is_input) {
  const Graph& graph = input.model->graph;
  const Value& value = graph.value(id);
  NetworkPort port = port_of(value.name, value.type, value.shape.value_or(Shape{}));
  set_quantization(port, is_input ? input_quantization(graph, id)
                                  : graph.value(codes_behind(graph, id)).quantization);
  port.evidence.source = {to_utf8(input.model_path.filename()), 0};
  finish(port);
  return port;
}

}  // namespace

std::string NetworkPort::text() const {
  std::string words(type ? element_type_name(*type) : "elements");
  if (!shape.empty()) words += " " + shape_text(shape);
  if (blocked) words += " in blocks of channels";
  if (scale) words += fmt::format(", scale {:.6g}, zero point {}", *scale, zero_point);
  return words;
}

NetworkPorts ports_of_build(const Build& build) {
  const BuildFiles& files = build.files;
  if (!files.networks.empty())
    if (NetworkPorts ports = of_network(files.networks.front()); !ports.empty()) return ports;
  NetworkPorts ports;
  if (!files.headers.empty()) {
    for (const auto& p : files.headers.front().content.inputs)
      ports.inputs.push_back(of_header(files.headers.front(), p));
    for (const auto& p : files.headers.front().content.outputs)
      ports.outputs.push_back(of_header(files.headers.front(), p));
  }
  if (!ports.empty()) return ports;
  for (const auto& info : files.c_infos) {
    for (const CInfoPort& p : info.content.inputs) ports.inputs.push_back(of_file(info.label, p));
    for (const CInfoPort& p : info.content.outputs) ports.outputs.push_back(of_file(info.label, p));
    if (!ports.empty()) return ports;
  }
  for (const auto& log : files.logs)
    if (ports = of_log(log); !ports.empty()) return ports;
  return ports;
}

NetworkPorts ports_of_source(const AuditInput& input) {
  NetworkPorts ports;
  if (input.model) {
    for (const ValueId id : input.model->graph.inputs)
      ports.inputs.push_back(of_value(input, id, true));
    for (const ValueId id : input.model->graph.outputs)
      ports.outputs.push_back(of_value(input, id, false));
    return ports;
  }
  const auto& quant_jsons = input.build->files.quant_jsons;
  if (quant_jsons.size() != 1) return ports;  // of several networks nobody knows which
  const auto& json = quant_jsons.front();
  for (const QuantJsonPort& p : json.content.original_inputs)
    ports.inputs.push_back(of_file(json.label, p));
  for (const QuantJsonPort& p : json.content.original_outputs)
    ports.outputs.push_back(of_file(json.label, p));
  return ports;
}

}  // namespace npuscope
