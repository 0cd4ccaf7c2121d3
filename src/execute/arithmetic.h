// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/graph.h"
#include "kernels/operator.h"
#include "kernels/stages.h"

namespace npuscope {

/// A way of computing a quantized network: a pure function from quantization parameters and weights
/// to stages and pass plans. `exact` is one; each NPU or library is another.
class Arithmetic {
 public:
  virtual ~Arithmetic() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Changes whenever the numbers may: recordings made with another version are not reused.
  [[nodiscard]] virtual int version() const = 0;
  /// How `node`, whose data inputs and outputs are all quantized, computes.
  [[nodiscard]] virtual Result<Lowering> lower(const Graph& graph, const Node& node,
                                               const Operator& op) const = 0;
};

/// The meaning of the file: exact sums, real-valued scales, one rounding half to even per
/// requantization.
const Arithmetic& exact_arithmetic();

}  // namespace npuscope
