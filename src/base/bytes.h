// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>

namespace npuscope {

static_assert(std::endian::native == std::endian::little,
              "readers copy little-endian fields as they stand");

using Bytes = std::span<const std::byte>;

inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// Reads fields from a byte range; every read is checked, none moves past the end.
class ByteReader {
 public:
  explicit ByteReader(Bytes bytes) : bytes_(bytes) {}

  [[nodiscard]] size_t position() const { return position_; }
  [[nodiscard]] size_t remaining() const { return bytes_.size() - position_; }

  /// The next `count` bytes, or nothing (and no movement) when there are fewer.
  std::optional<Bytes> take(size_t count) {
    if (count > remaining()) return std::nullopt;
    Bytes taken = bytes_.subspan(position_, count);
    position_ += count;
    return taken;
  }

  /// The next little-endian field of type T.
  template <class T>
  std::optional<T> read() {
    auto raw = take(sizeof(T));
    if (!raw) return std::nullopt;
    T value;
    std::memcpy(&value, raw->data(), sizeof(T));
    return value;
  }

  bool seek(size_t position) {
    if (position > bytes_.size()) return false;
    position_ = position;
    return true;
  }

 private:
  Bytes bytes_;
  size_t position_ = 0;
};

}  // namespace npuscope
