// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/console.h"
#include "base/isa.h"
#include "base/process.h"
#include "base/stop.h"
#include "cli/command.h"
#include "npuscope/version.h"

namespace {

using npuscope::cli::report_error;

/// The exit code of a run that came to its end: what it printed, and `text`, must have arrived.
int finished(int code, bool colour, std::string_view text = "") {
  const npuscope::Status printed = npuscope::print_output(text);
  return printed ? code : report_error(printed.error(), colour);
}

/// The exit code of a run that failed. Where in the work a signal arrived helps nobody.
int failed(const npuscope::Error& error, bool colour) {
  const int stopped = npuscope::stop_exit_code();
  if (stopped == 0) return report_error(error, colour);
  report_error(error.where().empty() ? error : npuscope::stopped_error(), colour);
  return stopped;
}

int run(std::vector<std::string> arguments) {
  using npuscope::cli::Invocation;
  Invocation invocation;
  CLI::App program(
      "Finds where and why a quantized network's numbers change between the PC (ONNX Runtime) and "
      "an STM32N6's NPU.",
      "npuscope");
  program.set_version_flag("--version", std::string("npuscope ") + NPUSCOPE_VERSION);
  program.require_subcommand(1);
  program.allow_windows_style_options(false);  // "/data/model.onnx" is a path there too
  program.fallthrough();
  program.add_flag("--no-color,--no-colour", invocation.global.no_colour, "Never print colours");
  program.add_flag("--quiet", invocation.global.quiet, "No progress on stderr");
  program.add_option("--threads", invocation.global.threads, "Threads to use; 0: all cores")
      ->check(CLI::Range(0, 1024));
  program.footer(
      "Exit codes: 0 agreement, 1 a difference or finding, 2 usage, 3 bad input, "
      "4 environment, 5 board, 70 a bug, 130 Ctrl-C, 143 SIGTERM.");
  npuscope::cli::add_commands(program, invocation);
  try {
    std::ranges::reverse(arguments);  // as CLI11 takes them
    program.parse(std::move(arguments));
  } catch (const CLI::Success& e) {  // what --help and --version throw
    std::ostringstream text;
    program.exit(e, text, text);
    return finished(0, invocation.global.error_colour(), text.str());
  } catch (const CLI::ParseError& e) {
    if (const auto unknown = npuscope::cli::unknown_command(program))
      return report_error(*unknown, invocation.global.error_colour());
    npuscope::print_error(
        fmt::format("npuscope: error: {}\n  try:      npuscope --help\n", e.what()));
    return static_cast<int>(npuscope::ErrorKind::kUsage);
  }
  if (const auto isa = npuscope::chosen_isa(); !isa)
    return report_error(isa.error(), invocation.global.error_colour());
  const npuscope::Result<int> code = invocation.run();
  const bool colour = invocation.global.error_colour();
  return code ? finished(*code, colour) : failed(code.error(), colour);
}

}  // namespace

int main(int argc, char** argv) {
  npuscope::open_closed_streams();
  npuscope::end_on_signals();
  npuscope::keep_freed_memory();
  npuscope::print_bytes_as_they_are();
  try {
    return run(npuscope::utf8_arguments(argc, argv));
  } catch (const std::bad_alloc&) {
    return report_error(npuscope::environment_error("out of memory"), false);
  } catch (const std::exception& e) {
    return report_error(npuscope::internal_error(std::string("unexpected: ") + e.what()), false);
  }
}
