// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "backend_ort/counterparts.h"
#include "backend_ort/ort_session.h"
#include "execute/model.h"

namespace npuscope {

/// A model as ONNX Runtime rewrote it under some options, open for looking into: all values of the
/// graph in one run, or one node alone. Thread-safe; sessions are made when first needed.
class RewrittenModel {
 public:
  static Result<std::unique_ptr<RewrittenModel>> create(std::shared_ptr<const OrtLibrary> library,
                                                        std::shared_ptr<const Model> model,
                                                        const OrtOptions& options);

  [[nodiscard]] const Counterparts& counterparts() const { return counterparts_; }

  /// Runs the network on inputs in the order of Graph::inputs; a tensor per value, undefined where
  /// the value is constant or has no counterpart, or where that has another shape in this run.
  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs) const;

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
    std::shared_ptr<const RuntimeSession> session;
  };
  struct LazySlice {
    std::once_flag once;
    Result<Slice> made = fail(internal_error("not made yet"));
  };

  [[nodiscard]] Result<std::shared_ptr<const RuntimeSession>> open(std::string_view bytes) const;
  Status open_whole(const ModelParts& source);
  [[nodiscard]] Result<Slice> make_slice(size_t node) const;
  [[nodiscard]] const Result<Slice>& slice_for(size_t node) const;
  /// A slice through a session: the values among `inputs` that it takes, and `outputs`.
  [[nodiscard]] Result<Slice> slice_of(std::shared_ptr<const RuntimeSession> session,
                                       std::span<const ValueId> inputs,
                                       std::vector<ValueId> outputs) const;
  /// The counterpart's tensor of each value.
  [[nodiscard]] std::vector<std::string> tensors_of(std::span<const ValueId> values) const;
  /// Runs a slice; `elements(id)` is the tensor of an input. Results follow slice.outputs.
  template <class F>
  Result<std::vector<Tensor>> run_slice(const Slice& slice, F&& elements) const;

  std::shared_ptr<const OrtLibrary> library_;
  std::shared_ptr<const Model> model_;
  OrtOptions options_;
  std::optional<ModelParts> parts_;
  Counterparts counterparts_;
  Slice whole_;
  mutable std::unique_ptr<LazySlice[]> slices_;  // by node
};

}  // namespace npuscope
