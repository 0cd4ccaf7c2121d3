// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/provenance.h"
#include "tensor/quantization.h"
#include "tensor/shape.h"

namespace npuscope {

/// An input or output buffer of a compiled network.
struct CInfoPort {
  std::string name;
  std::optional<ElementType> type;           ///< nothing for a format that npuscope does not know
  std::optional<Quantization> quantization;  ///< per tensor
  Shape shape;                               ///< in ONNX order
};

/// What npuscope needs of ST's `*_c_info.json` (schema 2.0). Keys come and go with the tool's
/// version, and a file that only `validate` has written holds no buffers.
struct CInfo {
  StProvenance provenance;
  std::vector<CInfoPort> inputs;  ///< of the first graph, in order; empty without buffers
  std::vector<CInfoPort> outputs;
  std::vector<StMetrics> metrics;  ///< `validation.val_metrics`
};

Result<CInfo> parse_c_info(Bytes bytes);
Result<CInfo> read_c_info(const fs::path& path);

}  // namespace npuscope
