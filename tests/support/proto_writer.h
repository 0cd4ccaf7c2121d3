// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <protozero/pbf_writer.hpp>
#include <string>

#include "graph/graph.h"

namespace npuscope::test {

// Messages of onnx.proto, each appended to its parent as field `field`.

/// TensorProto: raw little-endian elements, those of fewer than 8 bits packed.
void write_tensor_proto(protozero::pbf_writer& parent, protozero::pbf_tag_type field,
                        const std::string& name, const Tensor& tensor);

/// ValueInfoProto; the shape is left out where it is not known, the type where it is undefined.
void write_value_info(protozero::pbf_writer& parent, protozero::pbf_tag_type field,
                      const std::string& name, ElementType type, const std::optional<Shape>& shape);

/// AttributeProto.
void write_attribute(protozero::pbf_writer& parent, protozero::pbf_tag_type field,
                     const std::string& name, const AttributeValue& value);

}  // namespace npuscope::test
