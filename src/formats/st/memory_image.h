// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// Bytes of the target's memory: `*atonbuf.xSPI2.raw`, `network_data.bin`, Intel HEX, a dump.
struct MemoryImage {
  struct Segment {
    uint64_t address = 0;  ///< from the image's base where `absolute` is false
    std::vector<std::byte> bytes;
  };
  bool absolute = false;          ///< Intel HEX carries addresses, a raw image does not
  std::vector<Segment> segments;  ///< by address, apart from each other

  /// `count` bytes from `address`; nothing where a byte of it is missing.
  [[nodiscard]] std::optional<Bytes> at(uint64_t address, int64_t count) const;
};

MemoryImage raw_image(Bytes bytes);
/// Intel HEX. Bad input, with the line: a wrong checksum, length or record, overlapping data, an
/// image of more than 256 MiB.
Result<MemoryImage> parse_intel_hex(Bytes bytes);
/// By content: Intel HEX where the file begins with a record of it, raw otherwise.
Result<MemoryImage> read_memory_image(const fs::path& path);

}  // namespace npuscope
