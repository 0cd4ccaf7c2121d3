// SPDX-License-Identifier: Apache-2.0
#include "formats/st/c_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/text.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

/// Without the suffix that gives a number's type: "16UL".
std::string_view without_suffix(std::string_view number, std::string_view suffixes) {
  while (!number.empty() && suffixes.find(number.back()) != std::string_view::npos)
    number.remove_suffix(1);
  return number;
}

std::optional<uint64_t> magnitude(std::string_view number) {
  number = without_suffix(number, "uUlL");
  const bool hexadecimal = number.starts_with("0x") || number.starts_with("0X");
  if (hexadecimal) number.remove_prefix(2);
  uint64_t value = 0;
  const char* end = number.data() + number.size();
  const auto [stop, code] = std::from_chars(number.data(), end, value, hexadecimal ? 16 : 10);
  return code == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::optional<int64_t> with_sign(uint64_t value, bool negative) {
  constexpr auto kMax = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  if (value > kMax) return std::nullopt;
  const auto number = static_cast<int64_t>(value);
  return negative ? -number : number;
}

/// Past `(short)` or `(uintptr_t)` in front of a number.
std::string_view past_cast(std::string_view text) {
  if (!text.starts_with('(')) return text;
  const size_t close = text.find(')');
  const std::string_view type = text.substr(1, close == std::string_view::npos ? 0 : close - 1);
  const bool names_a_type = !type.empty() && std::ranges::all_of(type, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == ' ';
  }) && !(type[0] >= '0' && type[0] <= '9');
  return names_a_type ? trimmed(text.substr(close + 1)) : text;
}

std::string_view within(std::string_view text, char open, char close) {
  const bool both = text.size() >= 2 && text.front() == open && text.back() == close;
  return both ? trimmed(text.substr(1, text.size() - 2)) : text;
}

/// Names in an address that say nothing of where it is.
bool is_wrapping(std::string_view name) {
  constexpr std::array kTypes = {"unsigned",  "char",     "void",   "const",
                                 "uintptr_t", "uint32_t", "uint8_t"};
  return std::ranges::find(kTypes, name) != kTypes.end() || name.ends_with("_ADDR");
}

StAddress::Base base_of(std::string_view symbol) {
  if (symbol.starts_with("_mem_pool__user_io_")) return StAddress::Base::kUser;
  if (symbol == "__ec_params_memory_pool_base") return StAddress::Base::kParameters;
  return StAddress::Base::kSymbol;
}

/// Adds up what an address consists of.
class AddressSum {
 public:
  bool add(const CToken& token) {
    if (token.kind == Kind::kNumber) return add_number(token.text);
    if (token.kind == Kind::kName) return is_wrapping(token.text) || add_name(token.text);
    return token.kind == Kind::kMark &&
           std::string_view("(){}*&+").find(token.text[0]) != std::string_view::npos;
  }
  [[nodiscard]] std::optional<StAddress> sum() const {
    if (!null_ && !number_ && symbol_.empty()) return std::nullopt;
    StAddress address;
    address.address = address_;
    address.symbol = symbol_;
    if (!symbol_.empty())
      address.base = base_of(symbol_);
    else if (address_ != 0)
      address.base = StAddress::Base::kAbsolute;
    if (address.base == StAddress::Base::kParameters) address.symbol.clear();
    return address;
  }

 private:
  bool add_number(std::string_view text) {
    const auto value = magnitude(text);
    number_ = true;
    return value && !__builtin_add_overflow(address_, *value, &address_);
  }
  bool add_name(std::string_view name) {
    if (null_ || !symbol_.empty()) return false;
    if (name == "NULL")
      null_ = true;
    else
      symbol_ = name;
    return true;
  }

  uint64_t address_ = 0;
  std::string_view symbol_;
  bool number_ = false, null_ = false;
};

}  // namespace

std::optional<uint64_t> c_unsigned(std::string_view text) { return magnitude(trimmed(text)); }

std::optional<int64_t> c_integer(std::string_view text) {
  text = past_cast(within(past_cast(trimmed(text)), '(', ')'));
  const bool negative = text.starts_with('-');
  if (negative) text = trimmed(text.substr(1));
  const auto value = magnitude(text);
  return value ? with_sign(*value, negative) : std::nullopt;
}

std::optional<double> c_real(std::string_view text) {
  text = trimmed(text);
  return whole_number<double>(text.starts_with("0x") ? text : without_suffix(text, "fF"));
}

std::optional<std::vector<int64_t>> c_integers(std::string_view text) {
  text = within(trimmed(text), '{', '}');
  std::vector<int64_t> numbers;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    const auto number = c_integer(text.substr(0, comma));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    text = trimmed(text.substr(std::min(comma + 1, text.size())));
  }
  return numbers;
}

std::optional<StAddress> c_address(std::string_view text) {
  CScanner scanner(text);
  AddressSum sum;
  for (; !scanner.at_end(); scanner.advance_to_any())
    if (scanner.token().kind != Kind::kComment && !sum.add(scanner.token())) return std::nullopt;
  return sum.sum();
}

std::string_view c_name(std::string_view text) {
  std::string_view name;
  for (CScanner scanner(text); !scanner.at_end(); scanner.advance())
    if (scanner.token().kind == Kind::kName && !is_wrapping(scanner.token().text))
      name = scanner.token().text;
  return name == "NULL" ? std::string_view() : name;
}

std::vector<std::string_view> c_arguments(std::string_view text) {
  std::vector<std::string_view> arguments;
  int64_t depth = 0;
  size_t begin = 0;
  for (CScanner scanner(text); !scanner.at_end(); scanner.advance_to_any()) {
    const CToken& token = scanner.token();
    if (token.is('(') || token.is('{') || token.is('[')) ++depth;
    if (token.is(')') || token.is('}') || token.is(']')) --depth;
    if (depth != 0 || !token.is(',')) continue;
    const auto end = static_cast<size_t>(token.text.data() - text.data());
    arguments.push_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  if (const std::string_view last = trimmed(text.substr(begin)); !last.empty())
    arguments.push_back(last);
  return arguments;
}

}  // namespace npuscope
