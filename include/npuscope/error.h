// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace npuscope {

/// What went wrong, and with it the program's exit code.
enum class ErrorKind {
  kUsage = 2,        ///< the command line or case file asks for something that makes no sense
  kBadInput = 3,     ///< a file is missing, malformed, hostile or contradicts another one
  kEnvironment = 4,  ///< a library, device or permission is not there
  kBoard = 5,        ///< the board or the link to it failed
  kInternal = 70,    ///< a bug in npuscope
};

/// An error that teaches: what happened and where, what was expected, what was found, what to do.
///
/// Built in one expression: `Error(kind, "…").expected("rank 4").hint("…")`.
/// Context is added as the error travels up, the innermost place first and the file last:
/// `std::move(e).in("Conv 'c1'").in("models/a.onnx")` says "models/a.onnx: Conv 'c1': …".
class Error {
 public:
  Error(ErrorKind kind, std::string what) : kind_(kind), what_(std::move(what)) {}

  Error&& expected(std::string text) &&;
  Error&& found(std::string text) &&;
  Error&& hint(std::string text) &&;
  /// Puts `place` (a file, a node, a line) in front of what has been said so far.
  Error&& in(std::string_view place) &&;

  [[nodiscard]] ErrorKind kind() const { return kind_; }
  [[nodiscard]] int exit_code() const { return static_cast<int>(kind_); }
  [[nodiscard]] const std::string& what() const { return what_; }
  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] const std::string& expected() const { return expected_; }
  [[nodiscard]] const std::string& found() const { return found_; }
  [[nodiscard]] const std::string& hint() const { return hint_; }

  /// The whole message, without a trailing newline: `where: what` and one indented line each for
  /// expected, found and hint where they are known. Control characters are written out ("\x1b").
  [[nodiscard]] std::string message() const;

 private:
  ErrorKind kind_;
  std::string where_, what_, expected_, found_, hint_;
};

}  // namespace npuscope
