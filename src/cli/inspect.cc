// SPDX-License-Identifier: Apache-2.0
#include "npuscope/inspect.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

/// A file that cannot be read does not hide the others; the first such decides the exit code.
Result<int> inspect_all(const std::vector<std::string>& files, const GlobalOptions& global) {
  int code = 0;
  for (const std::string& file : files) {
    const auto text = inspect(file, global.colour());
    if (text) {
      NPUSCOPE_TRY(write_result("-", *text));
      continue;
    }
    const int failed = report_error(text.error(), global.error_colour());
    if (code == 0) code = failed;
  }
  return code;
}

}  // namespace

void add_inspect(CLI::App& program, Invocation& invocation) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* app = program.add_subcommand(
      "inspect", "Say what files are: models, recordings, arrays, ST's files");
  app->add_option("files", *files, "Files or recording folders")->required();
  app->callback([files, &invocation] {
    invocation.run = [files, &invocation] { return inspect_all(*files, invocation.global); };
  });
}

}  // namespace npuscope::cli
