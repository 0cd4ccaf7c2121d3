// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

#include <memory>

#include "cli/command.h"

namespace npuscope::cli {
namespace {

struct PredictFlags {
  PredictRequest request;
  std::vector<std::string> sizes;  // NAME=N
  ReportFlags report;
};

Result<int> run(PredictFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY(check_targets(flags.report));
  NPUSCOPE_TRY_SET(flags.request.sizes.sizes, parse_sizes(flags.sizes));
  NPUSCOPE_TRY_ASSIGN(const ReportPointer report, predict(flags.request));
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
  add_dimensions(*app, request.sizes.batch, flags->sizes);
  app->add_flag("--all-layers", flags->report.all_layers, "Print every layer");
  CLI::Option* json =
      app->add_option("--json", flags->report.json, "Write the prediction as JSON to a file, or -");
  app->add_flag("--coefficients", request.coefficients,
                "In the JSON, say what stands in the NPU's registers")
      ->needs(json);
  app->add_option("--csv", flags->report.csv, "Write every layer as CSV to a file, or -");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
