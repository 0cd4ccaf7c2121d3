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
  MemoryRequest memory;
  std::vector<std::string> sizes;  // NAME=N
};

Result<RecordSummary> record_any(RecordFlags& flags, const GlobalOptions& global) {
  RecordRequest& request = flags.request;
  if (!flags.memory.dumps.empty()) {
    flags.memory.model = request.model;
    flags.memory.output = request.output;
    return record_memory(flags.memory);
  }
  if (request.model.empty())
    return fail(usage_error("there is nothing to record")
                    .expected("--model MODEL.onnx, or --from-memory FILE@ADDRESS"));
  NPUSCOPE_TRY_SET(request.sizes, parse_sizes(flags.sizes));
  global.apply(request.run);
  return record(request);
}

Result<int> run(RecordFlags& flags, const GlobalOptions& global) {
  const RecordRequest& request = flags.request;
  NPUSCOPE_TRY_ASSIGN(const RecordSummary summary, record_any(flags, global));
  for (const std::string& note : summary.notes)
    print_error(fmt::format("npuscope: note: {}\n", note));
  NPUSCOPE_TRY(write_result(
      "-", fmt::format("{}: {} sample{}, {} tensor{} each, {} recorded now, {} kept\n",
                       request.output, summary.samples, summary.samples == 1 ? "" : "s",
                       summary.tensors, summary.tensors == 1 ? "" : "s", summary.recorded,
                       summary.samples - summary.recorded)));
  return 0;
}

/// What a debugger read from a board stands in the place of a run.
void add_memory(CLI::App& app, MemoryRequest& memory) {
  auto* dumps = app.add_option("--from-memory", memory.dumps,
                               "FILE@ADDRESS: the target's memory, instead of running a model");
  auto* build =
      app.add_option("--build", memory.build, "The build that ran: stedgeai's output folder");
  auto* epoch = app.add_option("--after-epoch", memory.after_epoch,
                               "The epoch at whose end the target was stopped");
  auto* sample = app.add_option("--sample", memory.sample, "What the input is called elsewhere");
  dumps->needs(build)->needs(epoch);
  for (CLI::Option* option : {build, epoch, sample}) option->needs(dumps);
}

}  // namespace

void add_record(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<RecordFlags>();
  RecordRequest* request = &flags->request;
  CLI::App* app = program.add_subcommand("record", "Execute a network and keep its tensors");
  app->add_option("--model", request->model, "The ONNX model");
  app->add_option("--inputs", request->inputs, "Input files or patterns: images, .npy, .npz");
  app->add_option("--case", request->case_file,
                  "Take inputs and their preparation from a case file");
  app->add_option("--on", request->backend,
                  "What executes it: exact, neural-art, ort:level=all, tflite …");
  app->add_option("--pass-plan", request->pass_plans,
                  "PATTERN=PASSES: passes of the backend neural-art (predict --pass-plan list)")
      ->allow_extra_args(false);
  app->add_option("-o,--output", request->output, "The recording, a folder NAME.rec")->required();
  app->add_option("--limit", request->limit, "Use the first N samples")->check(at_least(1));
  add_dimensions(*app, request->batch, flags->sizes);
  app->add_flag("--outputs-only", request->outputs_only, "Keep inputs and outputs only");
  app->add_option("--ort-library", request->run.ort_library,
                  "The ONNX Runtime library to open, or none");
  add_memory(*app, flags->memory);
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
