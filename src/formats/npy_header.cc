// SPDX-License-Identifier: Apache-2.0
#include "formats/npy_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

namespace npuscope {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;
constexpr size_t kHighestRank = 64;  // NumPy's own limit

/// Reads the one Python literal that NumPy writes. Every function moves past what it has read and
/// returns nothing where the text is not what it wants.
class LiteralReader {
 public:
  explicit LiteralReader(std::string_view text) : rest_(text) {}

  bool symbol(char wanted) {
    skip_spaces();
    if (rest_.empty() || rest_[0] != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<std::string> string() {
    skip_spaces();
    if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) return std::nullopt;
    const size_t end = rest_.find(rest_[0], 1);
    if (end == std::string_view::npos) return std::nullopt;
    std::string text(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    return text;
  }

  std::optional<bool> boolean() {
    skip_spaces();
    for (const bool value : {false, true}) {
      const std::string_view word = value ? "True" : "False";
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return value;
    }
    return std::nullopt;
  }

  std::optional<Shape> tuple() {
    Shape shape;
    if (!symbol('(')) return std::nullopt;
    while (!symbol(')')) {
      const auto number = integer();
      if (!number || shape.size() == kHighestRank) return std::nullopt;
      shape.push_back(*number);
      if (!symbol(',')) return symbol(')') ? std::optional(shape) : std::nullopt;
    }
    return shape;
  }

  bool at_end() {
    skip_spaces();
    return rest_.empty();
  }

 private:
  void skip_spaces() {
    const size_t first = rest_.find_first_not_of(" \n\t");
    rest_.remove_prefix(std::min(first, rest_.size()));
  }

  std::optional<int64_t> integer() {
    skip_spaces();
    int64_t value = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (code != std::errc() || value < 0) return std::nullopt;
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    if (!rest_.empty() && rest_[0] == 'L') rest_.remove_prefix(1);  // as Python 2 wrote it
    return value;
  }

  std::string_view rest_;
};

/// One `'key': value` of the dictionary. Each key must come once.
bool read_item(LiteralReader& reader, NpyHeader& header, std::string& seen) {
  const auto key = reader.string();
  if (!key || !reader.symbol(':')) return false;
  if (seen.find(*key + ' ') != std::string::npos) return false;
  seen += *key + ' ';
  if (*key == "descr") {
    auto descr = reader.string();
    if (!descr) return false;
    header.descr = *std::move(descr);
    return true;
  }
  if (*key == "fortran_order") {
    const auto fortran = reader.boolean();
    header.fortran_order = fortran.value_or(false);
    return fortran.has_value();
  }
  if (*key == "shape") {
    auto shape = reader.tuple();
    if (!shape) return false;
    header.shape = *std::move(shape);
    return true;
  }
  return false;
}

bool read_dictionary(std::string_view text, NpyHeader& header) {
  LiteralReader reader(text);
  std::string seen;
  if (!reader.symbol('{')) return false;
  for (int item = 0; item < 3; ++item) {
    if (!read_item(reader, header, seen)) return false;
    if (!reader.symbol(',') && item < 2) return false;
  }
  return reader.symbol('}') && reader.at_end();
}

}  // namespace

Result<NpyHeader> parse_npy_header(Bytes bytes) {
  ByteReader reader(bytes);
  const auto magic = reader.take(kMagic.size());
  const auto major = reader.read<uint8_t>();
  const auto minor = reader.read<uint8_t>();
  if (!magic || as_text(*magic) != kMagic || !minor)
    return fail(bad_input("not an .npy file").expected("\\x93NUMPY and a version at its start"));
  if (*major < 1 || *major > 3)
    return fail(bad_input("unknown .npy version")
                    .expected("1, 2 or 3")
                    .found(fmt::format("{}.{}", *major, *minor)));
  std::optional<size_t> size;
  if (*major == 1) {
    if (const auto narrow = reader.read<uint16_t>()) size = *narrow;
  } else if (const auto wide = reader.read<uint32_t>()) {
    size = *wide;
  }
  const auto text = size ? reader.take(*size) : std::nullopt;
  if (!text) return fail(bad_input("the .npy header is cut off"));
  NpyHeader header;
  header.data_offset = reader.position();
  if (!read_dictionary(as_text(*text), header))
    return fail(bad_input("the .npy header is not understood")
                    .expected("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}")
                    .found(std::string(as_text(*text).substr(0, 200)))
                    .hint("save a plain array: no fields, no objects"));
  return header;
}

std::string format_npy_header(const std::string& descr, const Shape& shape) {
  const std::string comma = shape.size() == 1 ? "," : "";
  std::string text = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}{}), }}",
                                 descr, fmt::join(shape, ", "), comma);
  const size_t prefix = kMagic.size() + 4;
  const size_t unpadded = prefix + text.size() + 1;
  text.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
  text += '\n';
  std::string header(kMagic);
  header += '\x01';
  header += '\0';
  header += static_cast<char>(text.size() & 0xff);
  header += static_cast<char>(text.size() >> 8);
  return header + text;
}

}  // namespace npuscope
