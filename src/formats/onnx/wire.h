// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <protozero/pbf_reader.hpp>
#include <string>
#include <vector>

#include "base/error.h"

namespace npuscope {

// Cases of a switch over tag_and_type(): a field that comes with another wire type than its own is
// unknown and skipped, as protobuf has it.

constexpr uint32_t varint_field(protozero::pbf_tag_type tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::varint);
}
constexpr uint32_t fixed32_field(protozero::pbf_tag_type tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::fixed32);
}
constexpr uint32_t fixed64_field(protozero::pbf_tag_type tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::fixed64);
}
/// Text, bytes, a message, or packed numbers.
constexpr uint32_t bytes_field(protozero::pbf_tag_type tag) {
  return protozero::tag_and_type(tag, protozero::pbf_wire_type::length_delimited);
}

/// protozero's reader, which cuts the lengths of fields to 32 bits, with a look at the whole length
/// first. Throws as that does, protozero::exception, where the message is damaged.
class WireReader : public protozero::pbf_reader {
 public:
  using pbf_reader::pbf_reader;
  explicit WireReader(const protozero::pbf_reader& reader) : pbf_reader(reader) {}

  WireReader get_message() { return WireReader(pbf_reader::get_message()); }

  bool next() {
    if (!pbf_reader::next()) return false;
    if (wire_type() != protozero::pbf_wire_type::length_delimited) return true;
    const protozero::data_view rest = data();
    const char* at = rest.data();
    const char* end = rest.data() + rest.size();
    const uint64_t length = protozero::decode_varint(&at, end);
    if (length > static_cast<uint64_t>(end - at)) throw protozero::end_of_buffer_exception();
    return true;
  }
};

/// What to say of an ONNX file in which a reader threw.
inline Error damaged_onnx_file(const protozero::exception& e) {
  return bad_input("not a readable ONNX file")
      .expected("an ONNX ModelProto")
      .found(std::string("damaged or truncated protobuf (") + e.what() + ")")
      .hint("export or copy the file again");
}

/// Appends the elements of a repeated field of numbers, packed or not.
template <class T, class Packed, class Single>
void append_numbers(protozero::pbf_reader& message, std::vector<T>& out, Packed packed,
                    Single single) {
  if (message.wire_type() == protozero::pbf_wire_type::length_delimited) {
    const auto range = (message.*packed)();
    for (auto it = range.begin(); it != range.end(); ++it) out.push_back(static_cast<T>(*it));
  } else {
    out.push_back(static_cast<T>((message.*single)()));
  }
}

}  // namespace npuscope
