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
  /// the value is constant or has no counterpart.
  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs) const;

  /// Runs what the node became on the given inputs (null: left out or constant).
  [[nodiscard]] Result<std::vector<Tensor>> run_node(size_t node,
                                                     std::span<const Tensor* const> inputs) const;

 private:
  struct Slice {
    std::vector<ValueId> inputs;   // in the order of the session's inputs
    std::vector<ValueId> outputs;  // in the order of the session's outputs
    std::shared_ptr<const RuntimeSession> session;
  };
  template <class T>
  struct Lazy {
    std::once_flag once;
    Result<T> made = fail(internal_error("not made yet"));
  };

  Result<std::shared_ptr<const RuntimeSession>> open(std::string_view bytes) const;
  [[nodiscard]] Result<Slice> make_tapped() const;
  [[nodiscard]] Result<Slice> make_slice(size_t node) const;
  [[nodiscard]] Status match(Slice& slice, std::span<const ValueId> inputs,
                             std::span<const ValueId> outputs) const;
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
  mutable Lazy<Slice> tapped_;
  mutable std::unique_ptr<Lazy<Slice>[]> slices_;  // by node
};

}  // namespace npuscope
