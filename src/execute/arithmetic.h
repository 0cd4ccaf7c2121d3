// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "kernels/lowering.h"
#include "kernels/operator.h"
#include "neural_art/evidence.h"
#include "numeric/rounding.h"

namespace npuscope {

/// How a node computes under an arithmetic.
struct LoweredNode {
  Lowering lowering;
  std::optional<Basis> basis{};  ///< of arithmetics that imitate a device
};

/// What one node did, for those who ask why.
struct NodeCounters {
  /// Of an integer sum: the pass stage, if there is one, then the epilogue's. Of a program: one per
  /// step. Empty for other nodes.
  std::vector<StageCounters> stages;
};

/// A way of computing a quantized network: a pure function from quantization parameters and weights
/// to stages and pass plans. `exact` is one; each NPU or library is another.
class Arithmetic {
 public:
  virtual ~Arithmetic() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Changes whenever the numbers may: recordings made with another version are not reused.
  [[nodiscard]] virtual int version() const = 0;
  /// How `node`, of which computes_on_codes() holds, computes. FloatLowering where this arithmetic
  /// has nothing better.
  [[nodiscard]] virtual Result<LoweredNode> lower(const Graph& graph, const Node& node,
                                                  const Operator& op) const = 0;
  /// What the nodes rest on that do not compute on codes, and those that convert to and from them.
  [[nodiscard]] virtual std::optional<Basis> float_basis() const { return std::nullopt; }
  [[nodiscard]] virtual std::optional<Basis> conversion_basis() const { return std::nullopt; }
};

/// Whether the node can compute on codes: some input is quantized, so is every float output, and no
/// float input is left but constants that the operator takes as real numbers (a bias, an operand of
/// an element-wise function, the value that Pad fills with).
bool computes_on_codes(const Graph& graph, const Node& node, const Operator& op);

/// The codes that a result may take under per-tensor quantization: the range of the type, cut to
/// the node's clamp. Rounding is monotone, so clamping the code to the codes of the clamp's bounds
/// equals clamping the real number before the rounding.
IntegerRange output_range(const Node& node, const Quantization& quantization);

/// The meaning of the file: exact sums, real-valued scales, one rounding half to even per
/// requantization.
const Arithmetic& exact_arithmetic();

/// What the graph does not settle.
struct NeuralArtOptions {
  CompilerGeneration generation = CompilerGeneration::kCore2;
  std::string compiler = "2.2";  ///< the version as the user names it
  bool fastest = true;           ///< compiled with -O3: decides the passes of wide layers
};

/// One version of ST Edge AI Core for each generation: "2.2", "4.0".
std::span<const std::string_view> neural_art_versions();

/// Reads "neural-art", "neural-art:compiler=4.0". A usage error for options and versions that are
/// not known.
Result<NeuralArtOptions> parse_neural_art_spec(std::string_view spec);

/// What an STM32N6's NPU computes, as far as it is known (neural_art/). Where nothing is known, it
/// computes as `exact` and says so in the node's basis.
std::unique_ptr<const Arithmetic> make_neural_art_arithmetic(const NeuralArtOptions& options);

}  // namespace npuscope
