// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace npuscope {

/// The fixed texts by which lines of a log are known. All take a line without blanks around it.

/// "2.2.0-20266 2adc00962" of the line with which the tool introduces itself; else empty.
std::string_view log_version(std::string_view text);

/// "generate" of a command line, with or without the program in front; "" for others.
std::string_view log_subcommand(std::string_view command);

/// What stands behind "Compiler arguments:" or a call of `atonn`; else empty.
std::string_view log_compiler_arguments(std::string_view text);

/// What a title begins.
enum class LogTitle { kNone, kSummary, kLayers, kTable, kFiles, kValidation, kPart };
LogTitle log_title(std::string_view text);

enum class LogProblem { kNone, kWarning, kError };
LogProblem log_problem(std::string_view text);
/// A warning or error in ST's own words, "E103(CliRuntimeError): …", which no other program writes.
bool is_tool_warning(std::string_view text);
bool is_tool_error(std::string_view text);
/// What the tool prints behind an error.
bool is_error_detail(std::string_view text);

/// "Input [0]: 192.000 kB"
bool is_user_buffer(std::string_view text);

/// A key of the summary that only this tool writes: "model_fmt", but not "type".
bool is_telling_key(std::string_view key);

/// A line with which another program begins to speak: make, an IDE, the programmer.
bool is_foreign_start(std::string_view text);

/// A line that is understood and says nothing about the build.
bool is_log_remark(std::string_view text);

/// What a text that is no log looks like, from its first lines: "a C source"; else empty.
std::string log_lookalike(std::string_view head);

}  // namespace npuscope
