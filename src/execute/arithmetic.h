// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "kernels/operator.h"
#include "kernels/stages.h"
#include "neural_art/evidence.h"
#include "numeric/rounding.h"

namespace npuscope {

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
  [[nodiscard]] virtual Result<Lowering> lower(const Graph& graph, const Node& node,
                                               const Operator& op) const = 0;
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

/// What an STM32N6's NPU computes, as far as it is known (neural_art/): convolutions and dense
/// layers of int8, means over whole maps. Everything else is computed as by `exact`, which for
/// operators that move or compare codes is right, and for others not known.
const Arithmetic& neural_art_arithmetic(CompilerGeneration generation);

}  // namespace npuscope
