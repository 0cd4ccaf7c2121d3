// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "diagnose/layer_stats.h"
#include "execute/model.h"
#include "recording/recording.h"

namespace npuscope {

struct LocalErrorRequest {
  fs::path model;
  int64_t batch = 1;                     ///< of a symbolic first dimension
  std::map<std::string, int64_t> sizes;  ///< of other symbolic dimensions
  std::string arithmetic;                ///< "exact", "ort:level=all": what re-executes the layers
  int threads = 0;
  bool progress = false;  ///< on stderr
  std::optional<fs::path> ort_library;
};

struct LocalError {
  LayerStats stats;  ///< over all samples; not available without the layer's inputs
  double code_scale = 0;
  std::string missing;  ///< why there is none; empty when there is
};

/// Re-executes every layer of a recording on the recording's own inputs of that layer, and compares
/// with what was recorded. By name of the recorded tensor.
Result<std::map<std::string, LocalError>> local_errors(std::shared_ptr<const Recording> recording,
                                                       const LocalErrorRequest& request);

}  // namespace npuscope
