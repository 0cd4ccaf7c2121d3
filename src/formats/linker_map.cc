// SPDX-License-Identifier: Apache-2.0
#include "formats/linker_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"

namespace npuscope {
namespace {

/// Goes over a text line by line, and over the words of a line.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  std::optional<std::string_view> next() {
    if (rest_.empty()) return std::nullopt;
    ++line_;
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  [[nodiscard]] int64_t line() const { return line_; }

 private:
  std::string_view rest_;
  int64_t line_ = 0;
};

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (true) {
    const size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return words;
    line.remove_prefix(begin);
    const size_t end = std::min(line.find_first_of(" \t"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

bool is_debug(std::string_view name) {
  constexpr std::array<std::string_view, 5> kPrefixes = {".debug", ".comment", ".ARM.attributes",
                                                         ".stab", ".note."};
  return std::ranges::any_of(kPrefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

/// "0x34000000 0x3e4 load address 0x7018898c": of an output section, behind its name. Nothing where
/// the words are something else.
std::optional<LinkerMap::Section> placed(const std::vector<std::string_view>& words, size_t first) {
  if (words.size() < first + 2) return std::nullopt;
  const auto address = hexadecimal(words[first]);
  const auto size = hexadecimal(words[first + 1]);
  if (!address || !size) return std::nullopt;
  LinkerMap::Section section;
  section.address = *address;
  section.size = *size;
  if (words.size() >= first + 5 && words[first + 2] == "load" && words[first + 3] == "address")
    section.load_address = hexadecimal(words[first + 4]);
  return section;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : lines_(text) {}

  Result<LinkerMap> read() {
    while (const auto line = lines_.next()) {
      if (line->starts_with("Memory Configuration"))
        part_ = Part::kRegions;
      else if (line->starts_with("Linker script and memory map"))
        part_ = Part::kSections;
      else if (line->starts_with("Cross Reference Table"))
        part_ = Part::kOther;
      else if (part_ == Part::kRegions)
        read_region(*line);
      else if (part_ == Part::kSections)
        NPUSCOPE_TRY(read_section(*line));
    }
    if (map_.sections.empty())
      return fail(bad_input("not a map of GNU ld")
                      .expected("'Linker script and memory map' and output sections behind it")
                      .hint("link with -Wl,-Map=FILE, or give the ELF file"));
    for (LinkerMap::Section& section : map_.sections) section.allocated = is_allocated(section);
    return std::move(map_);
  }

 private:
  enum class Part { kOther, kRegions, kSections };

  void read_region(std::string_view line) {
    const auto words = words_of(line);
    if (words.size() < 3 || words[0] == "*default*") return;
    const auto origin = hexadecimal(words[1]);
    const auto length = hexadecimal(words[2]);
    if (!origin || !length) return;
    map_.regions.push_back({std::string(words[0]), *origin, *length, lines_.line()});
  }

  /// Output sections begin in the first column; a long name has its numbers on the next line.
  Status read_section(std::string_view line) {
    const auto words = words_of(line);
    const bool first_column = !line.empty() && line[0] != ' ' && line[0] != '\t';
    std::optional<LinkerMap::Section> section;
    if (first_column) {
      section = placed(words, 1);
      waiting_ = section || words.size() != 1 ? "" : std::string(words[0]);
      if (section) section->name = words[0];
    } else if (!waiting_.empty()) {
      section = placed(words, 0);
      if (section) section->name = std::move(waiting_);
      waiting_.clear();
    }
    if (!section) return {};
    section->line = lines_.line();
    constexpr uint64_t kEnd = std::numeric_limits<uint64_t>::max();
    if (section->size > kEnd - section->address ||
        section->size > kEnd - section->load_address.value_or(0))
      return fail(bad_input(fmt::format("section '{}' leaves the address space", section->name))
                      .in(fmt::format("line {}", section->line)));
    map_.sections.push_back(*std::move(section));
    return {};
  }

  [[nodiscard]] bool is_allocated(const LinkerMap::Section& section) const {
    if (is_debug(section.name)) return false;
    if (map_.regions.empty()) return section.address != 0;
    return std::ranges::any_of(map_.regions, [&](const LinkerMap::Region& region) {
      return section.address >= region.origin && section.address - region.origin < region.length;
    });
  }

  Lines lines_;
  LinkerMap map_;
  Part part_ = Part::kOther;
  std::string waiting_;  ///< a name whose numbers have not come yet
};

}  // namespace

Result<LinkerMap> parse_linker_map(std::string_view text) { return Reader(text).read(); }

}  // namespace npuscope
