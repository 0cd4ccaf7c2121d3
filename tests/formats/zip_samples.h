// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zlib.h>

#include <cstdint>
#include <optional>
#include <string>

namespace npuscope {

/// What zip_of_one() puts into an archive that ZipBuilder would not write.
struct ZipSample {
  std::string content;
  std::string name = "a";
  bool deflate = false;
  bool zip64 = false;  ///< sizes and offset in zip64 fields only
  std::optional<uint32_t> claimed_size = std::nullopt;
};

template <class T>
void append(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

inline std::string raw_deflate(std::string content) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(content.data());
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// A zip archive of one entry, written independently of the code under test.
inline std::string zip_of_one(const ZipSample& sample) {
  const std::string data = sample.deflate ? raw_deflate(sample.content) : sample.content;
  const auto crc = static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(sample.content.data()), sample.content.size()));
  const uint32_t size = sample.claimed_size.value_or(static_cast<uint32_t>(sample.content.size()));
  const auto packed = static_cast<uint32_t>(data.size());
  std::string extra;
  if (sample.zip64) {
    append(extra, uint16_t{1});
    append(extra, uint16_t{24});
    append(extra, uint64_t{size});
    append(extra, uint64_t{packed});
    append(extra, uint64_t{0});
  }
  const auto common = [&](std::string& out) {
    append(out, uint16_t{45});
    append(out, uint16_t{0});
    append(out, static_cast<uint16_t>(sample.deflate ? 8 : 0));
    append(out, uint32_t{0});
    append(out, crc);
    append(out, sample.zip64 ? 0xffffffffu : packed);
    append(out, sample.zip64 ? 0xffffffffu : size);
    append(out, static_cast<uint16_t>(sample.name.size()));
    append(out, static_cast<uint16_t>(extra.size()));
  };
  std::string archive = "PK\x03\x04";
  common(archive);
  archive += sample.name + extra + data;
  const uint64_t directory_offset = archive.size();
  archive += "PK\x01\x02";
  append(archive, uint16_t{45});
  common(archive);
  archive += std::string(10, '\0');
  append(archive, sample.zip64 ? 0xffffffffu : 0u);
  archive += sample.name + extra;
  const uint64_t directory_size = archive.size() - directory_offset;
  if (sample.zip64) {
    const uint64_t end64 = archive.size();
    archive += "PK\x06\x06";
    append(archive, uint64_t{44});
    append(archive, uint32_t{0x002d002d});
    append(archive, uint64_t{0});
    append(archive, uint64_t{1});
    append(archive, uint64_t{1});
    append(archive, directory_size);
    append(archive, directory_offset);
    archive += "PK\x06\x07";
    append(archive, uint32_t{0});
    append(archive, end64);
    append(archive, uint32_t{1});
  }
  archive += "PK\x05\x06";
  append(archive, uint32_t{0});
  append(archive, static_cast<uint16_t>(sample.zip64 ? 0xffff : 1));
  append(archive, static_cast<uint16_t>(sample.zip64 ? 0xffff : 1));
  append(archive, sample.zip64 ? 0xffffffffu : static_cast<uint32_t>(directory_size));
  append(archive, sample.zip64 ? 0xffffffffu : static_cast<uint32_t>(directory_offset));
  append(archive, uint16_t{0});
  return archive;
}

}  // namespace npuscope
