// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "execute/model.h"
#include "recording/described_recording.h"
#include "report/comparison_report.h"

namespace npuscope::cli {
namespace {

struct CompareFlags {
  std::vector<std::string> recordings;
  std::vector<std::string> gates, floor;
  std::string map, model, arithmetic, ort_library, json, csv;
  double scale = 0;
  int zero_point = 0;
  bool classifier = false;
};

/// ST's file holds both sides: alone it is compared with itself.
Result<std::pair<std::string, std::string>> sides(const CompareFlags& flags) {
  if (flags.recordings.size() == 2) return std::pair(flags.recordings[0], flags.recordings[1]);
  const std::string& file = flags.recordings[0];
  if (file.ends_with("val_io.npz")) return std::pair(file + ":m", file + ":c");
  return fail(usage_error("one recording alone cannot be compared")
                  .expected("two recordings, or one of ST's network_val_io.npz")
                  .found("'" + file + "'"));
}

/// What the outputs' codes stand for, by --scale.
Result<std::vector<std::optional<Quantization>>> stated_quantization(const CompareFlags& flags,
                                                                     const Manifest& manifest) {
  std::vector<std::optional<Quantization>> result;
  for (const TensorEntry& entry : manifest.tensors) {
    if (entry.role != TensorRole::kOutput) continue;
    const Quantization q{entry.type, {static_cast<float>(flags.scale)}, {flags.zero_point}, -1};
    if (is_code(entry.type)) NPUSCOPE_TRY(validate(q, entry.shape));
    result.emplace_back(q);
  }
  return result;
}

/// Opens recordings; flags and the model fill in what the files leave open.
class Opener {
 public:
  static Result<Opener> create(const CompareFlags& flags) {
    Opener opener(flags);
    if (!flags.model.empty()) NPUSCOPE_TRY_SET(opener.model_, load_model(from_utf8(flags.model)));
    return opener;
  }

  [[nodiscard]] Result<std::shared_ptr<const Recording>> open(const std::string& text) const {
    NPUSCOPE_TRY_ASSIGN(std::shared_ptr<const Recording> recording, open_recording(text));
    if (flags_.scale > 0) {
      NPUSCOPE_TRY_ASSIGN(const auto outputs, stated_quantization(flags_, recording->manifest()));
      recording = with_output_quantization(std::move(recording), outputs);
    }
    return model_ ? described_by(std::move(recording), model_->graph) : recording;
  }

 private:
  explicit Opener(const CompareFlags& flags) : flags_(flags) {}
  const CompareFlags& flags_;
  std::optional<Model> model_;
};

Status add_floor(const CompareFlags& flags, const Opener& opener, const Recording& reference,
                 const CompareOptions& options, ComparisonReport& report) {
  std::vector<std::shared_ptr<const Recording>> opened;
  std::vector<const Recording*> references = {&reference};
  for (const std::string& text : flags.floor) {
    NPUSCOPE_TRY_ASSIGN(auto recording, opener.open(text));
    references.push_back(recording.get());
    opened.push_back(std::move(recording));
  }
  if (references.size() < 2) return {};
  NPUSCOPE_TRY_SET(report.floor, noise_floor(references, options));
  report.has_floor = true;
  return {};
}

Status add_local(const CompareFlags& flags, const GlobalOptions& global, const Recording& reference,
                 const std::shared_ptr<const Recording>& other, ComparisonReport& report) {
  if (flags.model.empty()) return {};
  LocalErrorRequest request;
  request.model = from_utf8(flags.model);
  request.threads = global.threads;
  if (!flags.ort_library.empty()) request.ort_library = from_utf8(flags.ort_library);
  request.arithmetic = !flags.arithmetic.empty()            ? flags.arithmetic
                       : !reference.manifest().spec.empty() ? reference.manifest().spec
                                                            : "exact";
  NPUSCOPE_TRY_SET(report.local, local_errors(other, request));
  report.notes.push_back("local errors: layers re-executed by " + request.arithmetic +
                         " on the other recording's inputs");
  return {};
}

Status add_gates(const CompareFlags& flags, ComparisonReport& report) {
  for (const std::string& text : flags.gates) {
    NPUSCOPE_TRY_ASSIGN(const Gate gate, parse_gate(text));
    bool applied = false;
    for (const TensorComparison& tensor : report.comparison.tensors) {
      if (!gate.applies_to(tensor.name)) continue;
      report.gates.push_back({gate, tensor.name, evaluate(gate, tensor.figures)});
      applied = true;
    }
    if (!applied)
      return fail(usage_error("the gate '" + gate.text() + "' fits no tensor")
                      .hint("npuscope inspect lists the tensors of a recording"));
  }
  return {};
}

Result<int> run(const CompareFlags& flags, const GlobalOptions& global) {
  NPUSCOPE_TRY_ASSIGN(const auto names, sides(flags));
  NPUSCOPE_TRY_ASSIGN(const Opener opener, Opener::create(flags));
  NPUSCOPE_TRY_ASSIGN(const auto reference, opener.open(names.first));
  NPUSCOPE_TRY_ASSIGN(const auto other, opener.open(names.second));
  CompareOptions options;
  options.threads = global.threads;
  options.classifier = flags.classifier;
  if (!flags.map.empty()) {
    NPUSCOPE_TRY_ASSIGN(const std::string text, read_file(from_utf8(flags.map)));
    NPUSCOPE_TRY_SET(options.map, parse_map(text, flags.map));
  }
  ComparisonReport report;
  report.reference = names.first;
  report.other = names.second;
  NPUSCOPE_TRY_SET(report.comparison, compare_recordings(*reference, *other, options));
  if (report.comparison.tensors.empty())
    return fail(bad_input("the two recordings share no tensor")
                    .expected("equal names, aliases, or numbers of inputs and outputs")
                    .hint("pair them with --map FILE; npuscope inspect lists what each holds"));
  NPUSCOPE_TRY(add_floor(flags, opener, *reference, options, report));
  report.first_beyond = first_beyond_floor(report.comparison, report.floor);
  NPUSCOPE_TRY(add_local(flags, global, *reference, other, report));
  NPUSCOPE_TRY(add_gates(flags, report));
  for (const auto& side : {reference, other})
    for (const std::string& warning : side->manifest().warnings)
      if (std::ranges::find(report.notes, warning) == report.notes.end())
        report.notes.push_back(warning);
  if (flags.json != "-" && flags.csv != "-")
    NPUSCOPE_TRY(write_result("-", comparison_text(report, global.colour())));
  if (!flags.json.empty()) NPUSCOPE_TRY(write_result(flags.json, comparison_json(report)));
  if (!flags.csv.empty()) NPUSCOPE_TRY(write_result(flags.csv, comparison_csv(report)));
  return report.agrees() ? 0 : 1;
}

}  // namespace

void add_compare(CLI::App& program, Invocation& invocation) {
  auto flags = std::make_shared<CompareFlags>();
  CLI::App* app = program.add_subcommand(
      "compare", "Compare two recordings tensor by tensor: metrics, gates, exit code");
  app->add_option("recordings", flags->recordings,
                  "Two recordings (.rec, .npz, .npy, .safetensors, .csv, raw), or one "
                  "network_val_io.npz for its two sides")
      ->required()
      ->expected(1, 2);
  app->add_option("--gate", flags->gates,
                  "[PATTERN:] METRIC RELATION NUMBER, such as 'cos>=0.999' or 'codes.max<=1'");
  app->add_option("--floor", flags->floor, "Further references: their spread is the noise floor");
  app->add_option("--map", flags->map, "A file of lines 'reference tensor = other tensor'");
  app->add_option("--model", flags->model, "The model: local error of every layer, output scales");
  app->add_option("--arithmetic", flags->arithmetic,
                  "What re-executes layers (exact, ort:…); else what made the first recording");
  app->add_option("--scale", flags->scale, "Scale of the outputs' codes")
      ->check(CLI::PositiveNumber);
  app->add_option("--zero-point", flags->zero_point, "Zero point of the outputs' codes");
  app->add_flag("--classifier", flags->classifier, "The last axis holds class scores: adds acc");
  app->add_option("--ort-library", flags->ort_library, "The ONNX Runtime library to open");
  app->add_option("--json", flags->json, "Write all metrics as JSON to a file, or -");
  app->add_option("--csv", flags->csv, "Write all metrics as CSV to a file, or -");
  app->callback([flags, &invocation] {
    invocation.run = [flags, &invocation] { return run(*flags, invocation.global); };
  });
}

}  // namespace npuscope::cli
