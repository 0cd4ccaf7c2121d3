// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

constexpr std::string_view kUsePrefix = "global pool ";
constexpr std::string_view kPoolPrefix = "index=";

/// The word behind " key=" in a pool's line.
std::string_view word_behind(std::string_view line, std::string_view key) {
  const size_t at = line.find(key);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + key.size());
  return line.substr(0, line.find_first_of(" \t\r\n"));
}

bool has_word(std::string_view line, std::string_view word) {
  for (size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const size_t end = at + word.size();
    if (at > 0 && line[at - 1] == ' ' && (end == line.size() || line[end] == ' ')) return true;
  }
  return false;
}

/// Bytes of "1.71 MB"; nothing of "?". The generator prints two decimals.
std::optional<int64_t> bytes_of(std::string_view text) {
  const size_t space = std::min(text.find(' '), text.size());
  const auto number = whole_number<double>(text.substr(0, space));
  const std::string_view unit = trimmed(text.substr(space));
  constexpr std::array kUnits = {std::pair{"B", 1.0}, std::pair{"KB", 0x1p10},
                                 std::pair{"MB", 0x1p20}, std::pair{"GB", 0x1p30}};
  for (const auto& [name, size] : kUnits)
    if (number && unit == name && *number >= 0 && *number < 0x1p32)
      return static_cast<int64_t>(*number * size);
  return std::nullopt;
}

Error bad_pool(std::string_view key, std::string_view value, int64_t line) {
  return in_line(bad_input(fmt::format("a memory pool has no usable '{}'", trimmed(key)))
                     .expected(fmt::format("'{}NUMBER' in the pool's comment", trimmed(key)))
                     .found(fmt::format("'{}'", value)),
                 line);
}

}  // namespace

bool is_pool_comment(std::string_view comment) {
  return comment.starts_with(kUsePrefix) ||
         (comment.starts_with(kPoolPrefix) && comment.find(" offset=") != std::string_view::npos);
}

Status read_pool_comment(NetworkCReader& reader) {
  const CToken& token = reader.scanner.token();
  const std::string_view line = token.content();
  if (line.starts_with(kUsePrefix)) {  // stands in front of the pool's own line
    const size_t is = line.find(" is ");
    StPool& pool = reader.network.pools.emplace_back();
    pool.line = token.line;
    if (is != std::string_view::npos) pool.used = bytes_of(trimmed(line.substr(is + 4)));
    return {};
  }
  if (reader.network.pools.empty() || !reader.network.pools.back().name.empty())
    reader.network.pools.emplace_back();
  StPool& pool = reader.network.pools.back();
  pool.line = token.line;
  pool.name = word_behind(line, " name=");
  pool.postfix = word_behind(line, " postfix=");
  const std::string_view address = word_behind(line, " offset=");
  const auto base = c_unsigned(address);
  if (!base) return fail(bad_pool(" offset=", address, token.line));
  const std::string_view bytes = word_behind(line, " size=");
  const auto size = c_integer(bytes);
  if (!size || *size < 0) return fail(bad_pool(" size=", bytes, token.line));
  pool.address = *base;
  pool.size = *size;
  pool.is_virtual = has_word(line, "vpool");
  if (has_word(line, "READ_ONLY")) pool.writable = false;
  if (has_word(line, "READ_WRITE")) pool.writable = true;
  if (const auto cacheable = word_behind(line, " cacheable="); !cacheable.empty())
    pool.cacheable = cacheable == "ON";
  return {};
}

}  // namespace npuscope
