// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace npuscope {

/// What an archive may ask for before it is refused. The defaults admit every recording of a
/// network that fits a microcontroller.
struct ZipLimits {
  uint64_t entries = 100'000;
  uint64_t total_bytes = uint64_t{1} << 34;  ///< of all entries, unpacked
};

struct ZipEntry {
  std::string name;
  uint16_t method = 0;  ///< 0 stored, 8 deflate
  uint32_t crc32 = 0;
  uint64_t packed_size = 0;
  uint64_t size = 0;
  uint64_t data_offset = 0;  ///< of the packed bytes, from the start of the archive
};

/// A zip archive in memory (PKWARE APPNOTE 6.3: stored and deflated entries, zip64). Everything
/// the directory claims is checked when the archive is parsed: entries lie inside the archive, do
/// not overlap, and do not claim to unpack to more than deflate can produce. So a small archive
/// cannot make a reader allocate much.
class ZipArchive {
 public:
  /// `bytes` must outlive the archive.
  static Result<ZipArchive> parse(Bytes bytes, const ZipLimits& limits = {});

  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
  /// The unpacked content, its CRC-32 checked.
  [[nodiscard]] Result<std::vector<std::byte>> read(const ZipEntry& entry) const;

 private:
  Bytes bytes_;
  std::vector<ZipEntry> entries_;  // in the directory's order
};

}  // namespace npuscope
