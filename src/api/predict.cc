// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

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

  [[nodiscard]] bool agrees() const override { return prediction_.capped().empty(); }
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

/// What a request is about.
struct Subject {
  Model model;
  NeuralArtOptions options;
};

Result<Subject> subject_of(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(
      NeuralArtOptions options,
      neural_art_options(request.compiler, request.optimization, request.pass_plans));
  NPUSCOPE_TRY_ASSIGN(
      Model model,
      load_model(from_utf8(request.model), {request.sizes.batch, request.sizes.sizes, {}, true}));
  const Model* const models[] = {&model};
  NPUSCOPE_TRY(check_sizes(request.sizes.sizes, models));
  return Subject{std::move(model), std::move(options)};
}

}  // namespace

Result<ReportPointer> predict(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const Subject subject, subject_of(request));
  NPUSCOPE_TRY_ASSIGN(Prediction prediction, predict(subject.model, subject.options));
  return std::make_unique<const PredictionDocuments>(std::move(prediction));
}

Result<ReportPointer> pass_plans(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const Subject subject, subject_of(request));
  NPUSCOPE_TRY(check_for_npu(subject.model));
  NPUSCOPE_TRY_ASSIGN(auto layers, layer_passes(subject.model.graph, subject.options));
  return std::make_unique<const PassPlanDocuments>(
      PassPlanList{to_utf8(subject.model.path.filename()), subject.options, std::move(layers)});
}

}  // namespace npuscope
