// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npuscope/report.h"
#include "npuscope/run_options.h"

namespace npuscope::cli {

/// Options that every command has.
struct GlobalOptions {
  bool no_colour = false;
  bool quiet = false;
  int threads = 0;

  [[nodiscard]] bool colour() const;        ///< on stdout
  [[nodiscard]] bool error_colour() const;  ///< on stderr
  [[nodiscard]] int columns() const;        ///< of prose: those of the terminal, 80 to 100
  void apply(RunOptions& run) const;
};

/// Where a command that makes a report writes it.
struct ReportFlags {
  std::string json, csv;    ///< a file, "-" for stdout (then no text), empty for none
  bool all_layers = false;  ///< in the text
};

/// What the command line asks for: set by the chosen command, run after parsing.
struct Invocation {
  GlobalOptions global;
  /// Returns the exit code, or the error that decides it.
  std::function<Result<int>()> run;
};

/// An integer of `least` or more.
CLI::Validator at_least(int64_t least);
/// A finite number above 0.
CLI::Validator above_zero();
/// Adds --batch and --size: sizes of a model's symbolic dimensions.
void add_dimensions(CLI::App& app, int64_t& batch, std::vector<std::string>& sizes);
/// "NAME=N" texts, sizes of symbolic dimensions; usage errors show the text.
Result<std::map<std::string, int64_t>> parse_sizes(const std::vector<std::string>& texts);

/// Adds one command to the program. Every command is one file and one line in commands.cc.
using AddCommand = void (*)(CLI::App& program, Invocation& invocation);

void add_commands(CLI::App& program, Invocation& invocation);
/// Where the command line names no command, but something else in its place: the error that says
/// which command is meant. To be asked when parsing has failed.
std::optional<Error> unknown_command(const CLI::App& program);

/// Prints an error to stderr; returns its exit code.
int report_error(const Error& error, bool colour);

/// A usage error when two documents would be written to one place.
Status check_targets(const ReportFlags& flags);

/// Writes a result: to stdout for "-", else to a file (atomically).
Status write_result(const std::string& target, const std::string& text);

/// Writes the documents that the flags ask for. Returns the exit code: 0 when the report agrees.
Result<int> write_report(const Report& report, const ReportFlags& flags,
                         const GlobalOptions& global);

}  // namespace npuscope::cli
