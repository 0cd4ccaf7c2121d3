// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "diagnose/record.h"

namespace npuscope::cli {
namespace {

struct RecordFlags {
  std::string model, output, backend = "exact", case_file, ort_library, labels;
  std::vector<std::string> inputs;
  int64_t limit = 0;
  bool outputs_only = false;
};

Result<int> run(const RecordFlags& flags, const GlobalOptions& global) {
  Case input;
  if (!flags.case_file.empty()) NPUSCOPE_TRY_SET(input, read_case(from_utf8(flags.case_file)));
  RecordRequest request;
  request.model = from_utf8(flags.model);
  request.backend = flags.backend;
  request.output = from_utf8(flags.output);
  request.all_tensors = !flags.outputs_only;
  request.threads = global.threads;
  request.progress = !global.quiet;
  if (!flags.ort_library.empty()) request.ort_library = from_utf8(flags.ort_library);
  if (input.inputs) request.inputs = *input.inputs;
  if (!flags.inputs.empty()) {
    request.inputs.files = flags.inputs;
    request.inputs.folder = fs::path();
  }
  if (flags.limit > 0) request.inputs.limit = flags.limit;
  NPUSCOPE_TRY_ASSIGN(const RecordSummary summary, record(request));
  for (const std::string& note : summary.notes) fmt::print(stderr, "npuscope: note: {}\n", note);
  fmt::print("{}: {} samples, {} tensors each, {} recorded now, {} kept\n", flags.output,
             summary.samples, summary.tensors, summary.recorded,
             summary.samples - summary.recorded);
  return 0;
}

}  // namespace

void add_record(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<RecordFlags>();
  CLI::App* app = program.add_subcommand("record", "Execute a network and keep its tensors");
  app->add_option("--model", flags->model, "The ONNX model")->required();
  app->add_option("--inputs", flags->inputs, "Input files or patterns: images, .npy, .npz");
  app->add_option("--case", flags->case_file, "Take inputs and their preparation from a case file");
  app->add_option("--on", flags->backend, "What executes it: exact, ort:level=all …");
  app->add_option("-o,--output", flags->output, "The recording, a folder NAME.rec")->required();
  app->add_option("--limit", flags->limit, "Use the first N samples")->check(CLI::PositiveNumber);
  app->add_flag("--outputs-only", flags->outputs_only, "Keep inputs and outputs only");
  app->add_option("--ort-library", flags->ort_library, "The ONNX Runtime library to open");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
