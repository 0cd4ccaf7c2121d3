// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace npuscope {

/// The smallest part of C's text that means something.
struct CToken {
  enum class Kind { kEnd, kName, kNumber, kString, kMark, kComment, kDirective };
  Kind kind = Kind::kEnd;
  std::string_view text;  ///< as it stands, with a comment's or string's delimiters
  int64_t line = 0;

  [[nodiscard]] bool is(char mark) const { return kind == Kind::kMark && text[0] == mark; }
  [[nodiscard]] bool is(std::string_view name) const { return kind == Kind::kName && text == name; }
  /// Of a comment, a string or a directive: what stands between the delimiters, trimmed.
  [[nodiscard]] std::string_view content() const;
};

/// Walks through generated C once, from the first token to the last. Conditions of the preprocessor
/// that ST's generator writes are answered as a build with debug information answers them:
/// `LL_ATON_DBG_BUFFER_INFO_EXCLUDED` is 0, and everything else that asks for a name's value or
/// definition holds; text that a condition leaves out is passed over.
class CScanner {
 public:
  explicit CScanner(std::string_view text);

  [[nodiscard]] const CToken& token() const { return token_; }
  [[nodiscard]] bool at_end() const { return token_.kind == CToken::Kind::kEnd; }
  /// To the next token, also if it is a comment or a directive.
  void advance_to_any();
  /// To the next token of code.
  void advance();
  /// Past the mark or the name that must stand here.
  Status expect(char mark);
  Status expect(std::string_view name);
  /// From an opening bracket of any kind to the one that closes it.
  Status to_closing_bracket();
  /// From an opening bracket of any kind to behind the one that closes it.
  Status skip_brackets();
  /// The text between an opening bracket and the one that closes it; then stands behind it.
  Result<std::string_view> bracketed_text();

  /// Bad input, if the text broke off in the middle of something.
  [[nodiscard]] Status status() const;
  /// Something else than `expected` stands here, or the text breaks off.
  [[nodiscard]] Error unexpected(std::string expected) const;

 private:
  struct Condition {
    int64_t line = 0;
    bool held = false;  // one of its branches has been read
  };

  void scan();
  bool skip_blanks();
  void take(CToken::Kind kind, size_t end);
  void scan_comment();
  void scan_string(char quote);
  void scan_directive();
  void answer(std::string_view directive);
  void skip_branch();
  void open_condition(bool holds);
  void close_condition();
  size_t directive_end() const;
  void break_off(int64_t line, std::string what);

  std::string_view text_;
  size_t position_ = 0;
  int64_t line_ = 1;
  bool line_begins_ = true;  // nothing but blanks since the line's begin
  CToken token_;
  std::vector<Condition> conditions_;
  std::optional<Error> broken_;
};

/// `error` with the line that it is about.
Error in_line(Error error, int64_t line);

}  // namespace npuscope
