// SPDX-License-Identifier: Apache-2.0
#include "npuscope/predict.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/request_inputs.h"
#include "base/files.h"
#include "diagnose/case.h"
#include "diagnose/sample_source.h"
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

/// The request's networks and samples, opened.
struct Material {
  NeuralArtOptions options;
  Model model;
  std::string bytes;  ///< of the model's file
  std::optional<Model> float_model;
  std::optional<InputSet> inputs, float_inputs, calibration;
  std::optional<TaskSpec> task;
};

/// The case file, overruled by what the request says itself.
Result<Case> case_of(const PredictRequest& request) {
  Case result;
  if (!request.case_file.empty()) NPUSCOPE_TRY_SET(result, read_case(from_utf8(request.case_file)));
  if (!request.model.empty()) result.quantized_model = from_utf8(request.model);
  if (!request.float_model.empty()) result.float_model = from_utf8(request.float_model);
  if (request.batch > 0) result.batch = request.batch;
  for (const auto& [name, size] : request.sizes) result.sizes[name] = size;
  if (!request.inputs.empty() || !request.calibration.empty() || request.limit > 0) {
    if (!result.inputs) result.inputs.emplace();
    overrule_spec(request.inputs, request.limit, *result.inputs);
  }
  if (result.quantized_model) return result;
  return fail(usage_error("there is no model to predict")
                  .expected("--model MODEL.onnx, or a case file that names a quantized model"));
}

Status open_models(const PredictRequest& request, const Case& input, Material& out) {
  const LoadOptions options{input.batch, input.sizes, {}, true};
  NPUSCOPE_TRY_SET(out.model, load_model(*input.quantized_model, options));
  NPUSCOPE_TRY_SET(out.bytes, read_file(*input.quantized_model));
  std::vector<const Model*> models = {&out.model};
  if (input.float_model) {
    NPUSCOPE_TRY_SET(out.float_model, load_model(*input.float_model, options));
    models.push_back(&*out.float_model);
  }
  return check_sizes(request.sizes, models);
}

Result<InputSet> open_inputs(const InputSpec& spec, const Model& model) {
  auto set = InputSet::open(spec, describe_inputs(model.graph));
  if (!set) return fail(std::move(set).error().in("inputs for " + to_utf8(model.path)));
  return *std::move(set);
}

Status open_samples(const PredictRequest& request, const Case& input, Material& out) {
  if (!input.inputs) return {};
  const InputSpec& spec = *input.inputs;
  if (!spec.files.empty() || spec.random) {
    NPUSCOPE_TRY_SET(out.inputs, open_inputs(spec, out.model));
    if (out.float_model) NPUSCOPE_TRY_SET(out.float_inputs, open_inputs(spec, *out.float_model));
  }
  if (request.calibration.empty()) return {};
  InputSpec calibration = spec;
  calibration.limit.reset();
  overrule_spec(request.calibration, 0, calibration);
  NPUSCOPE_TRY_SET(out.calibration, open_inputs(calibration, out.model));
  return {};
}

Result<std::unique_ptr<const Material>> open(const PredictRequest& request) {
  auto material = std::make_unique<Material>();
  NPUSCOPE_TRY_SET(material->options,
                   parse_neural_art_spec("neural-art:compiler=" + request.compiler));
  NPUSCOPE_TRY_ASSIGN(const Case input, case_of(request));
  material->task = input.task;
  NPUSCOPE_TRY(open_models(request, input, *material));
  NPUSCOPE_TRY(open_samples(request, input, *material));
  return material;
}

LoadSample loader(const std::optional<InputSet>& set) {
  if (!set) return nullptr;
  return [&set](size_t i) -> Result<std::vector<Tensor>> {
    auto inputs = set->load(i);
    if (!inputs) return fail(std::move(inputs).error().in("sample '" + set->name(i) + "'"));
    return inputs;
  };
}

/// The samples that remedies are tuned with, where a rewrite needs them.
Result<std::vector<std::vector<Tensor>>> tuning_samples(const Material& material) {
  const bool apart = material.calibration.has_value();
  const auto& set = apart ? material.calibration : material.inputs;
  std::vector<std::vector<Tensor>> samples;
  if (!set) return samples;
  for (size_t i = 0; i < set->size(); i += apart ? 1 : 2) {
    NPUSCOPE_TRY_ASSIGN(auto inputs, loader(set)(i));
    samples.push_back(std::move(inputs));
  }
  return samples;
}

Result<size_t> count_cut_layers(const Model& model, const NeuralArtOptions& options) {
  NPUSCOPE_TRY_ASSIGN(const auto caps, accumulator_caps(model.graph, options));
  return static_cast<size_t>(
      std::ranges::count_if(caps, [](const AccumulatorCap& cap) { return cap.cut_channels > 0; }));
}

}  // namespace

Result<ReportPointer> predict(const PredictRequest& request) {
  NPUSCOPE_TRY_ASSIGN(const auto material, open(request));
  PredictJob job;
  job.model = &material->model;
  job.options = material->options;
  job.load = loader(material->inputs);
  job.samples = material->inputs ? material->inputs->size() : 0;
  job.task = material->task;
  job.try_remedies = request.remedies;
  job.bytes = material->bytes;
  job.float_model = material->float_model ? &*material->float_model : nullptr;
  job.load_float = loader(material->float_inputs);
  job.load_calibration = loader(material->calibration);
  job.calibration = material->calibration ? material->calibration->size() : 0;
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

Result<std::vector<std::string>> apply_remedies(const PredictRequest& request,
                                                const std::vector<std::string>& ids,
                                                const std::string& output) {
  NPUSCOPE_TRY_ASSIGN(const auto material, open(request));
  std::vector<std::string> changes;
  std::string bytes = material->bytes;
  Model model = material->model;
  NPUSCOPE_TRY_ASSIGN(const auto tuning, tuning_samples(*material));
  for (const std::string& id : ids) {
    const RemedySource source{
        &model, bytes, material->options, material->float_model ? &*material->float_model : nullptr,
        tuning, {}};
    NPUSCOPE_TRY_ASSIGN(std::string changed, apply_remedy(source, id));
    bytes = std::move(changed);
    NPUSCOPE_TRY_ASSIGN(const size_t before, count_cut_layers(model, material->options));
    NPUSCOPE_TRY_SET(model, load_model(bytes, material->model.path));
    NPUSCOPE_TRY_ASSIGN(const size_t after, count_cut_layers(model, material->options));
    changes.push_back(
        fmt::format("{} (layers cut by the accumulator: {}, were {})", id, after, before));
  }
  NPUSCOPE_TRY(write_file_atomically(from_utf8(output), bytes));
  return changes;
}

}  // namespace npuscope
