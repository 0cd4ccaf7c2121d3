// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "inputs/conform.h"

namespace npuscope {
std::vector<InputDescription> describe_inputs(const Graph& graph) {
  std::vector<InputDescription> inputs;
  for (ValueId id : graph.inputs) {
    const Value& value = graph.value(id);
    inputs.push_back(
        {value.name, value.type, value.shape.value_or(Shape()), input_quantization(graph, id)});
  }
  return inputs;
}

Result<SampleSource> SampleSource::open(const Case& input, const Ladder& ladder) {
  SampleSource source;
  for (const auto& model : ladder.models())
    source.models_.push_back({model.get(), describe_inputs(model->graph), std::nullopt});
  const bool files = input.inputs && (!input.inputs->files.empty() || input.inputs->random);
  if (files) {
    NPUSCOPE_TRY(source.open_files(*input.inputs));
  } else if (std::ranges::all_of(ladder.rungs, &LadderRung::executes)) {
    InputSpec spec = input.inputs.value_or(InputSpec());
    spec.random.emplace();
    NPUSCOPE_TRY(source.open_files(spec));
  } else {
    NPUSCOPE_TRY(source.open_recording_inputs(input, ladder));
  }
  return source;
}

Status SampleSource::open_files(const InputSpec& spec) {
  for (OfModel& of : models_) {
    // Random codes of the compiler's file would be other inputs than random floats of the source
    // model: all networks get the first one's.
    if (spec.random && &of != &models_.front()) continue;
    auto set = InputSet::open(spec, of.inputs);
    if (!set) return fail(std::move(set).error().in("inputs for " + to_utf8(of.model->path)));
    of.set = *std::move(set);
  }
  if (models_.empty())
    return fail(bad_input("inputs without a model")
                    .expected("a model in [models], or recordings without [inputs]"));
  const InputSet& first = *models_.front().set;
  for (size_t i = 0; i < first.size(); ++i) names_.push_back(first.name(i));
  preparation_ = first.preparation_text();
  warnings_ = first.warnings();
  origin_ =
      spec.random ? "ST's seeded random data" : fmt::format("{}", fmt::join(spec.files, ", "));
  return {};
}

Status SampleSource::open_recording_inputs(const Case& input, const Ladder& ladder) {
  for (const LadderRung& rung : ladder.rungs) {
    if (rung.executes()) continue;
    const auto& recording = rung.intended ? rung.intended : rung.recording;
    const Manifest& manifest = recording->manifest();
    std::vector<size_t> inputs;
    for (size_t t = 0; t < manifest.tensors.size(); ++t)
      if (manifest.tensors[t].role == TensorRole::kInput) inputs.push_back(t);
    const bool feeds = !inputs.empty() || models_.empty();
    if (!feeds) continue;
    recording_ = recording;
    for (const SampleEntry& sample : manifest.samples) names_.push_back(sample.name);
    origin_ = inputs.empty()  ? rung.spec + ", which holds no inputs"
              : rung.intended ? "the reference's inputs (m_inputs) in " + rung.spec
                              : "the inputs in " + rung.spec;
    preparation_ = "as recorded";
    recorded_inputs_ = std::move(inputs);
    if (input.inputs) NPUSCOPE_TRY(apply(*input.inputs));
    return {};
  }
  return fail(bad_input("the case has no inputs")
                  .expected("files in [inputs], or a recording that holds its inputs")
                  .hint("name images or arrays in [inputs], or a network_val_io.npz in "
                        "[recordings]"));
}

namespace {

/// Another network's input as this one takes it.
Result<Tensor> conform(Tensor tensor, const std::optional<Quantization>& quantization,
                       const InputDescription& input) {
  // The compiler's file may take channels last, the model that it was made from channels first.
  if (const auto layout = layout_to_change(tensor.shape(), input.shape);
      layout && tensor.shape().size() == 4)
    tensor = change_layout(tensor, *layout, other_layout(*layout));
  const auto lying = find_samples(tensor.shape(), input.shape);
  if (!lying || lying->count != 1) return fail(array_shape_conflict(input, tensor.shape()));
  tensor = take_sample(tensor, 0, input.shape);
  // A float network has no scale of its own for recorded codes: the recording's serves.
  if (quantization && !is_float(tensor.type()) && is_float(input.type) && !input.quantization)
    tensor = dequantize(tensor, *quantization);
  return conform_type(tensor, input);
}

}  // namespace

/// What [inputs] says of recorded samples.
Status SampleSource::apply(const InputSpec& spec) {
  if (spec.limit) names_.resize(std::min(names_.size(), static_cast<size_t>(*spec.limit)));
  if (!spec.labels) return {};
  NPUSCOPE_TRY_ASSIGN(const Labels labels, Labels::read(spec.folder / *spec.labels, spec.folder));
  for (const std::string& name : names_) labels_.push_back(labels.find(from_utf8(name), name));
  return {};
}

std::optional<Label> SampleSource::label(size_t i) const {
  if (i < labels_.size()) return labels_[i];
  if (models_.empty() || !models_.front().set) return std::nullopt;
  return models_.front().set->label(i);
}

Result<std::vector<Tensor>> SampleSource::load_first(
    size_t i, const std::vector<InputDescription>& inputs) const {
  const OfModel& first = models_.front();
  NPUSCOPE_TRY_ASSIGN(std::vector<Tensor> tensors, first.set->load(i));
  if (tensors.size() != inputs.size())
    return fail(bad_input("the models do not have the same inputs")
                    .expected(fmt::format("{}", tensors.size()))
                    .found(fmt::format("{}", inputs.size())));
  for (size_t k = 0; k < tensors.size(); ++k)
    NPUSCOPE_TRY_SET(tensors[k], conform(tensors[k], first.inputs[k].quantization, inputs[k]));
  return tensors;
}

Result<std::vector<Tensor>> SampleSource::load(size_t i, const Model& model) const {
  const auto of = std::ranges::find(models_, &model, &OfModel::model);
  if (of == models_.end()) return fail(internal_error("no inputs for this model"));
  if (of->set) return of->set->load(i);
  if (models_.front().set) return load_first(i, of->inputs);
  if (recorded_inputs_.size() != of->inputs.size())
    return fail(bad_input("the recording does not have the network's inputs")
                    .expected(fmt::format("{}", of->inputs.size()))
                    .found(fmt::format("{}", recorded_inputs_.size())));
  std::vector<Tensor> tensors;
  for (size_t k = 0; k < recorded_inputs_.size(); ++k) {
    NPUSCOPE_TRY_ASSIGN(const auto tensor, recording_->load(i, recorded_inputs_[k]));
    if (!tensor)
      return fail(bad_input("the recording lacks an input of sample '" + names_[i] + "'"));
    const TensorEntry& entry = recording_->manifest().tensors[recorded_inputs_[k]];
    NPUSCOPE_TRY_ASSIGN(Tensor conformed, conform(*tensor, entry.quantization, of->inputs[k]));
    tensors.push_back(std::move(conformed));
  }
  return tensors;
}

}  // namespace npuscope
