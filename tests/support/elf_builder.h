// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace npuscope::test {

/// Writes small ELF files, section by section, as a linker would.
struct ElfBuilder {
  struct Section {
    std::string name;
    uint64_t address = 0, size = 0;
    bool allocated = true, stored = true;
  };
  struct Segment {
    uint64_t address = 0, load_address = 0, memory_size = 0, file_size = 0;
  };
  bool wide = false;
  std::vector<Section> sections;
  std::vector<Segment> segments;

  [[nodiscard]] std::string bytes() const {
    const size_t header = wide ? 64 : 52, segment = wide ? 56 : 32;
    std::string names(1, '\0'), table, programs;
    put_section(table, 0, 0, 0, 0, 0, 0);
    const size_t names_at = header + segment * segments.size();
    for (const Segment& s : segments) put_segment(programs, s);
    for (const Section& s : sections) {
      put_section(table, names.size(), s.stored ? 1 : 8, s.allocated ? 2 : 0, s.address, 0, s.size);
      names += s.name + '\0';
    }
    const size_t own = names.size();
    names += std::string(".shstrtab") + '\0';
    put_section(table, own, 3, 0, 0, names_at, names.size());
    std::string file = std::string(
                           "\x7f"
                           "ELF") +
                       (wide ? '\2' : '\1') + "\1\1";
    file.resize(16);
    put(file, 2, 2), put(file, 40, 2), put(file, 1, 4);  // executable, Arm, version
    word(file, 0);
    word(file, segments.empty() ? 0 : header);
    word(file, sections.empty() ? 0 : names_at + names.size());
    put(file, 0, 4), put(file, header, 2);
    put(file, segment, 2), put(file, segments.size(), 2);
    put(file, wide ? 64 : 40, 2), put(file, sections.empty() ? 0 : sections.size() + 2, 2);
    put(file, sections.empty() ? 0 : sections.size() + 1, 2);
    return file + programs + (sections.empty() ? "" : names + table);
  }

 private:
  static void put(std::string& out, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
  }
  void word(std::string& out, uint64_t value) const { put(out, value, wide ? 8 : 4); }

  void put_section(std::string& out, uint64_t name, uint64_t type, uint64_t flags, uint64_t address,
                   uint64_t offset, uint64_t size) const {
    put(out, name, 4), put(out, type, 4);
    word(out, flags), word(out, address), word(out, offset), word(out, size);
    put(out, 0, 4), put(out, 0, 4);
    word(out, 1), word(out, 0);
  }

  void put_segment(std::string& out, const Segment& s) const {
    put(out, 1, 4);
    if (wide) put(out, 7, 4);
    word(out, 0), word(out, s.address), word(out, s.load_address);
    word(out, s.file_size), word(out, s.memory_size);
    if (!wide) put(out, 7, 4);
    word(out, 4);
  }
};

}  // namespace npuscope::test
