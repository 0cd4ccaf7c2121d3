// SPDX-License-Identifier: Apache-2.0
#include "npuscope/diagnose.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

struct DiagnoseFlags {
  DiagnoseRequest request;
  std::vector<std::string> use;    // RUNG=FILE
  std::vector<std::string> sizes;  // NAME=N
  ReportFlags report;
};

/// RUNG=FILE
Status add_recording(const std::string& text, DiagnoseRequest& out) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    return fail(usage_error("--use needs a rung and a recording")
                    .expected("RUNG=FILE, such as board=network_val_io.npz:c")
                    .found("'" + text + "'"));
  const std::string rung = text.substr(0, equals);
  if (!out.recordings.emplace(rung, text.substr(equals + 1)).second)
    return fail(usage_error("--use names two recordings for rung '" + rung + "'"));
  return {};
}

Result<int> run(DiagnoseFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY(check_targets(flags.report));
  NPUSCOPE_TRY_SET(flags.request.sizes, parse_sizes(flags.sizes));
  for (const std::string& use : flags.use) NPUSCOPE_TRY(add_recording(use, flags.request));
  global.apply(flags.request.run);
  NPUSCOPE_TRY_ASSIGN(const ReportPointer report, diagnose(flags.request));
  return write_report(*report, flags.report, global);
}

void add_what(CLI::App& app, DiagnoseRequest& request, DiagnoseFlags& flags) {
  app.add_option("case", request.case_file, "The case file (TOML)");
  app.add_option("--float", request.float_model, "The float model (rung float)");
  app.add_option("--model", request.quantized_model,
                 "The quantized model (rungs ort, exact, neural-art)");
  app.add_option("--oe", request.oe_model, "The compiler's *_OE_*.onnx (rung oe)");
  app.add_option("--build", request.build,
                 "What stedgeai generate left: its folder, or a log (rungs oe and neural-art)");
  app.add_option("--inputs", request.inputs, "Input files or patterns: images, .npy, .npz");
  app.add_option("--labels", request.labels, "A table of file, class, species");
  app.add_option("--limit", request.limit, "Use the first N samples")->check(at_least(1));
  app.add_option("--rungs", request.rungs, "Rungs to run; an unavailable one is an error")
      ->delimiter(';');
  app.add_option("--use", flags.use,
                 "RUNG=FILE: a recording made elsewhere in a rung's place "
                 "(board=network_val_io.npz:c)");
}

void add_how(CLI::App& app, DiagnoseRequest& request, DiagnoseFlags& flags) {
  app.add_option("--ort", request.ort, "How ONNX Runtime is really used: ort:level=all");
  app.add_option("--pass-plan", request.pass_plans,
                 "PATTERN=PASSES: passes of the rung neural-art (predict --pass-plan list)")
      ->allow_extra_args(false);
  app.add_option("--ort-library", request.run.ort_library,
                 "The ONNX Runtime library to open, or none");
  app.add_option("--work", request.work_folder, "Where recordings and finished samples are kept");
  app.add_option("--detail", request.detail, "Samples of which every tensor is kept")
      ->check(at_least(0));
  add_dimensions(app, request.batch, flags.sizes);
  app.add_option("--gate", request.gates,
                 "[PATTERN:] METRIC RELATION NUMBER on every hop, such as 'cos>=0.999'");
  app.add_flag("--all-layers", flags.report.all_layers, "Print every layer of every hop");
  app.add_option("--json", flags.report.json, "Write the whole diagnosis as JSON to a file, or -");
  app.add_option("--csv", flags.report.csv,
                 "Write every layer of every hop as CSV to a file, or -");
}

}  // namespace

void add_diagnose(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<DiagnoseFlags>();
  CLI::App* app = program.add_subcommand(
      "diagnose", "Run all rungs that a case allows, and say where and why the numbers change");
  add_what(*app, flags->request, *flags);
  add_how(*app, flags->request, *flags);
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
