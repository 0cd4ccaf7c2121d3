// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

#include "base/files.h"
#include "predict/prediction.h"
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

}  // namespace

Result<ReportPointer> predict(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const NeuralArtOptions options,
                      parse_neural_art_spec("neural-art:compiler=" + request.compiler));
  NPUSCOPE_TRY_ASSIGN(
      const Model model,
      load_model(from_utf8(request.model), {request.sizes.batch, request.sizes.sizes, {}, true}));
  const Model* const models[] = {&model};
  NPUSCOPE_TRY(check_sizes(request.sizes.sizes, models));
  NPUSCOPE_TRY_ASSIGN(Prediction prediction, predict(model, options));
  if (request.coefficients)
    NPUSCOPE_TRY_SET(prediction.coefficients, layer_coefficients(model.graph, options));
  return std::make_unique<const PredictionDocuments>(std::move(prediction));
}

}  // namespace npuscope
