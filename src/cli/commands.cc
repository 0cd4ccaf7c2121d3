// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "base/console.h"
#include "base/files.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/command.h"

namespace npuscope::cli {

void add_audit(CLI::App& program, Invocation& invocation);
void add_compare(CLI::App& program, Invocation& invocation);
void add_diagnose(CLI::App& program, Invocation& invocation);
void add_inspect(CLI::App& program, Invocation& invocation);
void add_predict(CLI::App& program, Invocation& invocation);
void add_record(CLI::App& program, Invocation& invocation);

namespace {

constexpr AddCommand kCommands[] = {add_diagnose, add_predict, add_audit,
                                    add_record,   add_compare, add_inspect};

std::string unexpected(std::string_view expected, std::string_view found) {
  return fmt::format("expected {}, found '{}'", expected, found);
}

}  // namespace

void add_commands(CLI::App& program, Invocation& invocation) {
  for (AddCommand add : kCommands) add(program, invocation);
}

std::optional<Error> unknown_command(const CLI::App& program) {
  if (!program.get_subcommands().empty()) return std::nullopt;
  const std::vector<std::string> words = program.remaining();
  const auto word = std::ranges::find_if(words, [](const auto& w) { return !w.starts_with('-'); });
  if (word == words.end() && !words.empty())
    return usage_error(fmt::format("there is no option '{}' before a command", words.front()))
        .hint("npuscope --help");
  if (word == words.end()) return std::nullopt;
  const auto commands = program.get_subcommands([](const CLI::App*) { return true; });
  std::vector<std::string> names;
  for (const CLI::App* command : commands) names.push_back(command->get_name());
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string nearest = nearest_names_text(*word, known);
  return usage_error(fmt::format("there is no command '{}'", *word))
      .expected(fmt::format("one of {}", fmt::join(names, ", ")))
      .hint(nearest.empty() ? "npuscope --help" : nearest);
}

bool GlobalOptions::colour() const { return !no_colour && supports_colour(Stream::kOutput); }

bool GlobalOptions::error_colour() const { return !no_colour && supports_colour(Stream::kError); }

int GlobalOptions::columns() const {
  return std::clamp(terminal_columns(Stream::kOutput, 100), 80, 100);
}

void GlobalOptions::apply(RunOptions& run) const {
  run.threads = threads;
  run.progress = !quiet;
}

CLI::Validator at_least(int64_t least) {
  return {[least](std::string& text) {
            return whole_number<int64_t>(text).value_or(least - 1) >= least
                       ? std::string()
                       : unexpected(fmt::format("an integer of {} or more", least), text);
          },
          "N"};
}

CLI::Validator above_zero() {
  return {[](std::string& text) {
            const double value = whole_number<double>(text).value_or(0);
            return std::isfinite(value) && value > 0 ? std::string()
                                                     : unexpected("a number above 0", text);
          },
          "X"};
}

void add_dimensions(CLI::App& app, int64_t& batch, std::vector<std::string>& sizes) {
  app.add_option("--batch", batch, "Size of a symbolic first dimension of the inputs")
      ->check(at_least(1));
  app.add_option("--size", sizes, "NAME=N: size of another symbolic dimension");
}

Result<std::map<std::string, int64_t>> parse_sizes(const std::vector<std::string>& texts) {
  std::map<std::string, int64_t> sizes;
  for (const std::string& text : texts) {
    const size_t equals = text.rfind('=');
    const bool named = equals != std::string::npos && equals > 0;
    const auto size = named ? whole_number<int64_t>(text.substr(equals + 1)) : std::nullopt;
    if (size.value_or(0) < 1)
      return fail(usage_error("--size needs a dimension's name and its size")
                      .expected("NAME=N, such as sequence=128")
                      .found("'" + text + "'"));
    sizes[text.substr(0, equals)] = *size;
  }
  return sizes;
}

int report_error(const Error& error, bool colour) {
  print_error(fmt::format("{}npuscope: error:{} {}\n", colour ? "\x1b[31m" : "",
                          colour ? "\x1b[0m" : "", error.message()));
  return error.exit_code();
}

namespace {

/// Whether both name the standard output, or one file, by whatever path.
bool same_target(const std::string& a, const std::string& b) {
  if (a == b || a == "-" || b == "-") return a == b;
  const auto whole = [](const std::string& path) {
    std::error_code code;
    const fs::path absolute = fs::absolute(from_utf8(path), code);
    return code ? from_utf8(path) : fs::weakly_canonical(absolute, code);
  };
  return whole(a) == whole(b);
}

}  // namespace

Status check_targets(const ReportFlags& flags) {
  if (flags.json.empty() || flags.csv.empty() || !same_target(flags.json, flags.csv)) return {};
  return fail(usage_error("--json and --csv are to be written to the same place")
                  .expected("a file for at least one of them")
                  .found(flags.json == "-" ? "'-', the standard output, for both"
                                           : fmt::format("'{}' for both", flags.json)));
}

Status write_result(const std::string& target, const std::string& text) {
  return target == "-" ? print_output(text) : write_file_atomically(from_utf8(target), text);
}

Result<int> write_report(const Report& report, const ReportFlags& flags,
                         const GlobalOptions& global) {
  if (flags.json != "-" && flags.csv != "-")
    NPUSCOPE_TRY(
        write_result("-", report.text({global.colour(), flags.all_layers, global.columns()})));
  if (!flags.json.empty()) NPUSCOPE_TRY(write_result(flags.json, report.json()));
  if (!flags.csv.empty()) NPUSCOPE_TRY(write_result(flags.csv, report.csv()));
  return report.agrees() ? 0 : 1;
}

}  // namespace npuscope::cli
