// SPDX-License-Identifier: Apache-2.0
#include "npuscope/diagnose.h"

#include <fmt/format.h>

#include "api/request_inputs.h"
#include "base/console.h"
#include "base/files.h"
#include "diagnose/diagnosis.h"
#include "report/diagnosis_csv.h"
#include "report/diagnosis_json.h"
#include "report/diagnosis_text.h"
#include "report/numbers.h"

namespace npuscope {
namespace {

class DiagnosisDocuments final : public Report {
 public:
  explicit DiagnosisDocuments(Diagnosis diagnosis) : diagnosis_(std::move(diagnosis)) {}

  [[nodiscard]] bool agrees() const override { return diagnosis_.agrees(); }
  [[nodiscard]] std::string text(const TextOptions& options) const override {
    return diagnosis_text(diagnosis_, options);
  }
  [[nodiscard]] std::string json() const override { return diagnosis_json(diagnosis_); }
  [[nodiscard]] std::string csv() const override { return diagnosis_csv(diagnosis_); }

 private:
  Diagnosis diagnosis_;
};

void overrule_models(const DiagnoseRequest& request, Case& out) {
  auto overrule = [](const std::string& path, std::optional<fs::path>& model) {
    if (!path.empty()) model = from_utf8(path);
  };
  overrule(request.float_model, out.float_model);
  overrule(request.quantized_model, out.quantized_model);
  overrule(request.oe_model, out.oe_model);
  overrule(request.build, out.build);
  if (request.batch > 0) out.batch = request.batch;
  for (const auto& [name, size] : request.sizes) out.sizes[name] = size;
}

void overrule_inputs(const DiagnoseRequest& request, Case& out) {
  if (request.inputs.empty() && request.labels.empty() && request.limit <= 0) return;
  if (!out.inputs) out.inputs.emplace();
  overrule_spec(request.inputs, request.limit, *out.inputs);
  if (!request.labels.empty()) out.inputs->labels = absolute_path(from_utf8(request.labels));
}

/// The case file, overruled by what the request says itself.
Result<Case> assemble_case(const DiagnoseRequest& request) {
  Case result;
  if (!request.case_file.empty()) NPUSCOPE_TRY_SET(result, read_case(from_utf8(request.case_file)));
  overrule_models(request, result);
  overrule_inputs(request, result);
  if (!request.rungs.empty()) result.run = request.rungs;
  if (!request.ort.empty()) result.ort_spec = request.ort;
  result.pass_plans = request.pass_plans;
  if (request.detail) result.detail = *request.detail;
  for (const auto& [rung, recording] : request.recordings) result.recordings[rung] = recording;
  for (const std::string& text : request.gates) {
    NPUSCOPE_TRY_ASSIGN(Gate gate, parse_gate(text));
    result.gates.push_back({"*", std::move(gate)});
  }
  return result;
}

void announce(int64_t bytes, const fs::path& work_folder) {
  print_error(
      fmt::format("npuscope: takes at most {} in {}\n", bytes_text(bytes), to_utf8(work_folder)));
}

}  // namespace

Result<ReportPointer> diagnose(const DiagnoseRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const Case input, assemble_case(request));
  DiagnoseOptions options;
  options.work_folder = request.work_folder.empty() ? input.folder / from_utf8(input.name + ".work")
                                                    : from_utf8(request.work_folder);
  options.threads = request.run.threads;
  options.progress = request.run.progress;
  if (!request.run.ort_library.empty()) options.ort_library = from_utf8(request.run.ort_library);
  if (options.progress) options.announce = announce;
  NPUSCOPE_TRY_ASSIGN(Diagnosis diagnosis, diagnose(input, options));
  return std::make_unique<const DiagnosisDocuments>(std::move(diagnosis));
}

}  // namespace npuscope
