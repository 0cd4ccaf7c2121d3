// SPDX-License-Identifier: Apache-2.0
#include "support/zip_builder.h"

#include <fmt/format.h>
#include <zlib.h>

#include <limits>

namespace npuscope::test {
namespace {

constexpr uint16_t kVersionNeeded = 20;  // 2.0, as for every archive without zip64
constexpr uint16_t kUtf8Names = 1 << 11;
constexpr uint16_t kFirstOfJanuary1980 = 0x0021;

template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

/// The fields that local header and directory header share, from "version needed" on.
void put_common(std::string& out, uint32_t crc, uint32_t size, uint16_t name_size) {
  put(out, kVersionNeeded);
  put(out, kUtf8Names);
  put(out, uint16_t{0});  // stored
  put(out, uint16_t{0});  // midnight
  put(out, kFirstOfJanuary1980);
  put(out, crc);
  put(out, size);
  put(out, size);
  put(out, name_size);
  put(out, uint16_t{0});  // no extra field
}

}  // namespace

Status ZipBuilder::add(const std::string& name, Bytes content) {
  constexpr size_t kLargest = std::numeric_limits<uint32_t>::max() - 1;
  const size_t added = content.size() + 2 * name.size() + 128;
  if (name.size() > 0xfffe || entries_ == 0xfffe || content.size() > kLargest ||
      archive_.size() + directory_.size() + added > kLargest)
    return fail(bad_input("too much for one .zip or .npz file")
                    .expected("65534 entries and 4 GiB at most")
                    .found(fmt::format("{} more bytes for '{}'", content.size(), name))
                    .hint("write .safetensors, or fewer samples"));
  const auto crc = static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size()));
  const auto size = static_cast<uint32_t>(content.size());
  const auto name_size = static_cast<uint16_t>(name.size());

  directory_ += "PK\x01\x02";
  put(directory_, kVersionNeeded);  // made by
  put_common(directory_, crc, size, name_size);
  put(directory_, uint16_t{0});  // no comment
  put(directory_, uint16_t{0});  // first disk
  put(directory_, uint16_t{0});  // internal attributes
  put(directory_, uint32_t{0});  // external attributes
  put(directory_, static_cast<uint32_t>(archive_.size()));
  directory_ += name;

  archive_ += "PK\x03\x04";
  put_common(archive_, crc, size, name_size);
  archive_ += name;
  archive_ += as_text(content);
  ++entries_;
  return {};
}

std::string ZipBuilder::finish() {
  const auto offset = static_cast<uint32_t>(archive_.size());
  std::string archive = std::move(archive_);
  archive += directory_;
  archive += "PK\x05\x06";
  put(archive, uint32_t{0});  // this disk, the directory's disk
  put(archive, entries_);
  put(archive, entries_);
  put(archive, static_cast<uint32_t>(directory_.size()));
  put(archive, offset);
  put(archive, uint16_t{0});  // no comment
  return archive;
}

}  // namespace npuscope::test
