// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_buffers.h"

namespace npuscope {
namespace {

/// Numbers that all entries together may take out of arrays: damaged or hostile text in which many
/// entries share a long array must not fill the memory. Beyond any table that fits into a file.
constexpr size_t kMostNumbers = size_t{1} << 24;

}  // namespace

Status StArrays::read(CScanner& scanner, std::string_view name, bool real) {
  Array array{real, real ? reals_.size() : integers_.size(), 0};
  NPUSCOPE_TRY(scanner.expect('{'));
  while (!scanner.token().is('}')) {
    const bool negative = scanner.token().is('-');
    if (negative) scanner.advance();
    const std::string_view text = scanner.token().text;
    const auto number = real ? std::nullopt : c_integer(text);
    const auto value = real ? c_real(text) : std::nullopt;
    if (scanner.token().kind != CToken::Kind::kNumber || (!number && !value))
      return fail(scanner.unexpected(real ? "a number" : "a whole number of 64 bits"));
    if (number) integers_.push_back(negative ? -*number : *number);
    if (value) reals_.push_back(negative ? -*value : *value);
    ++array.count;
    scanner.advance();
    if (!scanner.token().is(',') && !scanner.token().is('}'))
      return fail(scanner.unexpected(fmt::format("',' or '}}' in the array '{}'", name)));
    if (scanner.token().is(',')) scanner.advance();
  }
  scanner.advance();
  arrays_[name] = array;
  return {};
}

Result<StArrays::Array> StArrays::find(const StField& field, bool real) {
  const auto found = arrays_.find(field.value);
  if (found == arrays_.end() || found->second.real != real)
    return fail(bad_field(field, fmt::format("the name of an array of {} above in this function",
                                             real ? "real numbers" : "whole numbers")));
  handed_out_ += found->second.count;
  if (handed_out_ > kMostNumbers)
    return fail(bad_field(field, "tables of buffers that do not repeat long arrays"));
  return found->second;
}

Result<std::vector<int64_t>> StArrays::integers(const StField& field) {
  NPUSCOPE_TRY_ASSIGN(const Array array, find(field, false));
  const auto begin = integers_.begin() + static_cast<ptrdiff_t>(array.begin);
  return std::vector<int64_t>(begin, begin + static_cast<ptrdiff_t>(array.count));
}

Result<std::vector<double>> StArrays::reals(const StField& field) {
  NPUSCOPE_TRY_ASSIGN(const Array array, find(field, true));
  const auto begin = reals_.begin() + static_cast<ptrdiff_t>(array.begin);
  return std::vector<double>(begin, begin + static_cast<ptrdiff_t>(array.count));
}

}  // namespace npuscope
