// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "backend_ort/counterparts.h"
#include "backend_ort/session_on_demand.h"
#include "base/process.h"
#include "execute/model.h"

namespace npuscope {

/// A model as ONNX Runtime rewrote it under some options, open for looking into: all values of the
/// graph in one run, or one node alone. Thread-safe; sessions are made when first needed, or, of a
/// small footprint, for each run.
class RewrittenModel {
 public:
  static Result<std::unique_ptr<RewrittenModel>> create(std::shared_ptr<const OrtLibrary> library,
                                                        std::shared_ptr<const Model> model,
                                                        const OrtOptions& options,
                                                        Footprint footprint);

  [[nodiscard]] const Counterparts& counterparts() const { return counterparts_; }

  /// The outputs of the file, in its order.
  [[nodiscard]] std::vector<std::string> output_names() const;

  /// What a run of the whole network returns.
  struct Results {
    std::vector<Tensor> fetched;  ///< the tensors asked for by their names in the file
    /// A tensor per value, undefined where the value is constant or has no counterpart, or where
    /// that has another shape in this run.
    std::vector<Tensor> values;
  };
  /// Runs the network on inputs in the order of Graph::inputs. `names`: of outputs of the file.
  [[nodiscard]] Result<Results> run(std::span<const Tensor> inputs,
                                    std::span<const std::string> names = {}) const;

  /// Runs what the node became on the given inputs (null: left out or constant). Undefined tensors
  /// as in run().
  [[nodiscard]] Result<std::vector<Tensor>> run_node(size_t node,
                                                     std::span<const Tensor* const> inputs) const;

  /// Why a node of the graph cannot run alone (it was fused with a neighbour); empty when it can.
  [[nodiscard]] std::string why_not_alone(size_t node) const;

 private:
  struct Slice {
    std::vector<ValueId> inputs;  // in the order of the session's inputs
    std::vector<ValueId> outputs;
    std::vector<std::string> tensors;  // of the outputs
    std::shared_ptr<const SessionOnDemand> session;
  };
  struct LazySlice {
    std::once_flag once;
    Result<Slice> made = fail(internal_error("not made yet"));
  };

  [[nodiscard]] OrtModelSource source_of(std::string_view bytes) const;
  [[nodiscard]] Result<std::shared_ptr<const SessionOnDemand>> open(std::string_view bytes) const;
  Status rewrite(const ModelParts& source, const OrtOptions& options);
  Status open_whole(const ModelParts& source);
  /// What nodes compute, but for weights: their real numbers take four times the memory, and
  /// outputs stay in it until a run ends.
  [[nodiscard]] std::vector<std::string> tensors_to_fetch() const;
  [[nodiscard]] Result<Slice> make_slice(size_t node) const;
  [[nodiscard]] const Result<Slice>& slice_for(size_t node) const;
  /// A slice through a session: the values among `inputs` that it takes, and `outputs`.
  [[nodiscard]] Result<Slice> slice_of(std::shared_ptr<const SessionOnDemand> session,
                                       std::span<const ValueId> inputs,
                                       std::vector<ValueId> outputs) const;
  /// The counterpart's tensor of each value.
  [[nodiscard]] std::vector<std::string> tensors_of(std::span<const ValueId> values) const;
  /// What to feed a slice with; `elements(id)` is the tensor of an input.
  template <class F>
  Result<std::vector<Tensor>> fed(const Slice& slice, F&& elements) const;
  /// A value of a slice from what its counterpart holds; undefined where that has another shape.
  [[nodiscard]] Tensor value_from(const Tensor& stored, ValueId id) const;

  std::shared_ptr<const OrtLibrary> library_;
  std::shared_ptr<const Model> model_;
  OrtOptions options_;
  Footprint footprint_ = Footprint::kFast;
  std::optional<TemporaryFolder> folder_;  // of weights that were rewritten: sessions map them
  fs::path external_data_;                 // the folder in which the rewritten model finds weights
  std::optional<ModelParts> parts_;
  Counterparts counterparts_;
  Slice whole_;
  mutable std::unique_ptr<LazySlice[]> slices_;  // by node
};

}  // namespace npuscope
