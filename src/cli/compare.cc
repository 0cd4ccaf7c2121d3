// SPDX-License-Identifier: Apache-2.0
#include "npuscope/compare.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

struct CompareFlags {
  CompareRequest request;
  std::vector<std::string> recordings;  // one or two
  std::vector<std::string> sizes;       // NAME=N
  ReportFlags report;
};

Result<int> run(CompareFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY(check_targets(flags.report));
  flags.request.reference = flags.recordings[0];
  if (flags.recordings.size() == 2) flags.request.other = flags.recordings[1];
  NPUSCOPE_TRY_SET(flags.request.sizes, parse_sizes(flags.sizes));
  global.apply(flags.request.run);
  NPUSCOPE_TRY_ASSIGN(const ReportPointer report, compare(flags.request));
  return write_report(*report, flags.report, global);
}

void add_options(CLI::App& app, CompareRequest& request, CompareFlags& flags) {
  app.add_option("recordings", flags.recordings,
                 "Two recordings (.rec, .npz, .npy, .safetensors, .csv, raw), or one "
                 "network_val_io.npz of ST's for its two sides")
      ->required()
      ->expected(1, 2);
  app.add_option("--gate", request.gates,
                 "[PATTERN:] METRIC RELATION NUMBER, such as 'cos>=0.999' or 'codes.max<=1'");
  app.add_option("--floor", request.floor, "Further references: their spread is the noise floor");
  app.add_option("--map", request.map, "A file of lines 'reference tensor = other tensor'");
  app.add_option("--model", request.model, "The model: local error of every layer, output scales");
  add_dimensions(app, request.batch, flags.sizes);
  app.add_option(
      "--arithmetic", request.arithmetic,
      "What re-executes layers (exact, neural-art, ort:…); else what made the first recording");
  app.add_option("--scale", request.scale, "Scale of the outputs' codes")->check(above_zero());
  app.add_option("--zero-point", request.zero_point, "Zero point of the outputs' codes");
  app.add_flag("--per-sample", request.per_sample, "Each sample's metrics in --json and --csv");
  app.add_flag("--classifier", request.classifier, "The last axis holds class scores: adds acc");
  app.add_option("--ort-library", request.run.ort_library,
                 "The ONNX Runtime library to open, or none");
  app.add_option("--json", flags.report.json, "Write all metrics as JSON to a file, or -");
  app.add_option("--csv", flags.report.csv, "Write all metrics as CSV to a file, or -");
}

}  // namespace

void add_compare(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<CompareFlags>();
  CLI::App* app = program.add_subcommand(
      "compare", "Compare two recordings tensor by tensor: metrics, gates, exit code");
  add_options(*app, flags->request, *flags);
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
