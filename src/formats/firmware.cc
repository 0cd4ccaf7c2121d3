// SPDX-License-Identifier: Apache-2.0
#include "formats/firmware.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "formats/elf_sections.h"
#include "formats/linker_map.h"

namespace npuscope {
namespace {

/// The range where a section runs and, where that differs, the one that it is loaded from.
void add_range(std::vector<FirmwareRange>& ranges, const std::string& name, uint64_t address,
               uint64_t size, uint64_t load_address, int64_t line) {
  if (size == 0) return;
  ranges.push_back({name, address, address + size, false, line});
  if (load_address != address)
    ranges.push_back({name, load_address, load_address + size, true, line});
}

std::vector<FirmwareRange> ranges_of(const ElfSections& elf) {
  std::vector<FirmwareRange> ranges;
  for (const auto& section : elf.sections)
    if (section.allocated)
      add_range(ranges, section.name, section.address, section.size,
                section.load_address.value_or(section.address), 0);
  if (!elf.sections.empty()) return ranges;
  for (size_t i = 0; i < elf.segments.size(); ++i) {
    const auto& segment = elf.segments[i];
    const std::string name = fmt::format("segment {}", i);
    add_range(ranges, name, segment.address, segment.memory_size, segment.address, 0);
    if (segment.file_size > 0 && segment.load_address != segment.address)
      ranges.push_back(
          {name, segment.load_address, segment.load_address + segment.file_size, true, 0});
  }
  return ranges;
}

/// A map gives load addresses to sections without content too; these are known by name.
bool has_content(std::string_view name) {
  const std::string text = lower(std::string(name));
  constexpr std::array<std::string_view, 5> kEmpty = {"bss", "heap", "stack", "noinit", "noload"};
  return std::ranges::none_of(
      kEmpty, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::vector<FirmwareRange> ranges_of(const LinkerMap& map) {
  std::vector<FirmwareRange> ranges;
  for (const auto& section : map.sections) {
    if (!section.allocated) continue;
    const bool copied = section.load_address && has_content(section.name);
    add_range(ranges, section.name, section.address, section.size,
              copied ? *section.load_address : section.address, section.line);
  }
  return ranges;
}

}  // namespace

Result<std::vector<FirmwareRange>> parse_firmware(Bytes bytes) {
  std::vector<FirmwareRange> ranges;
  if (is_elf(bytes)) {
    NPUSCOPE_TRY_ASSIGN(const ElfSections elf, parse_elf_sections(bytes));
    ranges = ranges_of(elf);
  } else {
    NPUSCOPE_TRY_ASSIGN(const LinkerMap map, parse_linker_map(utf8_text(as_text(bytes))));
    ranges = ranges_of(map);
  }
  if (!ranges.empty()) return ranges;
  return fail(bad_input("nothing of the firmware occupies memory")
                  .expected("sections that the linker has placed")
                  .hint("give the linked firmware, not an object file"));
}

Result<std::vector<FirmwareRange>> read_firmware(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const auto file, MappedFile::open(path));
  auto ranges = parse_firmware(file->bytes());
  if (!ranges) return fail(std::move(ranges).error().in(to_utf8(path)));
  return ranges;
}

}  // namespace npuscope
