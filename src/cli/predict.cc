// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

/// `--pass-plan list` asks for the plans instead of the prediction.
constexpr const char* kList = "list";

struct PredictFlags {
  PredictRequest request;
  std::vector<std::string> sizes;  // NAME=N
  ReportFlags report;
};

Result<int> run(PredictFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY(check_targets(flags.report));
  NPUSCOPE_TRY_SET(flags.request.sizes.sizes, parse_sizes(flags.sizes));
  const bool list = std::erase(flags.request.pass_plans, kList) > 0;
  NPUSCOPE_TRY_ASSIGN(const ReportPointer report,
                      list ? pass_plans(flags.request) : predict(flags.request));
  return write_report(*report, flags.report, global);
}

}  // namespace

void add_predict(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<PredictFlags>();
  PredictRequest& request = flags->request;
  CLI::App* app = program.add_subcommand(
      "predict", "Say what the NPU's arithmetic will do to a network, without a board");
  app->add_option("--model", request.model, "The quantized model, or the compiler's *_OE_*.onnx")
      ->required();
  app->add_option("--compiler", request.compiler, "The version of ST Edge AI Core: 2.2");
  app->add_option("-O,--optimization", request.optimization, "The compiler's -O: 0, 1, 2 or 3");
  app->add_option("--pass-plan", request.pass_plans,
                  "PATTERN=PASSES: passes that the build takes for the layers that match (4; 4+ "
                  "where they are summed); list: print what they can be")
      ->allow_extra_args(false);
  add_dimensions(*app, request.sizes.batch, flags->sizes);
  app->add_flag("--all-layers", flags->report.all_layers, "Print every layer");
  app->add_option("--json", flags->report.json, "Write the prediction as JSON to a file, or -");
  app->add_option("--csv", flags->report.csv, "Write every layer as CSV to a file, or -");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
