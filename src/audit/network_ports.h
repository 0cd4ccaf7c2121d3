// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"

namespace npuscope {

/// An input or output, as the build or the source model has it.
struct NetworkPort {
  std::string name;
  std::optional<ElementType> type;  ///< nothing where unknown
  std::vector<int64_t> shape;       ///< in the order of memory; empty where unknown
  bool blocked = false;             ///< C/b·H·W·b in memory: `shape` has that form
  std::optional<double> scale;      ///< per tensor
  int64_t zero_point = 0;
  AuditEvidence evidence;

  /// "float32 1x128x128x3", "int8 1x16, scale 0.0039, zero point -128"
  [[nodiscard]] std::string text() const;
};

struct NetworkPorts {
  std::vector<NetworkPort> inputs, outputs;
  [[nodiscard]] bool empty() const { return inputs.empty() && outputs.empty(); }
};

/// What the compiled network takes and gives: of network.c, else stai_network.h, c_info or a log.
NetworkPorts ports_of_build(const Build& build);

/// What the user's model takes and gives: of the model itself, else of the *_Q.json.
NetworkPorts ports_of_source(const AuditInput& input);

}  // namespace npuscope
