// SPDX-License-Identifier: Apache-2.0
#include "npuscope/inspect.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

struct InspectFlags {
  std::vector<std::string> files;
  int64_t batch = 1;
  std::vector<std::string> sizes;  // NAME=N
  bool all = false;
};

/// A file that cannot be read does not hide the others; the first such decides the exit code.
Result<int> inspect_all(const std::vector<std::string>& files, const SymbolicSizes& sizes,
                        InspectDetail detail, const GlobalOptions& global) {
  int code = 0;
  for (const std::string& file : files) {
    const auto text = inspect(file, global.colour(), sizes, detail);
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
  auto flags = std::make_shared<InspectFlags>();
  CLI::App* app = program.add_subcommand(
      "inspect", "Say what files are: models, recordings, arrays, ST's builds and their files");
  app->add_option("files", flags->files, "Files, recording folders, build folders")->required();
  app->add_flag("--all", flags->all, "Show long tables of a build whole");
  add_dimensions(*app, flags->batch, flags->sizes);
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation]() -> Result<int> {
      NPUSCOPE_TRY_ASSIGN(auto sizes, parse_sizes(flags->sizes));
      return inspect_all(flags->files, {flags->batch, std::move(sizes)},
                         flags->all ? InspectDetail::kAll : InspectDetail::kShort,
                         invocation.global);
    };
  });
}

}  // namespace npuscope::cli
