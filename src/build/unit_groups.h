// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "build/unit_coefficients.h"
#include "build/unit_names.h"
#include "formats/st/network_c.h"

namespace npuscope {

/// A unit that computes, with where it stands.
struct PlacedUnit {
  const StEpoch* epoch = nullptr;
  const StUnit* unit = nullptr;
  UnitName name;
};

/// All units of one node of the OE graph, in the order of the code.
struct NodeUnits {
  std::string node;
  std::vector<PlacedUnit> accumulators;
  std::vector<PlacedUnit> others;  ///< arithmetic, activation, pooling

  [[nodiscard]] const PlacedUnit* with_role(std::string_view role) const;
};

/// The units of a file by node. A stage that the compiler inserted behind a pool belongs to the
/// pool's node, with the role "requantize".
std::vector<NodeUnits> units_by_node(const NetworkC& network);

/// What reading needs beside the units.
struct UnitSource {
  const std::string& label;
  const ParameterReader& parameters;
};

/// The accumulators of a convolution or dense layer: s_o and its pieces.
struct Accumulation {
  int s_o = 0;
  std::vector<BuildPiece> pieces;
};
Result<Accumulation> read_accumulation(const NodeUnits& units, const UnitSource& source);

/// A convolution or dense layer as a whole. Bad input: a form that nobody has seen, or vectors that
/// are in no file.
Result<BuildLayer> read_layer(const NodeUnits& units, const UnitSource& source);

}  // namespace npuscope
