// SPDX-License-Identifier: Apache-2.0
#include "formats/st/c_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/error.h"
#include "base/text.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

/// Nobody nests conditions of the preprocessor as deep as this in generated code.
constexpr size_t kDeepestCondition = 32;
/// Digits that a message shows of what it found.
constexpr size_t kShownText = 60;

enum CharClass : uint8_t { kOther, kBlank, kNameChar, kDigit };

constexpr std::array<CharClass, 256> classes() {
  std::array<CharClass, 256> table{};
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = kNameChar;
  for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = kNameChar;
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = kDigit;
  table['_'] = kNameChar;
  table['$'] = kNameChar;
  for (const char c : {' ', '\t', '\r', '\n', '\f', '\v'})
    table[static_cast<unsigned char>(c)] = kBlank;
  return table;
}
constexpr std::array<CharClass, 256> kClasses = classes();

CharClass class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

bool of_name(char c) {
  const CharClass of = class_of(c);
  return of == kNameChar || of == kDigit;
}

int64_t count_lines(std::string_view text) { return std::count(text.begin(), text.end(), '\n'); }

/// "if" of "#  if X"; the directive's word.
std::string_view word_of(std::string_view directive) {
  size_t end = 0;
  while (end < directive.size() && of_name(directive[end])) ++end;
  return directive.substr(0, end);
}

/// Whether a build with debug information takes the branch behind `#if condition`.
bool holds(std::string_view word, std::string_view condition) {
  if (word == "ifdef" || word == "ifndef") return true;
  condition = trimmed(condition.substr(0, std::min(condition.find("//"), condition.find("/*"))));
  if (condition == "0") return false;
  constexpr std::string_view kExcluded = "LL_ATON_DBG_BUFFER_INFO_EXCLUDED";
  if (!condition.starts_with(kExcluded)) return true;
  const std::string_view rest = trimmed(condition.substr(kExcluded.size()));
  return rest.starts_with("==") && trimmed(rest.substr(2)) == "0";
}

/// Whether a word that begins with a digit is a number that C has: a whole one of 64 bits, or one
/// with a point or an exponent.
bool is_number(std::string_view word) {
  if (word.size() <= 18 && std::ranges::all_of(word, [](char c) { return class_of(c) == kDigit; }))
    return true;
  const bool hexadecimal = word.starts_with("0x") || word.starts_with("0X");
  if (!hexadecimal && word.find_first_of(".eE") != std::string_view::npos)
    return word.find_first_not_of("0123456789.eE+-fF") == std::string_view::npos;
  while (!word.empty() && std::string_view("uUlL").find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  if (hexadecimal) word.remove_prefix(2);
  uint64_t value = 0;
  const char* end = word.data() + word.size();
  const auto [stop, code] = std::from_chars(word.data(), end, value, hexadecimal ? 16 : 10);
  return code == std::errc() && stop == end;
}

}  // namespace

Error in_line(Error error, int64_t line) {
  return std::move(error).in(fmt::format("line {}", line));
}

std::string_view CToken::content() const {
  std::string_view inner = text;
  if (kind == Kind::kDirective) return trimmed(inner.substr(1));
  if (kind == Kind::kString) return inner.substr(1, inner.size() - 2);
  inner.remove_prefix(2);
  if (text[1] == '*') inner.remove_suffix(2);
  return trimmed(inner);
}

CScanner::CScanner(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) position_ = 3;
  advance_to_any();
}

void CScanner::advance_to_any() { scan(); }

void CScanner::advance() {
  do scan();
  while (token_.kind == Kind::kComment || token_.kind == Kind::kDirective);
}

bool CScanner::skip_blanks() {
  while (position_ < text_.size() && class_of(text_[position_]) == kBlank) {
    if (text_[position_] == '\n') {
      ++line_;
      line_begins_ = true;
    }
    ++position_;
  }
  return position_ < text_.size();
}

void CScanner::take(Kind kind, size_t end) {
  token_ = {kind, text_.substr(position_, end - position_), line_};
  position_ = end;
  line_begins_ = false;
}

void CScanner::break_off(int64_t line, std::string what) {
  if (!broken_)
    broken_ = in_line(
        bad_input(std::move(what)).hint("the file is damaged or cut off: generate it again"), line);
  position_ = text_.size();
  token_ = {Kind::kEnd, text_.substr(position_), line};
}

void CScanner::scan() {
  if (broken_) return;
  if (!skip_blanks()) {
    token_ = {Kind::kEnd, text_.substr(position_), line_};
    if (!conditions_.empty()) break_off(conditions_.back().line, "this #if has no #endif");
    return;
  }
  const char c = text_[position_];
  const char next = position_ + 1 < text_.size() ? text_[position_ + 1] : '\0';
  if (c == '/' && (next == '*' || next == '/')) return scan_comment();
  if (c == '"' || c == '\'') return scan_string(c);
  if (c == '#' && line_begins_) return scan_directive();
  size_t end = position_ + 1;
  const CharClass of = class_of(c);
  if (of == kNameChar) {
    while (end < text_.size() && of_name(text_[end])) ++end;
    return take(Kind::kName, end);
  }
  if (of == kDigit || (c == '.' && class_of(next) == kDigit)) {
    const auto continues = [&](char d) {
      const char before = text_[end - 1];
      return of_name(d) || d == '.' ||
             ((d == '-' || d == '+') && (before | 0x20) == 'e' &&
              !text_.substr(position_).starts_with("0x"));
    };
    while (end < text_.size() && continues(text_[end])) ++end;
    take(Kind::kNumber, end);
    if (!is_number(token_.text))
      break_off(line_,
                fmt::format("'{}' is no number of 64 bits", token_.text.substr(0, kShownText)));
    return;
  }
  take(Kind::kMark, end);
}

void CScanner::scan_comment() {
  const bool block = text_[position_ + 1] == '*';
  size_t end = text_.find(block ? "*/" : "\n", position_ + 2);
  if (block && end == std::string_view::npos)
    return break_off(line_, "the comment that begins here has no end");
  end = block ? end + 2 : std::min(end, text_.size());
  const bool began = line_begins_;
  take(Kind::kComment, end);
  if (block) line_ += count_lines(token_.text);
  line_begins_ = began;
}

void CScanner::scan_string(char quote) {
  size_t end = position_ + 1;
  while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
    end += text_[end] == '\\' ? size_t{2} : size_t{1};
  if (end >= text_.size() || text_[end] != quote)
    return break_off(line_, "the quotation that begins here has no end");
  take(Kind::kString, end + 1);
}

size_t CScanner::directive_end() const {
  size_t end = text_.find('\n', position_);
  while (end != std::string_view::npos) {
    const size_t last = text_[end - 1] == '\r' && end - 1 > position_ ? end - 2 : end - 1;
    if (text_[last] != '\\') return end;
    end = text_.find('\n', end + 1);
  }
  return text_.size();
}

void CScanner::scan_directive() {
  take(Kind::kDirective, directive_end());
  const CToken directive = token_;
  line_ += count_lines(directive.text);
  answer(directive.content());
  if (!broken_) token_ = directive;
}

void CScanner::open_condition(bool holds) {
  if (conditions_.size() == kDeepestCondition)
    return break_off(token_.line, "conditions of the preprocessor nest too deep");
  conditions_.push_back({token_.line, holds});
  if (!holds) skip_branch();
}

void CScanner::close_condition() {
  if (conditions_.empty()) return break_off(token_.line, "there is no #if to this line");
  conditions_.pop_back();
}

void CScanner::answer(std::string_view directive) {
  const std::string_view word = word_of(directive);
  if (word == "if" || word == "ifdef" || word == "ifndef")
    return open_condition(holds(word, directive.substr(word.size())));
  if (word == "endif") return close_condition();
  if (word != "else" && word != "elif") return;
  if (conditions_.empty()) return break_off(token_.line, "there is no #if to this line");
  skip_branch();  // what came before it held
}

/// Up to the directive that ends what a condition leaves out, and past it if the text behind it is
/// to be read.
void CScanner::skip_branch() {
  size_t depth = 0;
  while (skip_blanks()) {
    const bool directive = text_[position_] == '#' && line_begins_;
    const size_t end =
        directive ? directive_end() : std::min(text_.find('\n', position_), text_.size());
    const std::string_view line = text_.substr(position_, end - position_);
    line_ += count_lines(line);
    position_ = end;
    if (!directive) continue;
    const std::string_view content = trimmed(line.substr(1));
    const std::string_view word = word_of(content);
    if (word.starts_with("if")) ++depth;
    if (word == "endif" && depth-- == 0) return close_condition();
    Condition& condition = conditions_.back();
    if (depth > 0 || condition.held || (word != "else" && word != "elif")) continue;
    if (word == "elif" && !holds("if", content.substr(word.size()))) continue;
    condition.held = true;
    return;
  }
}

Status CScanner::status() const {
  if (broken_) return fail(*broken_);
  return {};
}

Error CScanner::unexpected(std::string expected) const {
  if (broken_) return *broken_;
  if (at_end())
    return in_line(bad_input("the text breaks off")
                       .expected(std::move(expected))
                       .hint("the file is damaged or cut off: generate it again"),
                   token_.line);
  return in_line(bad_input("not as ST's generator writes it")
                     .expected(std::move(expected))
                     .found(fmt::format("'{}'", token_.text.substr(0, kShownText))),
                 token_.line);
}

Status CScanner::expect(char mark) {
  if (!token_.is(mark)) return fail(unexpected(fmt::format("'{}'", mark)));
  advance();
  return {};
}

Status CScanner::expect(std::string_view name) {
  if (!token_.is(name)) return fail(unexpected(fmt::format("'{}'", name)));
  advance();
  return {};
}

Status CScanner::to_closing_bracket() {
  std::string closers;  // that are still to come, the innermost last
  while (true) {
    const char mark = token_.kind == Kind::kMark ? token_.text[0] : '\0';
    if (mark == '(' || mark == '[' || mark == '{') {
      closers += mark == '(' ? ')' : mark == '[' ? ']' : '}';
    } else if (closers.empty()) {
      return fail(unexpected("an opening bracket"));
    } else if (mark == ')' || mark == ']' || mark == '}' || at_end()) {
      if (mark != closers.back()) return fail(unexpected(fmt::format("'{}'", closers.back())));
      closers.pop_back();
      if (closers.empty()) return {};
    }
    advance();
  }
}

Result<std::string_view> CScanner::bracketed_text() {
  const char* begin = token_.text.data() + 1;
  NPUSCOPE_TRY(to_closing_bracket());
  const char* end = token_.text.data();
  advance();
  return std::string_view(begin, static_cast<size_t>(end - begin));
}

Status CScanner::skip_brackets() {
  NPUSCOPE_TRY(to_closing_bracket());
  advance();
  return {};
}

}  // namespace npuscope
