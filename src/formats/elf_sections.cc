// SPDX-License-Identifier: Apache-2.0
#include "formats/elf_sections.h"

#include <fmt/format.h>

#include <limits>

namespace npuscope {
namespace {

// Names and values: System V ABI, "Object Files"; the generic ELF specification.
constexpr uint8_t kClass32 = 1, kClass64 = 2, kLittleEndian = 1;
constexpr uint32_t kNobits = 8;  // SHT_NOBITS
constexpr uint64_t kAlloc = 2;   // SHF_ALLOC
constexpr uint32_t kLoad = 1;    // PT_LOAD
// Files with more sections say their number elsewhere; the linker merges those of a firmware to
// few.
constexpr uint16_t kFirstEscape = 0xff00;  // SHN_LORESERVE
constexpr size_t kLongestName = 1024;      // of what linkers write; keeps hostile files small

Error elf_error(std::string what) { return bad_input("ELF file: " + std::move(what)); }

/// The fields of the file's header that say where the tables are.
struct Header {
  bool wide = false;  ///< 64 bits
  uint64_t sections_at = 0, segments_at = 0;
  uint64_t section_bytes = 0, segment_bytes = 0;  ///< of an entry
  uint64_t section_count = 0, segment_count = 0;
  uint64_t names = 0;  ///< the section that holds the names of all
};

/// An entry of the table of sections.
struct Entry {
  uint32_t name = 0, type = 0;
  uint64_t flags = 0, address = 0, offset = 0, size = 0;
};

/// Reads the fields of one header or table entry, one after another.
class Fields {
 public:
  Fields(Bytes bytes, bool wide) : reader_(bytes), wide_(wide) {}
  template <class T>
  T take() {
    const auto value = reader_.read<T>();
    complete_ = complete_ && value.has_value();
    return value.value_or(T{});
  }
  /// 32 or 64 bits, by the file's class.
  uint64_t word() { return wide_ ? take<uint64_t>() : take<uint32_t>(); }
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  ByteReader reader_;
  bool wide_;
  bool complete_ = true;
};

Result<Header> read_header(Bytes bytes) {
  if (!is_elf(bytes)) return fail(bad_input("not an ELF file").expected("0x7f 'ELF' at its begin"));
  Fields fields(bytes, false);
  (void)fields.take<uint32_t>();  // the magic number
  const auto width = fields.take<uint8_t>();
  const auto order = fields.take<uint8_t>();
  if ((width != kClass32 && width != kClass64) || order != kLittleEndian)
    return fail(elf_error("of another kind of machine")
                    .expected("32 or 64 bits, little-endian")
                    .found(fmt::format("class {}, byte order {}", width, order)));
  Header header;
  header.wide = width == kClass64;
  constexpr size_t kBehindEntry32 = 28, kBehindEntry64 = 32;
  const size_t begin = header.wide ? kBehindEntry64 : kBehindEntry32;
  if (bytes.size() < begin) return fail(elf_error("it ends within its header"));
  fields = Fields(bytes.subspan(begin), header.wide);
  header.segments_at = fields.word();
  header.sections_at = fields.word();
  (void)fields.take<uint32_t>();  // flags
  (void)fields.take<uint16_t>();  // the header's own size
  header.segment_bytes = fields.take<uint16_t>();
  header.segment_count = fields.take<uint16_t>();
  header.section_bytes = fields.take<uint16_t>();
  header.section_count = fields.take<uint16_t>();
  header.names = fields.take<uint16_t>();
  if (!fields.complete()) return fail(elf_error("it ends within its header"));
  const bool many = header.sections_at != 0 && header.section_count == 0;
  if (many || header.names >= kFirstEscape || header.segment_count >= kFirstEscape)
    return fail(elf_error("it has more than 65279 sections or segments")
                    .hint("give the linked firmware, not an object file or an archive"));
  return header;
}

/// The bytes of entry `index` of a table; an error where the table leaves the file.
Result<Bytes> entry_bytes(Bytes file, uint64_t table, uint64_t entry, uint64_t index,
                          std::string_view what) {
  const bool inside = entry > 0 && table <= file.size() && index < (file.size() - table) / entry;
  if (!inside)
    return fail(
        elf_error(fmt::format("its table of {} reaches beyond the file", what))
            .expected(fmt::format("entry {} of {} bytes behind byte {}", index, entry, table))
            .found(fmt::format("{} bytes in all", file.size())));
  return file.subspan(static_cast<size_t>(table + index * entry), static_cast<size_t>(entry));
}

Result<Entry> read_entry(Bytes file, const Header& header, uint64_t index) {
  NPUSCOPE_TRY_ASSIGN(const Bytes bytes, entry_bytes(file, header.sections_at, header.section_bytes,
                                                     index, "sections"));
  Fields fields(bytes, header.wide);
  Entry entry;
  entry.name = fields.take<uint32_t>();
  entry.type = fields.take<uint32_t>();
  entry.flags = fields.word();
  entry.address = fields.word();
  entry.offset = fields.word();
  entry.size = fields.word();
  if (!fields.complete()) return fail(elf_error("entries of its table of sections are too short"));
  return entry;
}

bool leaves_address_space(uint64_t begin, uint64_t size) {
  return size > std::numeric_limits<uint64_t>::max() - begin;
}

Result<std::string> name_of(Bytes file, const Entry& names, uint32_t offset) {
  const bool inside = names.offset <= file.size() && names.size <= file.size() - names.offset &&
                      offset < names.size;
  if (!inside) return fail(elf_error("the name of a section lies outside of the table of names"));
  const std::string_view text =
      as_text(file.subspan(static_cast<size_t>(names.offset), static_cast<size_t>(names.size)))
          .substr(offset, kLongestName + 1);
  const size_t end = text.find('\0');
  if (end == std::string_view::npos)
    return fail(elf_error("the name of a section does not end")
                    .expected(fmt::format("a zero byte within {} bytes", kLongestName)));
  return std::string(text.substr(0, end));
}

Result<std::vector<ElfSections::Segment>> read_segments(Bytes file, const Header& header) {
  std::vector<ElfSections::Segment> segments;
  if (header.segments_at == 0) return segments;
  for (uint64_t i = 0; i < header.segment_count; ++i) {
    NPUSCOPE_TRY_ASSIGN(const Bytes bytes,
                        entry_bytes(file, header.segments_at, header.segment_bytes, i, "segments"));
    Fields fields(bytes, header.wide);
    const auto type = fields.take<uint32_t>();
    if (header.wide) (void)fields.take<uint32_t>();  // flags stand elsewhere in 32 bits
    (void)fields.word();                             // the content's place in the file
    ElfSections::Segment segment;
    segment.address = fields.word();
    segment.load_address = fields.word();
    segment.file_size = fields.word();
    segment.memory_size = fields.word();
    if (!fields.complete())
      return fail(elf_error("entries of its table of segments are too short"));
    if (leaves_address_space(segment.address, segment.memory_size) ||
        leaves_address_space(segment.load_address, segment.file_size))
      return fail(elf_error(fmt::format("segment {} leaves the address space", i)));
    if (type == kLoad) segments.push_back(segment);
  }
  return segments;
}

std::optional<uint64_t> load_address(const ElfSections::Section& section,
                                     const std::vector<ElfSections::Segment>& segments) {
  if (!section.allocated || !section.stored) return std::nullopt;
  for (const auto& segment : segments) {
    if (section.address < segment.address) continue;
    const uint64_t offset = section.address - segment.address;
    if (offset < segment.file_size && section.size <= segment.file_size - offset)
      return segment.load_address + offset;
  }
  return std::nullopt;
}

}  // namespace

bool is_elf(Bytes bytes) {
  return as_text(bytes).starts_with(
      "\x7f"
      "ELF");
}

Result<ElfSections> parse_elf_sections(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Header header, read_header(bytes));
  ElfSections elf;
  NPUSCOPE_TRY_SET(elf.segments, read_segments(bytes, header));
  if (header.sections_at == 0 || header.section_count == 0) return elf;
  NPUSCOPE_TRY_ASSIGN(const Entry names, read_entry(bytes, header, header.names));
  for (uint64_t i = 1; i < header.section_count; ++i) {
    NPUSCOPE_TRY_ASSIGN(const Entry entry, read_entry(bytes, header, i));
    ElfSections::Section section;
    NPUSCOPE_TRY_SET(section.name, name_of(bytes, names, entry.name));
    section.address = entry.address;
    section.size = entry.size;
    section.allocated = (entry.flags & kAlloc) != 0;
    section.stored = entry.type != kNobits;
    if (leaves_address_space(section.address, section.size))
      return fail(elf_error(fmt::format("section '{}' leaves the address space", section.name)));
    section.load_address = load_address(section, elf.segments);
    elf.sections.push_back(std::move(section));
  }
  return elf;
}

}  // namespace npuscope
