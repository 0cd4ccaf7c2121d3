// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "execute/arithmetic.h"
#include "execute/model.h"
#include "tensor/tensor.h"

namespace npuscope {

/// All that may change a rung's numbers, for the manifest and for deciding what may be reused.
struct RungIdentity {
  std::string spec;     ///< the backend as the user names it: "ort:level=all", "exact"
  std::string backend;  ///< "onnxruntime" or the arithmetic's name
  /// Sorted facts: library version, path and SHA-256, options, CPU name and flags, arithmetic
  /// version, model SHA-256. Two recordings with equal facts hold equal numbers.
  std::map<std::string, std::string> facts;
};

/// What must be known when reading a rung's numbers.
struct RungNotes {
  std::vector<std::string> whole;               ///< of the whole rung
  std::map<std::string, std::string> of_value;  ///< by value name
};

/// One way to execute a network. Immutable once made; all calls may come from several threads.
class Rung {
 public:
  /// Called with each tensor as it becomes known, in order of execution: the value of graph() and
  /// its elements (codes for a quantized value).
  using Tap = std::function<Status(ValueId, const Tensor&)>;

  virtual ~Rung() = default;
  [[nodiscard]] virtual const RungIdentity& identity() const = 0;
  /// The network whose values this rung records.
  [[nodiscard]] virtual const Graph& graph() const = 0;

  /// Runs one sample and hands every value to `tap`. Returns the network's outputs, computed
  /// without taps where tapping could change them.
  [[nodiscard]] virtual Result<std::vector<Tensor>> run(std::span<const Tensor> inputs,
                                                        const Tap& tap) const = 0;

  /// As run(), and counts what happens inside its nodes: one entry per node of graph(), none where
  /// the rung does not count.
  [[nodiscard]] virtual Result<std::vector<Tensor>> run_counted(
      std::span<const Tensor> inputs, const Tap& tap, std::vector<NodeCounters>& counters) const {
    counters.clear();
    return run(inputs, tap);
  }

  /// Executes one node of graph() on the given inputs (null: left out or constant), as run() would.
  /// A result that run() would not hand to a tap is undefined.
  [[nodiscard]] virtual Result<std::vector<Tensor>> run_node(
      size_t node, std::span<const Tensor* const> inputs) const = 0;

  /// Why a node cannot be executed alone as run() executes it; empty when it can.
  [[nodiscard]] virtual std::string why_not_alone(size_t /*node*/) const { return {}; }

  /// Why a value of graph() is never handed to a tap; empty when it is.
  [[nodiscard]] virtual std::string why_not_tapped(ValueId /*value*/) const { return {}; }

  /// What its way of computing a node rests on; nothing where it imitates no device.
  [[nodiscard]] virtual std::optional<Basis> basis(size_t /*node*/) const { return std::nullopt; }

  /// What must be known when reading this rung's numbers. Runs may add to it.
  [[nodiscard]] virtual RungNotes notes() const { return {}; }
};

/// The rung that executes `model` in npuscope's own integers.
Result<std::unique_ptr<Rung>> make_arithmetic_rung(std::shared_ptr<const Model> model,
                                                   const Arithmetic& arithmetic);

}  // namespace npuscope
