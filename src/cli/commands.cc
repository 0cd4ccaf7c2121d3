// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>

#include "base/console.h"
#include "base/files.h"
#include "cli/command.h"

namespace npuscope::cli {

void add_compare(CLI::App& program, Invocation& invocation);
void add_diagnose(CLI::App& program, Invocation& invocation);
void add_inspect(CLI::App& program, Invocation& invocation);
void add_record(CLI::App& program, Invocation& invocation);

namespace {

constexpr AddCommand kCommands[] = {add_diagnose, add_record, add_compare, add_inspect};

/// The number that a whole text is, 1 or more.
std::optional<int64_t> positive_integer(std::string_view text) {
  int64_t value = 0;
  const char* end = text.data() + text.size();
  const bool whole = std::from_chars(text.data(), end, value).ptr == end;
  return whole && value > 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

void add_commands(CLI::App& program, Invocation& invocation) {
  for (AddCommand add : kCommands) add(program, invocation);
}

bool GlobalOptions::colour() const { return !no_colour && supports_colour(Stream::kOutput); }

void GlobalOptions::apply(RunOptions& run) const {
  run.threads = threads;
  run.progress = !quiet;
}

CLI::Validator at_least_one() {
  return {[](std::string& text) {
            return positive_integer(text)
                       ? std::string()
                       : "expected an integer of 1 or more, found '" + text + "'";
          },
          "N"};
}

Result<std::map<std::string, int64_t>> parse_sizes(const std::vector<std::string>& texts) {
  std::map<std::string, int64_t> sizes;
  for (const std::string& text : texts) {
    const size_t equals = text.rfind('=');
    const bool named = equals != std::string::npos && equals > 0;
    const auto size = named ? positive_integer(text.substr(equals + 1)) : std::nullopt;
    if (!size)
      return fail(usage_error("--size needs a dimension's name and its size")
                      .expected("NAME=N, such as sequence=128")
                      .found("'" + text + "'"));
    sizes[text.substr(0, equals)] = *size;
  }
  return sizes;
}

Status write_result(const std::string& target, const std::string& text) {
  if (target != "-") return write_file_atomically(from_utf8(target), text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
    return fail(environment_error("cannot write to stdout"));
  return {};
}

Result<int> write_report(const Report& report, const ReportFlags& flags,
                         const GlobalOptions& global) {
  if (flags.json != "-" && flags.csv != "-")
    NPUSCOPE_TRY(write_result("-", report.text({global.colour(), flags.all_layers})));
  if (!flags.json.empty()) NPUSCOPE_TRY(write_result(flags.json, report.json()));
  if (!flags.csv.empty()) NPUSCOPE_TRY(write_result(flags.csv, report.csv()));
  return report.agrees() ? 0 : 1;
}

}  // namespace npuscope::cli
