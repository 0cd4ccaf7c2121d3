// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "build/unit_coefficients.h"
#include "execute/arithmetic.h"
#include "graph/graph.h"

namespace npuscope {

/// A build whose own coefficients the rung neural-art computes with: what its units hold, and which
/// node of a network each belongs to.
struct NpuBuild {
  std::string path;          ///< as the user named it
  std::string sha256;        ///< of every file that numbers are read from, one behind the other
  std::string core_version;  ///< "2.2"; empty where the build does not say it
  bool fastest = true;       ///< compiled with -O3
  BuildCoefficients coefficients;
  /// Names of the source model, as ST's tools write them, of the *_Q.json -> node of the OE graph.
  std::map<std::string, std::string, std::less<>> names;

  /// The node of the OE graph that computes `node`; empty where nothing says it. By the node's own
  /// name where the graph is the OE graph; else by the names in the *_Q.json; else, where the build
  /// has no *_Q.json, by order: the k-th convolution is the k-th of the build, if both have as
  /// many.
  [[nodiscard]] std::string_view node_of(const Graph& graph, const Node& node) const;
};

/// What the build says of its compiler; where it does not say its version, that whose number of
/// roundings its layers have. Without the build itself: all by rule.
NeuralArtOptions options_of(const NpuBuild& build);

/// The same with the build's own coefficients.
NeuralArtOptions options_with(std::shared_ptr<const NpuBuild> build);

/// Reads a build. Bad input: no build, or none whose units can be read.
Result<std::shared_ptr<const NpuBuild>> load_npu_build(const fs::path& path);

/// The same of a build in memory.
Result<std::shared_ptr<const NpuBuild>> make_npu_build(const Build& build, std::string path);

}  // namespace npuscope
