// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <new>

#include "base/console.h"
#include "cli/command.h"
#include "npuscope/version.h"

namespace {

int report(const npuscope::Error& error, bool colour) {
  fmt::print(stderr, "{}npuscope: error:{} {}\n", colour ? "\x1b[31m" : "", colour ? "\x1b[0m" : "",
             error.message());
  return error.exit_code();
}

int run(int argc, char** argv) {
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
      "4 environment, 5 board, 70 a bug.");
  npuscope::cli::add_commands(program, invocation);
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp& e) {
    return program.exit(e);
  } catch (const CLI::CallForAllHelp& e) {
    return program.exit(e);
  } catch (const CLI::CallForVersion& e) {
    return program.exit(e);
  } catch (const CLI::ParseError& e) {
    fmt::print(stderr, "npuscope: error: {}\n  try:      npuscope --help\n", e.what());
    return static_cast<int>(npuscope::ErrorKind::kUsage);
  }
  const npuscope::Result<int> code = invocation.run();
  if (code) return *code;
  return report(code.error(),
                !invocation.global.no_colour && supports_colour(npuscope::Stream::kError));
}

}  // namespace

int main(int argc, char** argv) {
  npuscope::use_utf8_console();
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    return report(npuscope::environment_error("out of memory"), false);
  } catch (const std::exception& e) {
    return report(npuscope::internal_error(std::string("unexpected: ") + e.what()), false);
  }
}
