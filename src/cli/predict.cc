// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

#include <fmt/format.h>

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

/// `--pass-plan list` asks for the plans instead of the prediction.
constexpr const char* kList = "list";

struct PredictFlags {
  PredictRequest request;
  std::vector<std::string> sizes;  // NAME=N
  bool no_remedies = false;
  std::vector<std::string> apply;  // ids of remedies
  std::string output;
  ReportFlags report;
};

/// --apply and -o belong together.
Result<int> write_remedied(const PredictFlags& flags) {
  if (flags.apply.empty() || flags.output.empty())
    return fail(usage_error("--apply and -o go together")
                    .expected("--apply REMEDY -o FIXED.onnx")
                    .found(flags.apply.empty() ? "no --apply" : "no -o"));
  NPUSCOPE_TRY_ASSIGN(const auto changes, apply_remedies(flags.request, flags.apply, flags.output));
  std::string text;
  for (const std::string& change : changes) text += fmt::format("{}: {}\n", flags.output, change);
  NPUSCOPE_TRY(write_result("-", text));
  return 0;
}

Result<int> run(PredictFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY(check_targets(flags.report));
  NPUSCOPE_TRY_SET(flags.request.sizes, parse_sizes(flags.sizes));
  global.apply(flags.request.run);
  if (!flags.apply.empty() || !flags.output.empty()) return write_remedied(flags);
  flags.request.remedies = !flags.no_remedies;
  const bool list = std::erase(flags.request.pass_plans, kList) > 0;
  NPUSCOPE_TRY_ASSIGN(const ReportPointer report,
                      list ? pass_plans(flags.request) : predict(flags.request));
  return write_report(*report, flags.report, global);
}

void add_what(CLI::App& app, PredictRequest& request, std::vector<std::string>& sizes) {
  app.add_option("case", request.case_file, "A case file (TOML) that names models and inputs");
  app.add_option("--model", request.model, "The quantized model, or the compiler's *_OE_*.onnx");
  app.add_option("--float", request.float_model, "The model before quantization");
  CLI::Option* compiler =
      app.add_option("--compiler", request.compiler, "The version of ST Edge AI Core: 2.2");
  CLI::Option* level =
      app.add_option("-O,--optimization", request.optimization, "The compiler's -O: 0, 1, 2 or 3");
  app.add_option("--build", request.build,
                 "A build (st_ai_output) whose own coefficients and passes are taken")
      ->excludes(compiler)
      ->excludes(level);
  app.add_option("--pass-plan", request.pass_plans,
                 "PATTERN=PASSES: passes that the build takes for the layers that match (4; 4+ "
                 "where they are summed); list: print what they can be")
      ->allow_extra_args(false);
  app.add_option("--inputs", request.inputs, "Input files or patterns: images, .npy, .npz");
  app.add_option("--limit", request.limit, "Use the first N samples")->check(at_least(1));
  app.add_option("--calibration", request.calibration,
                 "Other inputs to tune remedies with (every second of the inputs)");
  add_dimensions(app, request.batch, sizes);
}

}  // namespace

void add_predict(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<PredictFlags>();
  CLI::App* app = program.add_subcommand(
      "predict", "Say what the NPU's arithmetic will do to a network, without a board");
  add_what(*app, flags->request, flags->sizes);
  app->add_flag("--no-remedies", flags->no_remedies, "Do not look for remedies");
  app->add_option("--apply", flags->apply, "Write the model changed by a remedy, to -o");
  app->add_option("-o,--output", flags->output, "The changed model");
  app->add_flag("--all-layers", flags->report.all_layers, "Print every layer");
  CLI::Option* json =
      app->add_option("--json", flags->report.json, "Write the prediction as JSON to a file, or -");
  app->add_flag("--coefficients", flags->request.coefficients,
                "In the JSON, say what stands in the NPU's registers")
      ->needs(json);
  app->add_option("--csv", flags->report.csv, "Write every layer as CSV to a file, or -");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
