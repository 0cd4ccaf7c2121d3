// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "execute/arithmetic.h"
#include "kernels/accumulate.h"
#include "neural_art/pass_plan.h"
#include "neural_art/products.h"

namespace npuscope {

/// A convolution or dense layer as the NPU computes it.
struct ProductLayer {
  ProductScales scales;
  ProductCoefficients coefficients;
  std::vector<PassPlan> pieces;
  bool known_passes = true;  ///< has_known_passes()
  bool chosen = false;       ///< by the options, not by the rule
  PassChoice choice;         ///< what `pieces` are; the rule's where a build has its own
  Origin origin = Origin::kRule;
  PlannedLayer planned;
  std::vector<PassAlternative> alternatives;
  int64_t channel_stride = 1;

  /// Over all pieces; each rounds to 16 bits.
  [[nodiscard]] int64_t passes() const;
  /// Whether a build may have cut it otherwise: several pieces or passes that nobody chose.
  [[nodiscard]] bool plan_open() const;
};

/// The layer of a node that sums products of int8 codes with constant int8 weights; nothing for
/// others, and where the registers have no place for its coefficients. A usage error where the
/// options choose passes that the layer cannot take.
Result<std::optional<ProductLayer>> product_layer(const Graph& graph, const Node& node,
                                                  const NeuralArtOptions& options);

// How the NPU computes the nodes of a kind that computes on codes; nothing where no rule is known,
// or the node is not what the rule is for (its codes are not int8, a factor is not constant).

Result<std::optional<LoweredNode>> lower_sum_on_npu(const Graph& graph, const Node& node,
                                                    const IntegerSum& sum,
                                                    const NeuralArtOptions& options);
Result<std::optional<LoweredNode>> lower_elementwise_on_npu(const Graph& graph, const Node& node,
                                                            const Elementwise& function);
std::optional<LoweredNode> lower_movement_on_npu(const Graph& graph, const Node& node);

/// Whether the value has int8 codes of one scale.
bool has_int8_codes(const Graph& graph, ValueId id);

}  // namespace npuscope
