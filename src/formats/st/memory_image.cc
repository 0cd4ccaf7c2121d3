// SPDX-License-Identifier: Apache-2.0
#include "formats/st/memory_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace npuscope {
namespace {

constexpr size_t kLargestImage = size_t{256} << 20;
constexpr uint64_t kBlock = uint64_t{1} << 16;  // a record's address has 16 bits

/// The value of each hexadecimal digit, -1 of all other characters.
constexpr std::array<int8_t, 256> digit_values() {
  std::array<int8_t, 256> values{};
  values.fill(-1);
  constexpr std::string_view kUpper = "0123456789ABCDEF";
  constexpr std::string_view kLower = "0123456789abcdef";
  for (size_t i = 0; i < kUpper.size(); ++i) {
    values[static_cast<unsigned char>(kUpper[i])] = static_cast<int8_t>(i);
    values[static_cast<unsigned char>(kLower[i])] = static_cast<int8_t>(i);
  }
  return values;
}
constexpr std::array<int8_t, 256> kDigits = digit_values();

/// Intel HEX: ":LLAAAATT<data>CC", where all bytes add up to 0 modulo 256.
class HexReader {
 public:
  Status line(std::string_view text) {
    if (ended_) return fail(bad_input("a record after the record that ends the file"));
    NPUSCOPE_TRY(decode(text));
    const uint64_t offset = static_cast<uint64_t>(bytes_[1]) << 8 | bytes_[2];
    const size_t count = bytes_[0];
    switch (bytes_[3]) {
      case 0: return data(offset, count);
      case 1: ended_ = true; return {};
      case 2: return base(count, 4);   // paragraphs of 16 bytes
      case 4: return base(count, 16);  // the upper half of the address
      case 3:
      case 5: return {};  // where a program starts
      default:
        return fail(bad_input("a record of a type that Intel HEX does not have")
                        .expected("0 to 5")
                        .found(fmt::format("{}", bytes_[3])));
    }
  }

  Result<MemoryImage> image() {
    if (!ended_)
      return fail(bad_input("the file ends without a record that ends it (':00000001FF')")
                      .hint("it was cut: copy it again"));
    auto& segments = image_.segments;
    std::stable_sort(segments.begin(), segments.end(),
                     [](const auto& a, const auto& b) { return a.address < b.address; });
    std::vector<MemoryImage::Segment> joined;
    for (MemoryImage::Segment& segment : segments) {
      const uint64_t end = joined.empty() ? 0 : joined.back().address + joined.back().bytes.size();
      if (!joined.empty() && segment.address < end)
        return fail(bad_input("two records give the same byte")
                        .found(fmt::format("address 0x{:08X} twice", segment.address)));
      if (!joined.empty() && segment.address == end)
        joined.back().bytes.insert(joined.back().bytes.end(), segment.bytes.begin(),
                                   segment.bytes.end());
      else
        joined.push_back(std::move(segment));
    }
    image_.segments = std::move(joined);
    image_.absolute = true;
    return std::move(image_);
  }

 private:
  /// The record's bytes, with length and checksum looked at.
  Status decode(std::string_view text) {
    if (text[0] != ':')
      return fail(bad_input("no record of Intel HEX")
                      .expected("':' and hexadecimal digits")
                      .found(fmt::format("'{}'", without_controls(text.substr(0, 20)))));
    const auto bad = std::find_if(text.begin() + 1, text.end(), [](char c) {
      return kDigits[static_cast<unsigned char>(c)] < 0;
    });
    if (bad != text.end())
      return fail(
          bad_input(fmt::format("column {} is no hexadecimal digit", bad - text.begin() + 1))
              .found(fmt::format("'{}'", without_controls(text.substr(
                                             static_cast<size_t>(bad - text.begin()), 20)))));
    if (text.size() < 11 || text.size() % 2 == 0)
      return fail(bad_input("the record is cut")
                      .expected("at least 10 hexadecimal digits, an even number of them")
                      .found(fmt::format("{}", text.size() - 1)));
    const size_t count = (text.size() - 1) / 2;
    bytes_.resize(count);
    unsigned sum = 0;
    for (size_t i = 0; i < count; ++i) {
      const int high = kDigits[static_cast<unsigned char>(text[1 + 2 * i])];
      const int low = kDigits[static_cast<unsigned char>(text[2 + 2 * i])];
      bytes_[i] = static_cast<uint8_t>(high << 4 | low);
      sum += bytes_[i];
    }
    if (size_t{bytes_[0]} + 5 != count)
      return fail(bad_input("the record has another length than it says")
                      .expected(fmt::format("{} bytes of data", bytes_[0]))
                      .found(fmt::format("{}", static_cast<int64_t>(count) - 5)));
    if (sum % 256 != 0) {
      const unsigned given = bytes_.back();
      return fail(bad_input("the record's checksum is wrong")
                      .expected(fmt::format("0x{:02X}", (given - sum) & 0xFF))
                      .found(fmt::format("0x{:02X}", given)));
    }
    return {};
  }

  Status data(uint64_t offset, size_t count) {
    if (offset + count > kBlock)
      return fail(bad_input("the record leaves its block of 64 KiB")
                      .found(fmt::format("{} bytes from 0x{:04X}", count, offset)));
    total_ += count;
    if (total_ > kLargestImage) return fail(bad_input("the image is larger than 256 MiB"));
    if (count == 0) return {};
    const uint64_t address = base_ + offset;
    auto& segments = image_.segments;
    if (segments.empty() || segments.back().address + segments.back().bytes.size() != address)
      segments.push_back({.address = address, .bytes = {}});
    const auto* first = reinterpret_cast<const std::byte*>(bytes_.data() + 4);
    segments.back().bytes.insert(segments.back().bytes.end(), first, first + count);
    return {};
  }

  Status base(size_t count, unsigned shift) {
    if (count != 2) return fail(bad_input("a record of an address has two bytes of data"));
    base_ = (static_cast<uint64_t>(bytes_[4]) << 8 | bytes_[5]) << shift;
    return {};
  }

  MemoryImage image_;
  std::vector<uint8_t> bytes_;  // of the record: length, address, type, data, checksum
  uint64_t base_ = 0;
  size_t total_ = 0;
  bool ended_ = false;
};

/// Without the byte order mark that an editor may have put in front.
std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

bool looks_like_hex(std::string_view text) {
  return text.size() > 10 && text[0] == ':' &&
         std::all_of(text.begin() + 1, text.begin() + 11,
                     [](char c) { return kDigits[static_cast<unsigned char>(c)] >= 0; });
}

}  // namespace

std::optional<Bytes> MemoryImage::at(uint64_t address, int64_t count) const {
  const auto next = std::upper_bound(
      segments.begin(), segments.end(), address,
      [](uint64_t wanted, const Segment& segment) { return wanted < segment.address; });
  if (next == segments.begin() || count < 0) return std::nullopt;
  const Segment& segment = *std::prev(next);
  const uint64_t offset = address - segment.address;
  const uint64_t size = segment.bytes.size();
  if (offset > size || static_cast<uint64_t>(count) > size - offset) return std::nullopt;
  return Bytes(segment.bytes).subspan(offset, static_cast<size_t>(count));
}

MemoryImage raw_image(Bytes bytes) {
  MemoryImage image;
  image.segments.push_back({.address = 0, .bytes = {bytes.begin(), bytes.end()}});
  return image;
}

Result<MemoryImage> parse_intel_hex(Bytes bytes) {
  HexReader reader;
  std::string_view rest = without_mark(as_text(bytes));
  for (int64_t number = 1; !rest.empty(); ++number) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    auto read = reader.line(line);
    if (!read) return fail(std::move(read).error().in(fmt::format("line {}", number)));
  }
  return reader.image();
}

Result<MemoryImage> read_memory_image(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const auto file, MappedFile::open(path));
  if (!looks_like_hex(without_mark(as_text(file->bytes())))) {
    if (file->bytes().size() > kLargestImage)
      return fail(bad_input("the image is larger than 256 MiB").in(to_utf8(path)));
    return raw_image(file->bytes());
  }
  auto image = parse_intel_hex(file->bytes());
  if (!image) return fail(std::move(image).error().in(to_utf8(path)));
  return image;
}

}  // namespace npuscope
