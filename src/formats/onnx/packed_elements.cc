// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/packed_elements.h"

#include "base/checked.h"

namespace npuscope {
namespace {

unsigned mask_of(ElementType type) { return (1u << element_bits(type)) - 1; }

/// The bits of an element as its byte in memory: integers keep their sign.
uint8_t extended(ElementType type, unsigned bits) {
  const auto range = integer_range(type);
  if (!range || range->low == 0 || bits <= static_cast<unsigned>(range->high))
    return static_cast<uint8_t>(bits);
  return static_cast<uint8_t>(bits | ~mask_of(type));
}

}  // namespace

bool is_packed(ElementType type) { return element_bits(type) != 8 * element_size(type); }

std::optional<size_t> packed_size(ElementType type, int64_t count) {
  const auto bits = checked_mul(count, element_bits(type));
  if (!bits) return std::nullopt;
  return static_cast<size_t>(*bits / 8 + (*bits % 8 != 0 ? 1 : 0));
}

Tensor unpacked(ElementType type, const Shape& shape, Bytes packed) {
  Tensor tensor = Tensor::zeros(type, shape);
  const auto width = static_cast<size_t>(element_bits(type));
  const auto out = tensor.mutable_values<uint8_t>();
  for (size_t i = 0; i < out.size(); ++i) {
    const size_t first = i * width / 8;
    const size_t last = (i * width + width - 1) / 8;  // a 6-bit element may lie in two bytes
    const unsigned word = std::to_integer<unsigned>(packed[first]) |
                          std::to_integer<unsigned>(packed[last]) << (8 * (last - first));
    out[i] = extended(type, word >> (i * width % 8) & mask_of(type));
  }
  return tensor;
}

std::string packed(const Tensor& tensor) {
  const ElementType type = tensor.type();
  const auto width = static_cast<size_t>(element_bits(type));
  const Bytes elements = tensor.bytes();
  std::string bytes((elements.size() * width + 7) / 8, '\0');
  const auto merge = [&](size_t index, unsigned bits) {
    bytes[index] = static_cast<char>(static_cast<unsigned char>(bytes[index]) | (bits & 0xffu));
  };
  for (size_t i = 0; i < elements.size(); ++i) {
    const size_t bit = i * width;
    const unsigned word = (std::to_integer<unsigned>(elements[i]) & mask_of(type)) << (bit % 8);
    merge(bit / 8, word);
    if (word > 0xff) merge(bit / 8 + 1, word >> 8);
  }
  return bytes;
}

}  // namespace npuscope
