// SPDX-License-Identifier: Apache-2.0
#include "diagnose/diagnosis.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "cli/command.h"
#include "report/diagnosis_json.h"
#include "report/diagnosis_text.h"

namespace npuscope::cli {
namespace {

struct DiagnoseFlags {
  std::string case_file;
  std::string float_model, quantized_model, oe_model;
  std::vector<std::string> inputs;
  std::string labels;
  int64_t limit = 0;
  std::vector<std::string> rungs;
  std::string ort_spec, ort_library;
  std::vector<std::string> use;
  std::string work, json;
  int64_t detail = -1;
  int64_t batch = 0;
  std::vector<std::string> sizes;
  std::vector<std::string> gates;
  bool all_layers = false;
};

/// RUNG=FILE
Status add_recording(const std::string& text, Case& out) {
  const size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    return fail(usage_error("--use needs a rung and a recording")
                    .expected("RUNG=FILE, such as board=network_val_io.npz:c")
                    .found("'" + text + "'"));
  out.recordings[text.substr(0, equals)] = text.substr(equals + 1);
  return {};
}

/// NAME=N
Status add_size(const std::string& text, Case& out) {
  const size_t equals = text.rfind('=');
  int64_t size = 0;
  const char* end = text.data() + text.size();
  const bool read = equals != std::string::npos && equals > 0 &&
                    std::from_chars(text.data() + equals + 1, end, size).ptr == end && size > 0;
  if (!read)
    return fail(usage_error("--size needs a dimension's name and its size")
                    .expected("NAME=N, such as sequence=128")
                    .found("'" + text + "'"));
  out.sizes[text.substr(0, equals)] = size;
  return {};
}

/// The case file, overruled by flags.
Result<Case> assemble_case(const DiagnoseFlags& flags) {
  Case result;
  if (!flags.case_file.empty()) NPUSCOPE_TRY_SET(result, read_case(from_utf8(flags.case_file)));
  auto model = [](const std::string& flag, std::optional<fs::path>& out) {
    if (!flag.empty()) out = from_utf8(flag);
  };
  model(flags.float_model, result.float_model);
  model(flags.quantized_model, result.quantized_model);
  model(flags.oe_model, result.oe_model);
  if (!flags.inputs.empty() || !flags.labels.empty() || flags.limit > 0) {
    if (!result.inputs) result.inputs.emplace();
    if (!flags.inputs.empty()) {
      result.inputs->files = flags.inputs;
      result.inputs->folder = fs::path();
      result.inputs->random.reset();
      result.inputs->labels.reset();
    }
    if (!flags.labels.empty()) result.inputs->labels = fs::absolute(from_utf8(flags.labels));
    if (flags.limit > 0) result.inputs->limit = flags.limit;
  }
  if (!flags.rungs.empty()) result.run = flags.rungs;
  if (!flags.ort_spec.empty()) result.ort_spec = flags.ort_spec;
  if (flags.detail >= 0) result.detail = flags.detail;
  if (flags.batch > 0) result.batch = flags.batch;
  for (const std::string& size : flags.sizes) NPUSCOPE_TRY(add_size(size, result));
  for (const std::string& text : flags.gates) {
    NPUSCOPE_TRY_ASSIGN(Gate gate, parse_gate(text));
    result.gates.push_back({"*", std::move(gate)});
  }
  for (const std::string& use : flags.use) NPUSCOPE_TRY(add_recording(use, result));
  return result;
}

fs::path default_work_folder(const DiagnoseFlags& flags, const Case& input) {
  if (!flags.work.empty()) return from_utf8(flags.work);
  const fs::path folder = flags.case_file.empty() ? fs::path() : input.folder;
  return folder / from_utf8(input.name + ".work");
}

Result<int> run(const DiagnoseFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY_ASSIGN(const Case input, assemble_case(flags));
  DiagnoseOptions options;
  options.work_folder = default_work_folder(flags, input);
  options.threads = global.threads;
  options.progress = !global.quiet;
  if (!flags.ort_library.empty()) options.ort_library = from_utf8(flags.ort_library);
  NPUSCOPE_TRY_ASSIGN(const Diagnosis diagnosis, diagnose(input, options));
  if (flags.json != "-")
    NPUSCOPE_TRY(write_result("-", diagnosis_text(diagnosis, {global.colour(), flags.all_layers})));
  if (!flags.json.empty()) NPUSCOPE_TRY(write_result(flags.json, diagnosis_json(diagnosis)));
  const bool found = std::ranges::any_of(diagnosis.findings, [](const Finding& finding) {
    return finding.severity == Severity::kFinding;
  });
  const bool holds = std::ranges::all_of(diagnosis.gates, [](const HopGateVerdict& gate) {
    return gate.verdict.result.outcome == GateOutcome::kPass;
  });
  return found || !holds ? 1 : 0;
}

}  // namespace

void add_diagnose(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<DiagnoseFlags>();
  CLI::App* app = program.add_subcommand(
      "diagnose", "Run all rungs that a case allows, and say where and why the numbers change");
  app->add_option("case", flags->case_file, "The case file (TOML)");
  app->add_option("--float", flags->float_model, "The float model (rung float)");
  app->add_option("--model", flags->quantized_model, "The quantized model (rungs ort and exact)");
  app->add_option("--oe", flags->oe_model, "The compiler's *_OE_*.onnx (rung oe)");
  app->add_option("--inputs", flags->inputs, "Input files or patterns: images, .npy, .npz");
  app->add_option("--labels", flags->labels, "A table of file, class, species");
  app->add_option("--limit", flags->limit, "Use the first N samples")->check(CLI::PositiveNumber);
  app->add_option("--rungs", flags->rungs, "Rungs to run; an unavailable one is an error")
      ->delimiter(';');
  app->add_option("--use", flags->use,
                  "RUNG=FILE: a recording made elsewhere in a rung's place "
                  "(board=network_val_io.npz:c)");
  app->add_option("--ort", flags->ort_spec, "How ONNX Runtime is really used: ort:level=all");
  app->add_option("--ort-library", flags->ort_library, "The ONNX Runtime library to open");
  app->add_option("--work", flags->work, "Where recordings and finished samples are kept");
  app->add_option("--detail", flags->detail, "Samples of which every tensor is kept")
      ->check(CLI::NonNegativeNumber);
  app->add_option("--batch", flags->batch, "Size of a symbolic first dimension of the inputs")
      ->check(CLI::PositiveNumber);
  app->add_option("--size", flags->sizes, "NAME=N: size of another symbolic dimension");
  app->add_option("--gate", flags->gates,
                  "[PATTERN:] METRIC RELATION NUMBER on every hop, such as 'cos>=0.999'");
  app->add_flag("--all-layers", flags->all_layers, "Print every layer of every hop");
  app->add_option("--json", flags->json, "Write the whole diagnosis as JSON to a file, or - ");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
