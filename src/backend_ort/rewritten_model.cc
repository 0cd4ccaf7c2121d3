// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/rewritten_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "backend_ort/outside_weights.h"

namespace npuscope {
namespace {

struct Cut {
  std::vector<int> nodes;         ///< in order of execution
  std::set<std::string> reached;  ///< of the tensors that the cut begins at
};

/// The nodes between `from` and `to`. An error when `to` depends on anything else.
Result<Cut> cut_out(const ModelParts& parts, const std::set<std::string>& from,
                    const std::vector<std::string>& to) {
  Cut cut;
  std::set<int> nodes;
  std::vector<std::string> open = to;
  while (!open.empty()) {
    const std::string tensor = std::move(open.back());
    open.pop_back();
    if (tensor.empty() || parts.is_initializer(tensor)) continue;
    if (from.contains(tensor)) {
      cut.reached.insert(tensor);
      continue;
    }
    const int producer = parts.producer(tensor);
    if (producer < 0) return fail(bad_input("it depends on '" + tensor + "' as well"));
    if (!nodes.insert(producer).second) continue;
    const OnnxNode& node = parts.model().nodes[static_cast<size_t>(producer)];
    if (std::ranges::any_of(node.attributes, &OnnxAttribute::has_graph))
      return fail(bad_input("it contains control flow"));
    open.insert(open.end(), node.inputs.begin(), node.inputs.end());
  }
  cut.nodes.assign(nodes.begin(), nodes.end());
  return cut;
}

fs::path folder_of(const Model& model) { return absolute_path(model.path).parent_path(); }

/// The computed values that a node reads, once each.
std::vector<ValueId> computed_inputs(const Graph& graph, const Node& node) {
  std::vector<ValueId> ids;
  for (const ValueId id : node.inputs)
    if (id != kNoValue && !graph.value(id).constant && std::ranges::find(ids, id) == ids.end())
      ids.push_back(id);
  return ids;
}

}  // namespace

Result<std::unique_ptr<RewrittenModel>> RewrittenModel::create(
    std::shared_ptr<const OrtLibrary> library, std::shared_ptr<const Model> model,
    const OrtOptions& options, Footprint footprint) {
  auto result = std::make_unique<RewrittenModel>();
  result->library_ = std::move(library);
  result->footprint_ = footprint;
  result->external_data_ = folder_of(*model);
  NPUSCOPE_TRY_ASSIGN(std::string file, footprint == Footprint::kFast
                                            ? read_file(model->path)
                                            : read_without_weights(model->path));
  NPUSCOPE_TRY_ASSIGN(const ModelParts source, ModelParts::parse(std::move(file)));
  result->slices_ = std::make_unique<LazySlice[]>(model->graph.nodes.size());
  result->model_ = std::move(model);
  NPUSCOPE_TRY(result->rewrite(source, options));
  result->options_ = options;
  result->options_.level = OrtLevel::kNone;  // what was rewritten is not rewritten again
  NPUSCOPE_TRY(result->open_whole(source));
  return result;
}

/// Of a small footprint, weights that ONNX Runtime may change lie in a file of their own, where
/// sessions map them.
Status RewrittenModel::rewrite(const ModelParts& source, const OrtOptions& options) {
  NPUSCOPE_TRY_ASSIGN(TemporaryFolder folder, TemporaryFolder::create());
  const fs::path saved = folder.path() / "rewritten.onnx";
  const bool outside = footprint_ == Footprint::kSmall && options.level != OrtLevel::kNone;
  const std::string traceable = source.with_traceable_names();
  NPUSCOPE_TRY(RuntimeSession::rewrite(library_, source_of(traceable), options,
                                       {saved, outside ? "weights.bin" : ""}));
  NPUSCOPE_TRY_ASSIGN(std::string rewritten, read_file(saved));
  NPUSCOPE_TRY_SET(parts_, ModelParts::parse(std::move(rewritten)));
  if (!outside) return {};
  external_data_ = folder.path();
  folder_.emplace(std::move(folder));
  return {};
}

std::vector<std::string> RewrittenModel::tensors_to_fetch() const {
  std::set<std::string> constant;
  for (const Value& value : model_->graph.values) {
    if (!value.constant) continue;
    constant.insert(value.name);
    constant.insert(value.aliases.begin(), value.aliases.end());
  }
  std::vector<std::string> tensors = parts_->computed_tensors();
  std::erase_if(tensors, [&](const std::string& tensor) { return constant.contains(tensor); });
  return tensors;
}

/// Every tensor can be fetched from the whole network; which are is decided with each run.
Status RewrittenModel::open_whole(const ModelParts& source) {
  NPUSCOPE_TRY_ASSIGN(auto session, open(parts_->with_outputs(tensors_to_fetch())));
  parts_->state(session->output_infos());
  counterparts_ = find_counterparts(model_->graph, source, *parts_);
  std::vector<ValueId> computed;
  for (size_t v = 0; v < counterparts_.of_value.size(); ++v)
    if (const auto& c = counterparts_.of_value[v]; c && parts_->producer(c->tensor) >= 0)
      computed.push_back(static_cast<ValueId>(v));
  NPUSCOPE_TRY_SET(whole_, slice_of(session, model_->graph.inputs, std::move(computed)));
  return {};
}

std::vector<std::string> RewrittenModel::output_names() const {
  std::vector<std::string> names;
  for (const OnnxValueInfo& output : parts_->model().outputs) names.push_back(output.name);
  return names;
}

OrtModelSource RewrittenModel::source_of(std::string_view bytes) const {
  return {model_->path, bytes, external_data_, footprint_};
}

Result<std::shared_ptr<const SessionOnDemand>> RewrittenModel::open(std::string_view bytes) const {
  return SessionOnDemand::create(library_, source_of(bytes), options_);
}

std::vector<std::string> RewrittenModel::tensors_of(std::span<const ValueId> values) const {
  std::vector<std::string> tensors;
  for (const ValueId id : values) {
    const auto& counterpart = counterparts_.of_value[static_cast<size_t>(id)];
    tensors.push_back(counterpart ? counterpart->tensor : std::string());
  }
  return tensors;
}

Result<RewrittenModel::Slice> RewrittenModel::slice_of(
    std::shared_ptr<const SessionOnDemand> session, std::span<const ValueId> inputs,
    std::vector<ValueId> outputs) const {
  Slice slice;
  const std::vector<std::string> tensors = tensors_of(inputs);
  for (const std::string& name : session->input_names()) {
    const auto found = std::ranges::find(tensors, name);
    if (found == tensors.end())
      return fail(internal_error("unexpected input '" + name + "' of a rewritten model"));
    slice.inputs.push_back(inputs[static_cast<size_t>(found - tensors.begin())]);
  }
  slice.tensors = tensors_of(outputs);
  slice.outputs = std::move(outputs);
  slice.session = std::move(session);
  return slice;
}

Result<RewrittenModel::Slice> RewrittenModel::make_slice(size_t n) const {
  const Node& node = model_->graph.nodes[n];
  const std::vector<ValueId> inputs = computed_inputs(model_->graph, node);
  std::vector<ValueId> outputs;
  for (const ValueId id : node.outputs)
    if (id != kNoValue && counterparts_.of_value[static_cast<size_t>(id)]) outputs.push_back(id);
  const auto lost = std::ranges::find_if(
      inputs, [&](ValueId id) { return !counterparts_.of_value[static_cast<size_t>(id)]; });
  const auto refuse = [&](std::string why) {
    return fail(bad_input("ONNX Runtime does not run this node alone: " + std::move(why))
                    .hint("use level=none, where every node keeps its own tensors")
                    .in(node.text()));
  };
  if (lost != inputs.end())
    return refuse("its input '" + model_->graph.value(*lost).name + "' was fused away");
  if (outputs.empty()) return refuse("its result was fused away");
  const std::vector<std::string> from = tensors_of(inputs);
  const std::vector<std::string> to = tensors_of(outputs);
  auto cut = cut_out(*parts_, {from.begin(), from.end()}, to);
  if (!cut) return refuse(cut.error().what());
  if (cut->nodes.empty() || cut->reached.size() < from.size())
    return refuse("it was merged with a neighbour");
  NPUSCOPE_TRY_ASSIGN(auto session, open(parts_->slice(cut->nodes, from, to)));
  return slice_of(std::move(session), inputs, std::move(outputs));
}

template <class F>
Result<std::vector<Tensor>> RewrittenModel::fed(const Slice& slice, F&& elements) const {
  const Graph& graph = model_->graph;
  std::vector<Tensor> stored;
  for (const ValueId id : slice.inputs) {
    const Tensor* tensor = elements(id);
    if (tensor == nullptr)
      return fail(bad_input("the value '" + graph.value(id).name + "' is missing"));
    NPUSCOPE_TRY_ASSIGN(Tensor input,
                        stored_from_value(*tensor, *counterparts_.of_value[static_cast<size_t>(id)],
                                          graph.value(id)));
    stored.push_back(std::move(input));
  }
  return stored;
}

Tensor RewrittenModel::value_from(const Tensor& stored, ValueId id) const {
  auto value = value_from_stored(stored, *counterparts_.of_value[static_cast<size_t>(id)],
                                 model_->graph.value(id));
  return value ? *std::move(value) : Tensor();
}

Result<RewrittenModel::Results> RewrittenModel::run(std::span<const Tensor> inputs,
                                                    std::span<const std::string> names) const {
  const Graph& graph = model_->graph;
  const auto given = [&](ValueId id) -> const Tensor* {
    const auto at = std::ranges::find(graph.inputs, id) - graph.inputs.begin();
    return static_cast<size_t>(at) < inputs.size() ? &inputs[static_cast<size_t>(at)] : nullptr;
  };
  NPUSCOPE_TRY_ASSIGN(const std::vector<Tensor> stored, fed(whole_, given));
  std::vector<std::string> wanted(names.begin(), names.end());
  std::vector<size_t> places;  // of the slice's tensors among what is wanted
  for (const std::string& tensor : whole_.tensors) {
    const auto known = std::ranges::find(wanted, tensor);
    places.push_back(static_cast<size_t>(known - wanted.begin()));
    if (known == wanted.end()) wanted.push_back(tensor);
  }
  Results results;
  results.values.resize(graph.values.size());
  if (wanted.empty()) return results;  // a session would return everything
  NPUSCOPE_TRY_SET(results.fetched, whole_.session->run(stored, wanted));
  for (size_t i = 0; i < places.size(); ++i) {
    const ValueId id = whole_.outputs[i];
    results.values[static_cast<size_t>(id)] = value_from(results.fetched[places[i]], id);
  }
  results.fetched.resize(names.size());
  return results;
}

const Result<RewrittenModel::Slice>& RewrittenModel::slice_for(size_t n) const {
  LazySlice& lazy = slices_[n];
  std::call_once(lazy.once, [&] { lazy.made = make_slice(n); });
  return lazy.made;
}

std::string RewrittenModel::why_not_alone(size_t n) const {
  const Result<Slice>& slice = slice_for(n);
  return slice ? std::string() : slice.error().what();
}

Result<std::vector<Tensor>> RewrittenModel::run_node(size_t n,
                                                     std::span<const Tensor* const> inputs) const {
  const Graph& graph = model_->graph;
  if (n >= graph.nodes.size()) return fail(internal_error("no such node"));
  const Result<Slice>& slice = slice_for(n);
  if (!slice) return fail(slice.error());
  const Node& node = graph.nodes[n];
  const auto given = [&](ValueId id) -> const Tensor* {
    const auto at = std::ranges::find(node.inputs, id) - node.inputs.begin();
    return static_cast<size_t>(at) < inputs.size() ? inputs[static_cast<size_t>(at)] : nullptr;
  };
  NPUSCOPE_TRY_ASSIGN(const std::vector<Tensor> stored, fed(*slice, given));
  auto results = slice->session->run(stored, slice->tensors);
  if (!results) return fail(std::move(results).error().in(node.text()));
  std::vector<Tensor> outputs(node.outputs.size());
  for (size_t i = 0; i < results->size(); ++i) {
    const ValueId id = slice->outputs[i];
    const auto at = std::ranges::find(node.outputs, id) - node.outputs.begin();
    outputs[static_cast<size_t>(at)] = value_from((*results)[i], id);
  }
  return outputs;
}

}  // namespace npuscope
