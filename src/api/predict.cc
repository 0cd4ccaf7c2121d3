// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/predict_material.h"
#include "base/bytes.h"
#include "base/files.h"
#include "execute/neural_art_plans.h"
#include "predict/prediction.h"
#include "report/pass_plans_report.h"
#include "report/prediction_csv.h"
#include "report/prediction_json.h"
#include "report/prediction_text.h"

namespace npuscope {
namespace {

class PredictionDocuments final : public Report {
 public:
  explicit PredictionDocuments(Prediction prediction) : prediction_(std::move(prediction)) {}

  [[nodiscard]] bool agrees() const override {
    return prediction_.capped().empty() && prediction_.unknown().empty();
  }
  [[nodiscard]] std::string text(const TextOptions& options) const override {
    return prediction_text(prediction_, options);
  }
  [[nodiscard]] std::string json() const override { return prediction_json(prediction_); }
  [[nodiscard]] std::string csv() const override { return prediction_csv(prediction_); }

 private:
  Prediction prediction_;
};

class PassPlanDocuments final : public Report {
 public:
  explicit PassPlanDocuments(PassPlanList list) : list_(std::move(list)) {}

  [[nodiscard]] bool agrees() const override { return true; }
  [[nodiscard]] std::string text(const TextOptions& options) const override {
    return pass_plans_text(list_, options);
  }
  [[nodiscard]] std::string json() const override { return pass_plans_json(list_); }
  [[nodiscard]] std::string csv() const override { return pass_plans_csv(list_); }

 private:
  PassPlanList list_;
};

PredictJob job_of(const PredictMaterial& material) {
  PredictJob job;
  job.model = &material.model;
  job.options = material.options;
  job.load_options = material.load_options;
  job.load = sample_loader(material.inputs);
  job.samples = material.inputs ? material.inputs->size() : 0;
  job.task = material.task;
  if (material.file) job.bytes = as_text(material.file->bytes());
  job.float_model = material.float_model ? &*material.float_model : nullptr;
  job.load_float = sample_loader(material.float_inputs);
  job.load_calibration = sample_loader(material.calibration);
  job.calibration = material.calibration ? material.calibration->size() : 0;
  return job;
}

Result<int64_t> count_cut_layers(const Graph& graph, const NeuralArtOptions& options) {
  NPUSCOPE_TRY_ASSIGN(const auto caps, accumulator_caps(graph, options));
  return std::ranges::count_if(caps,
                               [](const AccumulatorCap& cap) { return cap.cut_channels > 0; });
}

}  // namespace

Result<ReportPointer> predict(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const auto material, open_material(request));
  PredictJob job = job_of(*material);
  job.try_remedies = request.remedies;
  job.threads = request.run.threads;
  job.progress = request.run.progress;
  NPUSCOPE_TRY_ASSIGN(Prediction prediction, predict(job));
  if (request.coefficients)
    NPUSCOPE_TRY_SET(prediction.coefficients,
                     layer_coefficients(material->model.graph, material->options));
  if (material->inputs)
    for (const std::string& warning : material->inputs->warnings())
      prediction.notes.push_back(warning);
  return std::make_unique<const PredictionDocuments>(std::move(prediction));
}

Result<ReportPointer> pass_plans(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const auto material, open_material(request));
  const Model& model = material->model;
  NPUSCOPE_TRY(check_for_npu(model));
  NPUSCOPE_TRY_ASSIGN(auto layers, layer_passes(model.graph, material->options));
  return std::make_unique<const PassPlanDocuments>(
      PassPlanList{to_utf8(model.path.filename()), material->options, std::move(layers)});
}

Result<std::vector<std::string>> apply_remedies(const PredictRequest& request,
                                                const std::vector<std::string>& ids,
                                                const std::string& output) {
  NPUSCOPE_TRY_ASSIGN(const auto material, open_material(request));
  std::error_code none;
  if (fs::equivalent(from_utf8(output), material->model.path, none))
    return fail(usage_error("the changed model would take the place of the model itself")
                    .expected("another file behind -o")
                    .found(output));
  PredictJob job = job_of(*material);
  job.options.build = nullptr;  // of a file that is rewritten, a build shows nothing
  NPUSCOPE_TRY_ASSIGN(const auto tuning, tuning_samples(job));
  std::vector<std::string> changes;
  std::string bytes(as_text(material->file->bytes()));
  Model model = material->model;
  for (const std::string& id : ids) {
    if (id.starts_with(kCompilerRemedy))
      return fail(usage_error("another compiler is no change of the file")
                      .expected("a remedy that rewrites it; compile it with that version instead")
                      .found(id));
    const RemedySource source{&model, bytes, job.options, job.float_model, tuning, {}};
    NPUSCOPE_TRY_ASSIGN(std::string changed, apply_remedy(source, id));
    bytes = std::move(changed);
    NPUSCOPE_TRY_ASSIGN(const int64_t before, count_cut_layers(model.graph, job.options));
    NPUSCOPE_TRY_SET(model, load_model(bytes, model.path, job.load_options));
    NPUSCOPE_TRY_ASSIGN(const int64_t after, count_cut_layers(model.graph, job.options));
    changes.push_back(
        fmt::format("{} (layers cut by the accumulator: {}, were {})", id, after, before));
  }
  NPUSCOPE_TRY(write_file_atomically(from_utf8(output), bytes));
  return changes;
}

}  // namespace npuscope
