// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace npuscope {

/// SHA-256 (FIPS 180-4) of a stream of bytes.
class Sha256 {
 public:
  void update(Bytes bytes);
  void update(std::string_view text) { update(as_bytes(text)); }
  /// The digest as 64 lower-case hexadecimal digits. The object must not be used afterwards.
  [[nodiscard]] std::string hex_digest();

 private:
  void process_block(const uint8_t* block);

  std::array<uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<uint8_t, 64> buffer_{};
  size_t buffered_ = 0;
  uint64_t total_bytes_ = 0;
};

std::string sha256_hex(Bytes bytes);
std::string sha256_hex(std::string_view text);

}  // namespace npuscope
