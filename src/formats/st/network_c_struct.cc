// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

/// `{16, 16, 32}` or `(short)0`: up to the ',' or '}' behind it. Comments at its end are left out.
Result<std::string_view> read_value(CScanner& scanner) {
  const char* begin = scanner.token().text.data();
  const char* end = begin;
  while (!scanner.token().is(',') && !scanner.token().is('}')) {
    if (scanner.at_end()) return fail(scanner.unexpected("a field's value"));
    const CToken& token = scanner.token();
    if (token.is('(') || token.is('{')) {
      NPUSCOPE_TRY_ASSIGN(const std::string_view inner, scanner.bracketed_text());
      end = inner.data() + inner.size() + 1;
    } else {
      end = token.text.data() + token.text.size();
      scanner.advance();
    }
  }
  if (end == begin) return fail(scanner.unexpected("a field's value"));
  return std::string_view(begin, static_cast<size_t>(end - begin));
}

/// Past the ',' behind a field, to the next token of code; the comment on the line between them.
std::string_view comment_behind(CScanner& scanner) {
  const int64_t line = scanner.token().line;
  scanner.advance_to_any();
  const CToken behind = scanner.token();
  if (behind.kind == Kind::kComment || behind.kind == Kind::kDirective) scanner.advance();
  return behind.kind == Kind::kComment && behind.line == line ? behind.content() : "";
}

}  // namespace

Result<StStruct> read_struct(CScanner& scanner) {
  StStruct result;
  result.line = scanner.token().line;
  NPUSCOPE_TRY(scanner.expect('{'));
  while (!scanner.token().is('}')) {
    NPUSCOPE_TRY(scanner.expect('.'));
    StField field;
    field.line = scanner.token().line;
    const char* begin = scanner.token().text.data();
    const char* end = begin;
    while (scanner.token().kind == Kind::kName || scanner.token().is('.')) {
      end = scanner.token().text.data() + scanner.token().text.size();
      scanner.advance();
    }
    field.name = std::string_view(begin, static_cast<size_t>(end - begin));
    if (field.name.empty()) return fail(scanner.unexpected("a field's name"));
    NPUSCOPE_TRY(scanner.expect('='));
    NPUSCOPE_TRY_SET(field.value, read_value(scanner));
    result.fields.push_back(field);
    if (!scanner.token().is(',')) break;
    const std::string_view comment = comment_behind(scanner);
    if (field.name == "addr_base") result.address_comment = comment;
  }
  NPUSCOPE_TRY(scanner.expect('}'));
  return result;
}

Error bad_field(const StField& field, std::string expected) {
  constexpr size_t kShownText = 60;
  return in_line(bad_input(fmt::format("'.{}' has a value that it cannot have", field.name))
                     .expected(std::move(expected))
                     .found(fmt::format("'{}'", field.value.substr(0, kShownText))),
                 field.line);
}

Result<int64_t> field_integer(const StField& field) {
  const auto number = c_integer(field.value);
  if (!number) return fail(bad_field(field, "a whole number of 64 bits"));
  return *number;
}

}  // namespace npuscope
