// SPDX-License-Identifier: Apache-2.0
#include "npuscope/inspect.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {

void add_inspect(CLI::App& program, Invocation& invocation) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* app = program.add_subcommand(
      "inspect", "Say what files are: models, recordings, arrays, ST's files");
  app->add_option("files", *files, "Files or recording folders")->required();
  app->callback([files, &invocation] {
    invocation.run = [files, &invocation]() -> Result<int> {
      for (const std::string& file : *files) {
        NPUSCOPE_TRY_ASSIGN(const std::string text, inspect(file, invocation.global.colour()));
        NPUSCOPE_TRY(write_result("-", text));
      }
      return 0;
    };
  });
}

}  // namespace npuscope::cli
