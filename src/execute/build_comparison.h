// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "execute/build_overlay.h"

namespace npuscope {

/// One kind of coefficient over a whole network.
struct CoefficientCount {
  std::string kind;  ///< "A1", "C", "s_o", "passes"; of other layers their operator: "Add", "PRelu"
  int64_t layers = 0;
  int64_t values = 0, equal = 0;
};

/// A register whose value is not what the rules say.
struct CoefficientDeviation {
  size_t node = 0;      ///< of the graph
  std::string oe_node;  ///< "Conv2D_11"
  std::string kind, name;
  int64_t channel = -1;  ///< -1: one value for the layer
  int64_t rule = 0, build = 0;
  int64_t values = 1;  ///< of that register that deviate; the first is given
  BuildSource source;
  std::string note = {};  ///< of passes: what both are
};

/// What a build holds against what the rules make of a model.
struct BuildComparison {
  std::vector<CoefficientCount> counts;
  std::vector<CoefficientDeviation> deviations;
  /// Tables of the activation unit: pieces of polynomials, which differ from the rounded function
  /// by a code here and there. Not among the deviations.
  CoefficientCount tables;
  struct Layer {
    size_t node = 0;
    std::string oe_node;  ///< empty where no node of the build is known to compute it
    std::string reason;
  };
  /// With coefficients, but the build does not show them: they are computed by rule.
  std::vector<Layer> not_shown;
  int64_t shown = 0;

  [[nodiscard]] const CoefficientCount* count(std::string_view kind) const;
};

/// Compares layer by layer. Of the options their generation and -O decide what the rules say; their
/// own build is not looked at.
Result<BuildComparison> compare_build(const Graph& graph, const NpuBuild& build,
                                      const NeuralArtOptions& options);

/// What must be known when reading numbers that a build's coefficients make: how many layers are
/// the build's own, and which follow the rules.
std::vector<std::string> build_notes(const Graph& graph, const NpuBuild& build,
                                     const NeuralArtOptions& options);

/// Whether registers of the NPU take part in it: not where codes are moved or software computes.
bool has_coefficients(const LoweredNode& lowered);

}  // namespace npuscope
