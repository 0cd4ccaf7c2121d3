// SPDX-License-Identifier: Apache-2.0
#include "npuscope/audit.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

struct AuditFlags {
  AuditRequest request;
  ReportFlags report;
};

}  // namespace

void add_audit(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<AuditFlags>();
  AuditRequest& request = flags->request;
  CLI::App* app = program.add_subcommand(
      "audit", "Say what follows from a build's files, or from a pasted log, before anything runs");
  app->add_option(
         "path", request.path,
         "A folder that stedgeai has filled, or one file of it: a log, a report, network.c")
      ->required();
  app->add_option("--model", request.model, "The ONNX model that the build was made of");
  CLI::Option* elf =
      app->add_option("--elf", request.elf, "The firmware, to find overlaps with it");
  app->add_option("--map", request.map, "The firmware's linker map, instead")->excludes(elf);
  app->add_option("--flash-dump", request.flash_dump,
                  "FILE@ADDRESS: what was read back from the flash");
  app->add_option("--json", flags->report.json, "Write the audit as JSON to a file, or -");
  app->add_flag("--all", flags->report.all_layers, "Print every line of evidence, and in full");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation]() -> Result<int> {
      NPUSCOPE_TRY_ASSIGN(const ReportPointer report, audit(flags->request));
      return write_report(*report, flags->report, invocation.global);
    };
  });
}

}  // namespace npuscope::cli
