// SPDX-License-Identifier: Apache-2.0
#include "api/predict_material.h"

#include <fmt/format.h>

#include <set>

#include "api/request_inputs.h"
#include "base/files.h"
#include "diagnose/case.h"
#include "diagnose/input_summary.h"
#include "diagnose/sample_source.h"
#include "execute/neural_art_plans.h"

namespace npuscope {
namespace {

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
  if (!result.quantized_model) result.quantized_model = result.oe_model;
  if (result.quantized_model) return result;
  return fail(usage_error("there is no model to predict")
                  .expected("--model MODEL.onnx, or a case file that names a quantized model"));
}

Status open_models(const PredictRequest& request, const Case& input, PredictMaterial& out) {
  out.load_options = {input.batch, input.sizes, {}, true};
  const LoadOptions& options = out.load_options;
  NPUSCOPE_TRY_SET(out.model, load_model(*input.quantized_model, options));
  if (request.remedies) NPUSCOPE_TRY_SET(out.file, MappedFile::open(*input.quantized_model));
  std::vector<const Model*> models = {&out.model};
  if (input.float_model) {
    NPUSCOPE_TRY_SET(out.float_model, load_model(*input.float_model, options));
    if (out.float_model->kind != ModelKind::kFloat)
      return fail(bad_input("the model before quantization is quantized")
                      .in(to_utf8(*input.float_model))
                      .expected("a model without QuantizeLinear")
                      .found(std::string(model_kind_text(out.float_model->kind))));
    models.push_back(&*out.float_model);
  }
  return check_sizes(request.sizes, models);
}

Result<InputSet> open_inputs(const InputSpec& spec, const Model& model) {
  auto set = InputSet::open(spec, describe_inputs(model.graph));
  if (!set) return fail(std::move(set).error().in("inputs for " + to_utf8(model.path)));
  return *std::move(set);
}

/// What tunes a remedy cannot measure it.
Status check_apart(const InputSet& calibration, const std::optional<InputSet>& inputs) {
  std::set<std::string> names;
  for (size_t i = 0; inputs && i < inputs->size(); ++i) names.insert(inputs->name(i));
  for (size_t i = 0; i < calibration.size(); ++i)
    if (names.contains(calibration.name(i)))
      return fail(usage_error("a sample is among the inputs and among those for calibration")
                      .expected("others: what tunes a remedy cannot measure it")
                      .found(calibration.name(i)));
  return {};
}

Status open_samples(const PredictRequest& request, const Case& input, PredictMaterial& out) {
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
  return check_apart(*out.calibration, out.inputs);
}

/// Nothing can be said of a network that reads numbers which are none.
Status check_finite(std::span<const Tensor> inputs) {
  for (const Tensor& input : inputs) {
    const int64_t odd = describe_tensor(input).nonfinite;
    if (odd > 0)
      return fail(
          bad_input(fmt::format("{} of {} input values are NaN or infinite", odd, input.size()))
              .hint("check how the file was made, and [inputs.prepare] (a std of 0?)"));
  }
  return {};
}

Result<std::vector<Tensor>> load_finite(const InputSet& set, size_t sample) {
  NPUSCOPE_TRY_ASSIGN(auto inputs, set.load(sample));
  NPUSCOPE_TRY(check_finite(inputs));
  return inputs;
}

Result<NeuralArtOptions> options_of(const PredictRequest& request) {
  if (request.build.empty())
    return neural_art_options(request.compiler, request.optimization, request.pass_plans);
  NPUSCOPE_TRY_ASSIGN(NeuralArtOptions options,
                      parse_neural_art_spec("neural-art:build=" + request.build));
  NPUSCOPE_TRY(add_pass_plans(request.pass_plans, options));
  return options;
}

}  // namespace

Result<std::unique_ptr<const PredictMaterial>> open_material(const PredictRequest& request) {
  auto material = std::make_unique<PredictMaterial>();
  NPUSCOPE_TRY_SET(material->options, options_of(request));
  NPUSCOPE_TRY_ASSIGN(const Case input, case_of(request));
  material->task = input.task;
  NPUSCOPE_TRY(open_models(request, input, *material));
  NPUSCOPE_TRY(open_samples(request, input, *material));
  return material;
}

LoadSample sample_loader(const std::optional<InputSet>& set) {
  if (!set) return nullptr;
  return [&set](size_t i) -> Result<std::vector<Tensor>> {
    auto inputs = load_finite(*set, i);
    if (!inputs) return fail(std::move(inputs).error().in("sample '" + set->name(i) + "'"));
    return inputs;
  };
}

}  // namespace npuscope
