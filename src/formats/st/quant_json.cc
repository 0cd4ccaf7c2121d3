// SPDX-License-Identifier: Apache-2.0
#include "formats/st/quant_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text_file.h"
#include "formats/json.h"
#include "formats/make_quantization.h"

namespace npuscope {
namespace {

/// [[scale…], [zero…]], where floats have [null, null].
bool read_params(const Json& format, QuantJsonTensor& tensor) {
  const Json& params = find_array(format, "params");
  if (params.empty()) return true;
  if (params.size() != 2) return false;
  if (params[0].is_null() && params[1].is_null()) return true;
  const Json named = {{"scale", params[0]}, {"zero", params[1]}};
  const auto scale = find_numbers(named, "scale");
  const auto zero = find_numbers(named, "zero");
  if (!scale || !zero || scale->size() != zero->size()) return false;
  tensor.scale = *scale;
  tensor.zero_point = *zero;
  return true;
}

Result<QuantJsonTensor> read_tensor(const std::string& name, const Json& json) {
  QuantJsonTensor tensor;
  const Json* format = find(json, "format");
  const auto type = format ? find_string(*format, "type") : std::nullopt;
  if (!format || !type || !read_params(*format, tensor))
    return fail(bad_input("the tensor's format is not understood")
                    .expected("type, and params of as many scales as zero points")
                    .in(name));
  tensor.type = *type;
  tensor.graph_port = json.contains("data_channel_position") || json.contains("user_allocated");
  tensor.channel_position = find_string(json, "data_channel_position").value_or("");
  return tensor;
}

std::optional<ElementType> port_type(const Json& format) {
  const std::string kind = find_string(format, "type").value_or("");
  const int64_t bits = find_integer(format, "size").value_or(0);
  if (kind == "FLOAT") return st_element_type(fmt::format("FLOAT{}", bits));
  if (kind == "SIGNED") return st_element_type(fmt::format("S{}", bits));
  if (kind == "UNSIGNED") return st_element_type(fmt::format("U{}", bits));
  return std::nullopt;
}

Result<QuantJsonPort> read_port(const Json& json) {
  QuantJsonPort port;
  port.name = find_string(json, "name").value_or("");
  port.shape = find_shape(json, "shape").value_or(Shape{});
  const Json* format = find(json, "data_format");
  if (!format) return port;
  port.type = port_type(*format);
  const auto scale = find_numbers(*format, "scale");
  const auto zero = find_numbers(*format, "zero");
  const bool quantized = find_string(*format, "quantizer").value_or("NONE") != "NONE";
  if (!quantized || !port.type || !is_code(*port.type) || !scale || !zero) return port;
  auto quantization = make_quantization(*port.type, *scale, *zero);
  if (!quantization) return fail(std::move(quantization).error().in(port.name));
  port.quantization = *quantization;
  return port;
}

Result<std::vector<QuantJsonPort>> read_ports(const Json& file, const std::string& key) {
  std::vector<QuantJsonPort> ports;
  const Json* info = find(file, "model_info");
  if (!info) return ports;
  for (const Json& json : find_array(*info, key)) {
    NPUSCOPE_TRY_ASSIGN(QuantJsonPort port, read_port(json));
    ports.push_back(std::move(port));
  }
  return ports;
}

/// 9 of "Quantize_9_out_0"; the compiler numbers nodes in order of execution.
int64_t number_of(std::string_view name) {
  const size_t digit = name.find_first_of("0123456789", name.find('_'));
  int64_t number = 0;
  if (digit != std::string_view::npos)
    std::from_chars(name.data() + digit, name.data() + name.size(), number);
  return number;
}

std::vector<std::string> port_names(const QuantJson& file, bool inputs) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : file.tensors)
    if (tensor.graph_port && name.starts_with("Input") == inputs) names.push_back(name);
  std::ranges::stable_sort(names, {}, number_of);
  return names;
}

}  // namespace

Result<std::optional<Quantization>> QuantJsonTensor::quantization(int axis) const {
  const auto element = st_element_type(type);
  if (scale.empty() || !element || !is_code(*element)) return std::nullopt;
  NPUSCOPE_TRY_ASSIGN(
      auto checked, make_quantization(*element, scale, zero_point, scale.size() == 1 ? -1 : axis));
  return checked;
}

std::vector<std::string> QuantJson::input_tensors() const { return port_names(*this, true); }
std::vector<std::string> QuantJson::output_tensors() const { return port_names(*this, false); }

Result<QuantJson> parse_quant_json(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Json json, parse_json(bytes));
  const Json* tensors = find(json, "tensors");
  if (!tensors || !tensors->is_object())
    return fail(bad_input("not a *_Q.json of ST Edge AI Core").expected("an object 'tensors'"));
  QuantJson file;
  file.version = find_string(json, "version").value_or("");
  file.provenance = st_provenance(json);
  NPUSCOPE_TRY_SET(file.original_inputs, read_ports(json, "original_inputs"));
  NPUSCOPE_TRY_SET(file.original_outputs, read_ports(json, "original_outputs"));
  for (const auto& [name, tensor] : tensors->items()) {
    NPUSCOPE_TRY_SET(file.tensors[name], read_tensor(name, tensor));
  }
  const Json* nodes = find(json, "nodes");
  if (!nodes || !nodes->is_object()) return file;
  for (const auto& [name, node] : nodes->items()) {
    auto& source_names = file.nodes[name];
    for (const Json& source : find_array(node, "names"))
      if (source.is_string()) source_names.push_back(source.get<std::string>());
  }
  return file;
}

Result<QuantJson> read_quant_json(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto file = parse_quant_json(as_bytes(text));
  if (!file) return fail(std::move(file).error().in(to_utf8(path)));
  return file;
}

}  // namespace npuscope
