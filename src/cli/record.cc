// SPDX-License-Identifier: Apache-2.0
#include "npuscope/record.h"

#include <fmt/format.h>

#include <memory>

#include "base/console.h"
#include "cli/command.h"

namespace npuscope::cli {
namespace {

struct RecordFlags {
  RecordRequest request;
  std::vector<std::string> sizes;  // NAME=N
};

Result<int> run(RecordFlags& flags, const GlobalOptions& global) {
  RecordRequest& request = flags.request;
  NPUSCOPE_TRY_SET(request.sizes, parse_sizes(flags.sizes));
  global.apply(request.run);
  NPUSCOPE_TRY_ASSIGN(const RecordSummary summary, record(request));
  for (const std::string& note : summary.notes)
    print_error(fmt::format("npuscope: note: {}\n", note));
  NPUSCOPE_TRY(write_result(
      "-", fmt::format("{}: {} sample{}, {} tensor{} each, {} recorded now, {} kept\n",
                       request.output, summary.samples, summary.samples == 1 ? "" : "s",
                       summary.tensors, summary.tensors == 1 ? "" : "s", summary.recorded,
                       summary.samples - summary.recorded)));
  return 0;
}

}  // namespace

void add_record(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<RecordFlags>();
  RecordRequest* request = &flags->request;
  CLI::App* app = program.add_subcommand("record", "Execute a network and keep its tensors");
  app->add_option("--model", request->model, "The ONNX model")->required();
  app->add_option("--inputs", request->inputs, "Input files or patterns: images, .npy, .npz");
  app->add_option("--case", request->case_file,
                  "Take inputs and their preparation from a case file");
  app->add_option("--on", request->backend, "What executes it: exact, neural-art, ort:level=all …");
  app->add_option("--pass-plan", request->pass_plans,
                  "PATTERN=PASSES: passes of the backend neural-art (predict --pass-plan list)")
      ->allow_extra_args(false);
  app->add_option("-o,--output", request->output, "The recording, a folder NAME.rec")->required();
  app->add_option("--limit", request->limit, "Use the first N samples")->check(at_least(1));
  add_dimensions(*app, request->batch, flags->sizes);
  app->add_flag("--outputs-only", request->outputs_only, "Keep inputs and outputs only");
  app->add_option("--ort-library", request->run.ort_library,
                  "The ONNX Runtime library to open, or none");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
