// SPDX-License-Identifier: Apache-2.0
#include "formats/zip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace npuscope {
namespace {

constexpr uint32_t kLocalHeader = 0x04034b50;
constexpr uint32_t kDirectoryHeader = 0x02014b50;
constexpr uint32_t kEndOfDirectory = 0x06054b50;
constexpr uint32_t kEndOfDirectory64 = 0x06064b50;
constexpr uint32_t kEndLocator64 = 0x07064b50;
constexpr size_t kEndOfDirectorySize = 22;
constexpr size_t kEndLocator64Size = 20;
constexpr size_t kLongestComment = 0xffff;
constexpr uint16_t kZip64Field = 1;
constexpr uint32_t kIn64 = 0xffffffff;  // "the number stands in the zip64 field"
constexpr uint16_t kStored = 0;
constexpr uint16_t kDeflated = 8;
constexpr uint16_t kEncrypted = 1;  // general purpose flag bit 0
// A deflate stream yields at most 258 bytes for 2 bits, so never more than this per byte.
constexpr uint64_t kDeflateRatio = 1032;

template <class T>
T field(Bytes record, size_t offset) {
  T value;
  std::memcpy(&value, record.data() + offset, sizeof(T));
  return value;
}

/// The range of bytes, or nothing when it does not lie in the archive.
std::optional<Bytes> slice(Bytes bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) return std::nullopt;
  return bytes.subspan(static_cast<size_t>(offset), static_cast<size_t>(size));
}

struct Directory {
  uint64_t entries = 0;
  uint64_t offset = 0;
  uint64_t size = 0;
};

Result<Directory> directory64(Bytes bytes, size_t end_offset) {
  const Error broken = bad_input("the zip64 end of the archive's directory is damaged");
  if (end_offset < kEndLocator64Size) return fail(broken);
  const Bytes locator = bytes.subspan(end_offset - kEndLocator64Size, kEndLocator64Size);
  if (field<uint32_t>(locator, 0) != kEndLocator64) return fail(broken);
  const auto record = slice(bytes, field<uint64_t>(locator, 8), 56);
  if (!record || field<uint32_t>(*record, 0) != kEndOfDirectory64) return fail(broken);
  return Directory{field<uint64_t>(*record, 32), field<uint64_t>(*record, 48),
                   field<uint64_t>(*record, 40)};
}

Result<Directory> find_directory(Bytes bytes) {
  const size_t reach = std::min(bytes.size(), kEndOfDirectorySize + kLongestComment);
  for (size_t back = kEndOfDirectorySize; back <= reach; ++back) {
    const size_t offset = bytes.size() - back;
    const Bytes record = bytes.subspan(offset);
    if (field<uint32_t>(record, 0) != kEndOfDirectory) continue;
    if (field<uint16_t>(record, 20) != back - kEndOfDirectorySize) continue;
    const Directory directory{field<uint16_t>(record, 10), field<uint32_t>(record, 16),
                              field<uint32_t>(record, 12)};
    const bool in64 =
        directory.entries == 0xffff || directory.offset == kIn64 || directory.size == kIn64;
    if (in64) return directory64(bytes, offset);
    return directory;
  }
  return fail(bad_input("not a zip archive, or cut off")
                  .expected("the directory of the archive at its end")
                  .found(fmt::format("{} bytes without one", bytes.size()))
                  .hint("copy or write the file again"));
}

/// Takes sizes and offset out of the zip64 field for those that say so, in their fixed order.
bool apply_zip64(Bytes extra, ZipEntry& entry, uint64_t& header_offset) {
  const bool needed = entry.size == kIn64 || entry.packed_size == kIn64 || header_offset == kIn64;
  if (!needed) return true;
  ByteReader reader(extra);
  while (reader.remaining() >= 4) {
    const auto id = reader.read<uint16_t>();
    const auto content = reader.take(*reader.read<uint16_t>());
    if (!content) return false;
    if (id != kZip64Field) continue;
    ByteReader numbers(*content);
    for (uint64_t* number : {&entry.size, &entry.packed_size, &header_offset}) {
      if (*number != kIn64) continue;
      const auto value = numbers.read<uint64_t>();
      if (!value) return false;
      *number = *value;
    }
    return true;
  }
  return false;
}

/// Finds where the packed bytes begin: the local header repeats name and extra field, with lengths
/// of its own.
Status locate_data(Bytes bytes, uint64_t header_offset, ZipEntry& entry) {
  const auto header = slice(bytes, header_offset, 30);
  if (!header || field<uint32_t>(*header, 0) != kLocalHeader)
    return fail(bad_input("the directory points to where no entry begins")
                    .found(fmt::format("offset {}", header_offset)));
  entry.data_offset =
      header_offset + 30 + field<uint16_t>(*header, 26) + field<uint16_t>(*header, 28);
  if (!slice(bytes, entry.data_offset, entry.packed_size))
    return fail(bad_input("the content reaches past the end of the archive")
                    .found(fmt::format("{} bytes at offset {} of {}", entry.packed_size,
                                       entry.data_offset, bytes.size())));
  return {};
}

Status check_claims(const ZipEntry& entry, uint16_t flags) {
  if ((flags & kEncrypted) != 0) return fail(bad_input("the content is encrypted"));
  if (entry.method != kStored && entry.method != kDeflated)
    return fail(bad_input("unknown compression method")
                    .expected("0 (stored) or 8 (deflate)")
                    .found(std::to_string(entry.method)));
  const bool plausible = entry.method == kStored ? entry.size == entry.packed_size
                                                 : entry.size / kDeflateRatio <= entry.packed_size;
  if (!plausible)
    return fail(
        bad_input("the stated size is impossible")
            .found(fmt::format("{} bytes out of {} packed ones", entry.size, entry.packed_size)));
  return {};
}

Result<ZipEntry> read_directory_entry(Bytes bytes, ByteReader& directory) {
  const Error cut_off = bad_input("the directory of the archive is damaged");
  const auto header = directory.take(46);
  if (!header || field<uint32_t>(*header, 0) != kDirectoryHeader) return fail(cut_off);
  const auto name = directory.take(field<uint16_t>(*header, 28));
  const auto extra = directory.take(field<uint16_t>(*header, 30));
  const auto comment = directory.take(field<uint16_t>(*header, 32));
  if (!name || !extra || !comment) return fail(cut_off);

  ZipEntry entry;
  entry.name = as_text(*name);
  entry.method = field<uint16_t>(*header, 10);
  entry.crc32 = field<uint32_t>(*header, 16);
  entry.packed_size = field<uint32_t>(*header, 20);
  entry.size = field<uint32_t>(*header, 24);
  uint64_t header_offset = field<uint32_t>(*header, 42);
  if (!apply_zip64(*extra, entry, header_offset)) return fail(Error(cut_off).in(entry.name));
  if (auto status = check_claims(entry, field<uint16_t>(*header, 8)); !status)
    return fail(std::move(status).error().in(entry.name));
  if (auto status = locate_data(bytes, header_offset, entry); !status)
    return fail(std::move(status).error().in(entry.name));
  return entry;
}

/// Entries that share bytes are how a few kilobytes unpack to petabytes; nobody writes them.
Status check_overlaps(const std::vector<ZipEntry>& entries) {
  std::vector<const ZipEntry*> sorted;
  sorted.reserve(entries.size());
  for (const ZipEntry& entry : entries) sorted.push_back(&entry);
  std::ranges::sort(sorted, {}, [](const ZipEntry* e) { return e->data_offset; });
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i - 1]->data_offset + sorted[i - 1]->packed_size > sorted[i]->data_offset)
      return fail(bad_input(
          fmt::format("the entries '{}' and '{}' overlap", sorted[i - 1]->name, sorted[i]->name)));
  }
  return {};
}

Result<std::vector<std::byte>> inflate_entry(Bytes packed, size_t size) {
  // One byte more than stated: zlib wants room even for nothing, and a longer stream shows.
  std::vector<std::byte> content(size + 1);
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
    return fail(environment_error("zlib cannot be initialised"));
  // zlib counts in 32 bits: feed and drain in portions.
  constexpr size_t kPortion = std::numeric_limits<uInt>::max();
  size_t in = 0;
  size_t out = 0;
  int code = Z_OK;
  while (code == Z_OK) {
    const size_t in_now = std::min(packed.size() - in, kPortion);
    const size_t out_now = std::min(content.size() - out, kPortion);
    // zlib takes non-const input but does not write to it.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data() + in));
    stream.avail_in = static_cast<uInt>(in_now);
    stream.next_out = reinterpret_cast<Bytef*>(content.data() + out);
    stream.avail_out = static_cast<uInt>(out_now);
    code = inflate(&stream, Z_NO_FLUSH);
    in += in_now - stream.avail_in;
    out += out_now - stream.avail_out;
  }
  inflateEnd(&stream);
  if (code != Z_STREAM_END || out != size)
    return fail(bad_input("the compressed content is damaged")
                    .expected(fmt::format("{} bytes", size))
                    .found(fmt::format("{} bytes, zlib code {}", out, code)));
  content.resize(size);
  return content;
}

uint32_t crc32_of(Bytes bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

Result<ZipArchive> ZipArchive::parse(Bytes bytes, const ZipLimits& limits) {
  NPUSCOPE_TRY_ASSIGN(const Directory directory, find_directory(bytes));
  const auto records = slice(bytes, directory.offset, directory.size);
  if (!records || directory.entries > limits.entries)
    return fail(bad_input("the archive's directory is damaged")
                    .expected(fmt::format("at most {} entries inside the file", limits.entries))
                    .found(fmt::format("{} entries, {} bytes at offset {}", directory.entries,
                                       directory.size, directory.offset)));
  ZipArchive archive;
  archive.bytes_ = bytes;
  ByteReader reader(*records);
  std::set<std::string> names;
  uint64_t total = 0;
  for (uint64_t i = 0; i < directory.entries; ++i) {
    NPUSCOPE_TRY_ASSIGN(ZipEntry entry, read_directory_entry(bytes, reader));
    if (!names.insert(entry.name).second)
      return fail(bad_input(fmt::format("the archive holds '{}' twice", entry.name)));
    if (entry.size > limits.total_bytes - total)
      return fail(bad_input("the archive unpacks to too much")
                      .expected(fmt::format("at most {} bytes", limits.total_bytes)));
    total += entry.size;
    archive.entries_.push_back(std::move(entry));
  }
  NPUSCOPE_TRY(check_overlaps(archive.entries_));
  return archive;
}

Result<std::vector<std::byte>> ZipArchive::read(const ZipEntry& entry) const {
  const Bytes packed = *slice(bytes_, entry.data_offset, entry.packed_size);
  Result<std::vector<std::byte>> content;
  if (entry.method == kStored)
    content->assign(packed.begin(), packed.end());
  else
    content = inflate_entry(packed, static_cast<size_t>(entry.size));
  if (!content) return fail(std::move(content).error().in(entry.name));
  if (const uint32_t crc = crc32_of(*content); crc != entry.crc32)
    return fail(bad_input("the content is damaged")
                    .expected(fmt::format("CRC-32 {:08x}", entry.crc32))
                    .found(fmt::format("{:08x}", crc))
                    .hint("copy or write the file again")
                    .in(entry.name));
  return content;
}

}  // namespace npuscope
