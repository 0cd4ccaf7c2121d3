// SPDX-License-Identifier: Apache-2.0
#include "predict/prediction.h"

#include <algorithm>

#include "execute/executor.h"
#include "execute/neural_art_plans.h"
#include "execute/precision.h"

namespace npuscope {
namespace {

constexpr size_t kRemediedLayers = 3;
constexpr size_t kMostTuning = 64;  // samples that are held in memory

void add_products(const Graph& graph, size_t node, const ProductLayer& layer,
                  LayerPrediction& out) {
  out.cap = accumulator_cap(graph, node, layer);
  const LayerPrecision precision = precision_of(layer);
  out.passes = precision.passes;
  out.resolution = precision.resolution;
  out.multiplier_bits = precision.multiplier_bits;
  const Shape& weights = *graph.value(graph.nodes[node].inputs[1]).shape;
  out.pointwise = weights.size() < 3 || element_count(std::span(weights).subspan(2)) == 1;
}

/// Whether the node sums products with constant weights.
bool multiplies(const Graph& graph, const Node& node) {
  const Operator* op = find_operator(node.op_type, node.domain);
  const bool sums = op != nullptr && std::holds_alternative<IntegerSum>(op->quantized);
  if (!sums || node.outputs[0] == kNoValue || node.inputs.size() < 2) return false;
  const Value& weights = graph.value(node.inputs[1]);
  // A mean's axes are constants too.
  return weights.constant && (weights.quantization || is_float(weights.type));
}

/// The first type among the activations of a node that is not int8.
std::string foreign_type(const Graph& graph, const Node& node) {
  for (const ValueId id : {node.inputs[0], node.outputs[0]}) {
    if (id == kNoValue || has_int8_codes(graph, id)) continue;
    return std::string(element_type_name(graph.value(id).type));
  }
  return {};
}

Status add_layers(const PredictJob& job, const Arithmetic& npu, const ActivationCodes& codes,
                  Prediction& out) {
  const Graph& graph = job.model->graph;
  NPUSCOPE_TRY_ASSIGN(const Executor executor, Executor::create(graph, npu));
  NPUSCOPE_TRY_ASSIGN(const std::vector<Drift> drifts, predict_drift(graph, npu, codes));
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    const Node& node = graph.nodes[n];
    LayerPrediction layer;
    layer.name = graph.value(node.outputs[0]).name;
    layer.op = node.op_type;
    layer.basis = executor.basis(n).value_or(Basis{});
    layer.drift = drifts[n];
    NPUSCOPE_TRY_ASSIGN(const auto products, product_layer(graph, node, job.options));
    layer.multiplies = multiplies(graph, node);
    if (products)
      add_products(graph, n, *products, layer);
    else if (layer.multiplies)
      layer.unknown_because = foreign_type(graph, node);
    out.layers.push_back(std::move(layer));
  }
  return {};
}

/// What `exact` and the NPU make of all samples.
struct Outcomes {
  std::vector<Outcome> exact, npu;
};

Result<Outcomes> run_all(const PredictJob& job, const Arithmetic& npu, ActivationCodes& codes) {
  Progress progress("running the network", static_cast<int64_t>(2 * job.samples),
                    job.progress ? Progress::Mode::kAutomatic : Progress::Mode::kSilent);
  SampleRun run{job.load, {}, job.threads, &progress, &codes};
  for (size_t i = 0; i < job.samples; ++i) run.samples.push_back(i);
  Outcomes outcomes;
  NPUSCOPE_TRY_SET(outcomes.exact, run_samples(job.model->graph, exact_arithmetic(), run));
  run.codes = nullptr;
  NPUSCOPE_TRY_SET(outcomes.npu, run_samples(job.model->graph, npu, run));
  return outcomes;
}

/// The layers that a remedy may help most: those that are cut, by what they lose of their range;
/// then those that drift most.
std::vector<std::string> worst_layers(const Prediction& prediction) {
  std::vector<const LayerPrediction*> layers;
  for (const LayerPrediction& layer : prediction.layers)
    if (layer.cap) layers.push_back(&layer);
  std::ranges::stable_sort(layers, std::less<>(), [](const LayerPrediction* layer) {
    return std::tuple(layer->cap->cut_channels > 0 ? layer->cap->share : 2.0, -layer->drift.rms);
  });
  const size_t cut = prediction.capped().size();
  layers.resize(std::min(layers.size(), std::max(cut, kRemediedLayers)));
  std::vector<std::string> names;
  for (const LayerPrediction* layer : layers) names.push_back(layer->name);
  return names;
}

/// Which samples measure a remedy: those that do not tune it.
void add_measuring(const PredictJob& job, const Outcomes& outcomes, RemedyJob& out) {
  const bool apart = job.load_calibration != nullptr;
  for (size_t i = 0; i < job.samples; ++i) {
    if (!apart && i % 2 == 0) continue;
    out.measuring.push_back(i);
    out.exact.push_back(outcomes.exact[i]);
    out.npu.push_back(outcomes.npu[i]);
  }
}

Result<RemedyTrials> remedies(const PredictJob& job, const Outcomes& outcomes,
                              const Prediction& prediction) {
  RemedyJob remedies;
  remedies.model = job.model;
  remedies.load_options = job.load_options;
  remedies.bytes = job.bytes;
  remedies.options = job.options;
  remedies.options.build = nullptr;  // of a file that is rewritten, a build shows nothing
  remedies.float_model = job.float_model;
  remedies.load = job.load;
  remedies.load_float = job.load_float;
  remedies.layers = worst_layers(prediction);
  remedies.task = job.task;
  remedies.threads = job.threads;
  remedies.progress = job.progress;
  add_measuring(job, outcomes, remedies);
  NPUSCOPE_TRY_SET(remedies.tuning, tuning_samples(job));
  return try_remedies(remedies);
}

/// What a code of the first output is worth; 0 where it has none.
double first_output_scale(const Graph& graph) {
  if (graph.outputs.empty()) return 0;
  const ValueId codes = codes_behind(graph, graph.outputs.front());
  const auto& quantization = graph.value(codes).quantization;
  return quantization ? static_cast<double>(quantization->scale_at(0)) : 0;
}

}  // namespace

std::vector<const LayerPrediction*> Prediction::capped() const {
  std::vector<const LayerPrediction*> result;
  for (const LayerPrediction& layer : layers)
    if (layer.cap && layer.cap->cut_channels > 0) result.push_back(&layer);
  return result;
}

std::vector<const LayerPrediction*> Prediction::unknown() const {
  std::vector<const LayerPrediction*> result;
  for (const LayerPrediction& layer : layers)
    if (layer.multiplies && !layer.cap) result.push_back(&layer);
  return result;
}

Result<std::vector<std::vector<Tensor>>> tuning_samples(const PredictJob& job) {
  const bool apart = job.load_calibration != nullptr;
  const size_t count = apart ? job.calibration : (job.samples + 1) / 2;
  std::vector<std::vector<Tensor>> samples;
  for (size_t i = 0; i < std::min(count, kMostTuning); ++i) {
    NPUSCOPE_TRY_ASSIGN(auto inputs, apart ? job.load_calibration(i) : job.load(2 * i));
    samples.push_back(std::move(inputs));
  }
  return samples;
}

Status check_for_npu(const Model& model) {
  if (quantizes_statically(model.kind)) return {};
  return fail(bad_input(std::string(kNotForAnNpu))
                  .in(to_utf8(model.path))
                  .expected("a QDQ or QOperator model, or the compiler's *_OE_*.onnx")
                  .found(std::string(model_kind_text(model.kind))));
}

Result<Prediction> predict(const PredictJob& job) {
  const Model& model = *job.model;
  NPUSCOPE_TRY(check_for_npu(model));
  NPUSCOPE_TRY(layer_passes(model.graph, job.options));  // whether the pass plans fit
  const auto npu = make_neural_art_arithmetic(job.options);
  Prediction prediction;
  prediction.model = to_utf8(model.path.filename());
  prediction.compiler = job.options.compiler;
  prediction.samples = job.samples;
  prediction.notes = model.warnings;
  prediction.code_scale = first_output_scale(model.graph);
  Outcomes outcomes;
  ActivationCodes codes;
  if (job.samples > 0) {
    codes = empty_activation_codes(model.graph);
    NPUSCOPE_TRY_SET(outcomes, run_all(job, *npu, codes));
    NPUSCOPE_TRY_ASSIGN(const OutputChange change,
                        change_of_outputs(outcomes.exact, outcomes.npu, job.task));
    prediction.effect =
        OutputEffect{change, reach_of_outputs(outcomes.exact), reach_of_outputs(outcomes.npu)};
  } else {
    NPUSCOPE_TRY_SET(codes, assumed_activation_codes(model.graph));
  }
  NPUSCOPE_TRY(add_layers(job, *npu, codes, prediction));
  if (job.try_remedies) NPUSCOPE_TRY_SET(prediction.remedies, remedies(job, outcomes, prediction));
  return prediction;
}

}  // namespace npuscope
