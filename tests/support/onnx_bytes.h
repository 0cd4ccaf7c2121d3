// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <variant>
#include <vector>

#include "tensor/element_type.h"

namespace npuscope::testing_support {

/// Serializes ModelProtos message by message: also those that make no sense.
class OnnxBytes {
 public:
  /// A size, or the name of a symbolic one.
  using Dimension = std::variant<int64_t, std::string>;
  using Dimensions = std::vector<Dimension>;

  OnnxBytes& node(const std::string& op_type, const std::vector<std::string>& inputs,
                  const std::vector<std::string>& outputs, const std::string& domain = "") {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, 1);
    for (const auto& input : inputs) message.add_string(1, input);
    for (const auto& output : outputs) message.add_string(2, output);
    message.add_string(4, op_type);
    if (!domain.empty()) message.add_string(7, domain);
    return *this;
  }

  /// A node with integer attributes, in this order.
  OnnxBytes& node_with(const std::vector<std::pair<std::string, int64_t>>& attributes,
                       const std::string& op_type, const std::vector<std::string>& inputs,
                       const std::vector<std::string>& outputs) {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, 1);
    for (const auto& input : inputs) message.add_string(1, input);
    for (const auto& output : outputs) message.add_string(2, output);
    message.add_string(4, op_type);
    for (const auto& [name, value] : attributes) {
      constexpr int32_t kIntAttribute = 2;
      protozero::pbf_writer attribute(message, 5);
      attribute.add_string(1, name);
      attribute.add_int64(3, value);
      attribute.add_enum(20, kIntAttribute);
    }
    return *this;
  }

  /// An initializer with raw data.
  OnnxBytes& tensor(const std::string& name, ElementType type, const std::vector<int64_t>& dims,
                    const std::string& raw) {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, 5);
    add_header(message, name, type, dims);
    message.add_bytes(9, raw);
    return *this;
  }

  /// An initializer with one element per entry of int32_data.
  OnnxBytes& integers(const std::string& name, ElementType type, const std::vector<int64_t>& dims,
                      const std::vector<int32_t>& values) {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, 5);
    add_header(message, name, type, dims);
    message.add_packed_int32(5, values.begin(), values.end());
    return *this;
  }

  OnnxBytes& scalar(const std::string& name, float value) {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, 5);
    add_header(message, name, ElementType::kFloat32, {});
    message.add_float(4, value);
    return *this;
  }

  /// An initializer of floats whose data lie elsewhere.
  OnnxBytes& external(const std::string& name, const std::vector<int64_t>& dims,
                      const std::map<std::string, std::string>& entries) {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, 5);
    add_header(message, name, ElementType::kFloat32, dims);
    for (const auto& [key, value] : entries) {
      protozero::pbf_writer entry(message, 13);
      entry.add_string(1, key);
      entry.add_string(2, value);
    }
    message.add_enum(14, 1);
    return *this;
  }

  OnnxBytes& input(const std::string& name, const Dimensions& dims,
                   ElementType type = ElementType::kFloat32) {
    return border(11, name, static_cast<int32_t>(type), &dims);
  }
  OnnxBytes& input_of_number(const std::string& name, const Dimensions& dims, int32_t type) {
    return border(11, name, type, &dims);
  }
  OnnxBytes& output(const std::string& name) { return border(12, name, 1, nullptr); }
  OnnxBytes& output(const std::string& name, const Dimensions& dims) {
    return border(12, name, 1, &dims);
  }

  OnnxBytes& opset(int64_t version, const std::string& domain = "") {
    protozero::pbf_writer model(opsets_);
    protozero::pbf_writer message(model, 8);
    message.add_string(1, domain);
    message.add_int64(2, version);
    return *this;
  }

  [[nodiscard]] std::string model() const {
    std::string bytes;
    protozero::pbf_writer message(bytes);
    message.add_int64(1, 8);
    message.add_message(7, graph_);
    return bytes + opsets_;
  }

 private:
  static void add_header(protozero::pbf_writer& message, const std::string& name, ElementType type,
                         const std::vector<int64_t>& dims) {
    for (const int64_t d : dims) message.add_int64(1, d);
    message.add_int32(2, static_cast<int32_t>(type));
    message.add_string(8, name);
  }

  OnnxBytes& border(protozero::pbf_tag_type field, const std::string& name, int32_t type,
                    const Dimensions* dims) {
    protozero::pbf_writer graph(graph_);
    protozero::pbf_writer message(graph, field);
    message.add_string(1, name);
    protozero::pbf_writer type_message(message, 2);
    protozero::pbf_writer tensor_type(type_message, 1);
    tensor_type.add_int32(1, type);
    if (dims == nullptr) return *this;
    protozero::pbf_writer shape(tensor_type, 2);
    for (const Dimension& d : *dims) {
      protozero::pbf_writer dimension(shape, 1);
      if (const auto* size = std::get_if<int64_t>(&d))
        dimension.add_int64(1, *size);
      else
        dimension.add_string(2, std::get<std::string>(d));
    }
    return *this;
  }

  std::string graph_, opsets_;
};

}  // namespace npuscope::testing_support
