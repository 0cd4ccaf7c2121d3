// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/onnx/wire.h"

namespace npuscope {

/// A field of a message as it stands in the file.
struct WireField {
  uint32_t key = 0;          ///< bytes_field(1) and relatives
  std::string_view whole;    ///< tag, length and content: appended to a message, the same there
  std::string_view content;  ///< of text, bytes, messages and packed numbers; else empty
};

/// The fields of a message, in order. They point into it. Throws as WireReader does.
inline std::vector<WireField> fields_of(std::string_view message) {
  std::vector<WireField> fields;
  WireReader reader(message.data(), message.size());
  size_t begin = 0;
  while (reader.next()) {
    WireField field;
    field.key = reader.tag_and_type();
    if (reader.wire_type() == protozero::pbf_wire_type::length_delimited) {
      const auto view = reader.get_view();
      field.content = {view.data(), view.size()};
    } else {
      reader.skip();
    }
    const size_t end = message.size() - reader.length();
    field.whole = message.substr(begin, end - begin);
    begin = end;
    fields.push_back(field);
  }
  return fields;
}

/// The number of a varint field; throws as WireReader does.
inline int64_t varint_of(const WireField& field) {
  WireReader reader(field.whole.data(), field.whole.size());
  return reader.next() ? reader.get_int64() : 0;
}

/// The last field of this key, as text; empty where there is none.
inline std::string text_field(std::string_view message, uint32_t key) {
  std::string text;
  for (const WireField& field : fields_of(message))
    if (field.key == key) text = field.content;
  return text;
}

}  // namespace npuscope
