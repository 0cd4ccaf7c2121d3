// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_rung.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "backend_ort/departure.h"
#include "backend_ort/outside_weights.h"
#include "backend_ort/rewritten_model.h"
#include "base/cpu.h"

namespace npuscope {
namespace {

RungIdentity identity_of(const Model& model, std::string_view spec, const OrtOptions& options,
                         const OrtLibrary& library) {
  const Cpu cpu = detect_cpu();
  return {std::string(spec),
          "onnxruntime",
          {{"cpu_architecture", cpu.architecture},
           {"cpu_flags", cpu.flags_text()},
           {"cpu_model", cpu.model},
           {"model_sha256", model.sha256},
           {"onnxruntime_options", options.text()},
           {"onnxruntime_path", to_utf8(library.path())},
           {"onnxruntime_sha256", library.sha256()},
           {"onnxruntime_version", library.version()}}};
}

/// Whether ONNX Runtime's fused integer kernels may cut off sums of two 8-bit products at 16 bits:
/// those that multiply uint8 by int8 on an x86 CPU without VNNI.
bool may_saturate(const Model& model, const OrtOptions& options) {
  const Cpu cpu = detect_cpu();
  if (!cpu.architecture.starts_with("x86") || cpu.has("avx_vnni") || cpu.has("avx512_vnni"))
    return false;
  const bool fused = model.kind == ModelKind::kQoperator ||
                     (model.kind == ModelKind::kQdq && options.level >= OrtLevel::kExtended);
  if (!fused || options.precise) return false;
  // int8 activations become uint8 unless the options forbid it or the file states the operators.
  const bool becomes_uint8 = model.kind == ModelKind::kQdq && !options.int8;
  return std::ranges::any_of(model.graph.values, [&](const Value& value) {
    return value.quantization && !value.constant &&
           (value.type == ElementType::kUint8 ||
            (value.type == ElementType::kInt8 && becomes_uint8));
  });
}

/// Where each of `names` stands among the values `ids`.
Result<std::vector<size_t>> positions(const Graph& graph, const std::vector<std::string>& names,
                                      const std::vector<ValueId>& ids) {
  std::vector<size_t> result;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(ids, graph.find_value(name));
    if (found == ids.end())
      return fail(internal_error("ONNX Runtime and the graph disagree about '" + name + "'"));
    result.push_back(static_cast<size_t>(found - ids.begin()));
  }
  return result;
}

class OrtRung final : public Rung {
 public:
  OrtRung(std::shared_ptr<const Model> model, RungIdentity identity)
      : model_(std::move(model)), identity_(std::move(identity)) {}

  Status prepare(const std::shared_ptr<const OrtLibrary>& library, const OrtOptions& options,
                 Footprint footprint) {
    library_ = library;
    options_ = options;
    footprint_ = footprint;
    if (file_keeps_to(footprint, *model_, options)) NPUSCOPE_TRY(open_file());
    NPUSCOPE_TRY_SET(rewritten_, RewrittenModel::create(library, model_, options, footprint));
    output_names_ = file_ ? file_->output_names() : rewritten_->output_names();
    NPUSCOPE_TRY_SET(output_order_, positions(graph(), output_names_, graph().outputs));
    collect_notes(options);
    return {};
  }

  [[nodiscard]] const RungIdentity& identity() const override { return identity_; }
  [[nodiscard]] const Graph& graph() const override { return model_->graph; }

  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs,
                                                const Tap& tap) const override {
    if (inputs.size() != graph().inputs.size())
      return fail(bad_input("wrong number of inputs")
                      .expected(std::to_string(graph().inputs.size()))
                      .found(std::to_string(inputs.size())));
    return file_ ? run_file(inputs, tap) : run_rewritten(inputs, tap);
  }

  [[nodiscard]] Result<std::vector<Tensor>> run_node(
      size_t node, std::span<const Tensor* const> inputs) const override {
    return rewritten_->run_node(node, inputs);
  }

  [[nodiscard]] std::string why_not_alone(size_t node) const override {
    return rewritten_->why_not_alone(node);
  }

  [[nodiscard]] std::string why_not_tapped(ValueId value) const override {
    return rewritten_->counterparts().missing[static_cast<size_t>(value)];
  }

  [[nodiscard]] RungNotes notes() const override {
    const std::lock_guard lock(noticed_mutex_);
    RungNotes notes = notes_;
    if (!departure_.empty()) notes.whole.push_back(departure_);
    for (const auto& [id, note] : noticed_) notes.of_value[graph().value(id).name] = note;
    return notes;
  }

 private:
  Status open_file() {
    OrtModelSource source{model_->path, {}, {}, footprint_};
    std::string bytes;
    if (footprint_ == Footprint::kSmall) {
      NPUSCOPE_TRY_SET(bytes, read_without_weights(model_->path));
      source.bytes = bytes;
      source.external_data = absolute_path(model_->path).parent_path();
    }
    NPUSCOPE_TRY_SET(file_, SessionOnDemand::create(library_, source, options_));
    NPUSCOPE_TRY_SET(input_order_, positions(graph(), file_->input_names(), graph().inputs));
    return {};
  }

  /// Outputs of the file as it is, and what lies in between of what ONNX Runtime made of it.
  [[nodiscard]] Result<std::vector<Tensor>> run_file(std::span<const Tensor> inputs,
                                                     const Tap& tap) const {
    std::vector<Tensor> fed;
    for (const size_t at : input_order_) fed.push_back(inputs[at]);
    NPUSCOPE_TRY_ASSIGN(const std::vector<Tensor> results, file_->run(fed));
    NPUSCOPE_TRY_ASSIGN(std::vector<Tensor> outputs, as_outputs(results));
    if (!tap) return outputs;
    NPUSCOPE_TRY_ASSIGN(const auto whole, rewritten_->run(inputs));
    if (!same_outputs(outputs, whole.values))
      NPUSCOPE_TRY(note_departure(fed, results, whole.values));
    NPUSCOPE_TRY(tap_all(inputs, whole.values, tap));
    return outputs;
  }

  /// Both of one run of what ONNX Runtime made of the file.
  [[nodiscard]] Result<std::vector<Tensor>> run_rewritten(std::span<const Tensor> inputs,
                                                          const Tap& tap) const {
    NPUSCOPE_TRY_ASSIGN(const auto whole, rewritten_->run(inputs, output_names_));
    if (tap) NPUSCOPE_TRY(tap_all(inputs, whole.values, tap));
    return as_outputs(whole.fetched);
  }

  /// In the graph's order, from results in the session's.
  [[nodiscard]] Result<std::vector<Tensor>> as_outputs(std::span<const Tensor> results) const {
    std::vector<Tensor> outputs(results.size());
    for (size_t i = 0; i < results.size(); ++i) {
      const ValueId id = graph().outputs[output_order_[i]];
      NPUSCOPE_TRY_SET(outputs[output_order_[i]], as_value(id, results[i]));
    }
    return outputs;
  }

  /// A file whose quantization is stated elsewhere returns real numbers for codes.
  [[nodiscard]] Result<Tensor> as_value(ValueId id, const Tensor& result) const {
    const Value& value = graph().value(id);
    if (value.shape && result.shape() != *value.shape)
      return fail(environment_error("ONNX Runtime returns another shape than ONNX defines for '" +
                                    value.name + "'")
                      .expected(shape_text(*value.shape))
                      .found(shape_text(result.shape()))
                      .hint("try another graph level (ort:level=none) or version of the library"));
    const bool real = value.quantization && result.type() == ElementType::kFloat32;
    return real ? quantize(result, *value.quantization) : result;
  }

  [[nodiscard]] bool same_outputs(std::span<const Tensor> outputs,
                                  std::span<const Tensor> values) const {
    for (size_t i = 0; i < outputs.size(); ++i) {
      const Tensor& tapped = values[static_cast<size_t>(graph().outputs[i])];
      const bool fetched = tapped.type() != ElementType::kUndefined;
      if (fetched && !std::ranges::equal(tapped.bytes(), outputs[i].bytes())) return false;
    }
    return true;
  }

  /// Says of the first run whose taps change the outputs where they begin to; later runs wait. Of a
  /// small footprint nobody looks for the place, with a session for every value.
  Status note_departure(std::span<const Tensor> fed, std::span<const Tensor> results,
                        std::span<const Tensor> values) const {
    const std::lock_guard lock(noticed_mutex_);
    if (!departure_.empty()) return {};
    std::optional<ValueId> first;
    if (footprint_ == Footprint::kFast)
      NPUSCOPE_TRY_SET(first, find_departure({library_, *model_, options_, fed, results}, values));
    departure_ = fmt::format("outputs with and without taps differ: {}",
                             first ? "from '" + graph().value(*first).name +
                                         "' on, tensors are not the untapped network's"
                                   : "tensors in between may not be the untapped network's");
    if (first) noticed_[*first] = "the first that is not the untapped network's";
    return {};
  }

  Status tap_all(std::span<const Tensor> inputs, std::span<const Tensor> values,
                 const Tap& tap) const {
    for (size_t i = 0; i < inputs.size(); ++i) NPUSCOPE_TRY(tap(graph().inputs[i], inputs[i]));
    for (const Node& node : graph().nodes)
      for (const ValueId id : node.outputs) {
        if (id == kNoValue || !rewritten_->counterparts().of_value[static_cast<size_t>(id)])
          continue;
        const Tensor& value = values[static_cast<size_t>(id)];
        if (value.type() != ElementType::kUndefined)
          NPUSCOPE_TRY(tap(id, value));
        else
          note_misshapen(id);
      }
    return {};
  }

  void note_misshapen(ValueId id) const {
    const std::lock_guard lock(noticed_mutex_);
    noticed_[id] = "left out where ONNX Runtime's tensor had another shape";
  }

  void collect_notes(const OrtOptions& options) {
    if (!library_->instead_of().empty()) notes_.whole.push_back(library_->instead_of());
    if (may_saturate(*model_, options))
      notes_.whole.emplace_back(
          "this CPU has no VNNI: sums of two 8-bit products may be cut off at 16 bits (precise=1 "
          "avoids it)");
    if (!file_)
      notes_.whole.emplace_back(
          "many weights: outputs are those of the tapped run, which is not compared with an "
          "untapped one");
    const Counterparts& counterparts = rewritten_->counterparts();
    for (size_t v = 0; v < graph().values.size(); ++v) {
      const std::string& name = graph().values[v].name;
      if (counterparts.of_value[v] && counterparts.of_value[v]->real)
        notes_.of_value[name] = "computed in float by ONNX Runtime; quantized here";
    }
  }

  std::shared_ptr<const Model> model_;
  RungIdentity identity_;
  std::shared_ptr<const OrtLibrary> library_;
  OrtOptions options_;
  Footprint footprint_ = Footprint::kFast;
  /// The user's file; null where that does not keep to the footprint.
  std::shared_ptr<const SessionOnDemand> file_;
  std::vector<size_t> input_order_;  // by position in its sessions
  std::vector<std::string> output_names_;
  std::vector<size_t> output_order_;  // by position among these
  std::unique_ptr<const RewrittenModel> rewritten_;
  RungNotes notes_;  // known before any run
  // Noticed in runs:
  mutable std::mutex noticed_mutex_;
  mutable std::string departure_;
  mutable std::map<ValueId, std::string> noticed_;
};

}  // namespace

Result<std::unique_ptr<Rung>> make_ort_rung(std::shared_ptr<const Model> model,
                                            std::string_view spec,
                                            const std::shared_ptr<const OrtLibrary>& library,
                                            std::optional<Footprint> footprint) {
  NPUSCOPE_TRY_ASSIGN(const OrtOptions options, parse_ort_options(spec));
  RungIdentity identity = identity_of(*model, spec, options, *library);
  const Footprint chosen = footprint.value_or(footprint_of(*model));
  auto rung = std::make_unique<OrtRung>(std::move(model), std::move(identity));
  NPUSCOPE_TRY(rung->prepare(library, options, chosen));
  return rung;
}

}  // namespace npuscope
