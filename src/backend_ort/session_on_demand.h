// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "backend_ort/ort_session.h"

namespace npuscope {

/// A model that ONNX Runtime runs when it is asked to. Of a fast footprint its session stays open
/// between runs; of a small one it is made for each run, and of all such sessions of a library one
/// lives at a time. run() may be called from several threads.
class SessionOnDemand {
 public:
  /// Loads the model once: what ONNX Runtime does not take is found here. `bytes` of the source are
  /// copied where they are needed again.
  static Result<std::shared_ptr<const SessionOnDemand>> create(
      std::shared_ptr<const OrtLibrary> library, const OrtModelSource& source,
      const OrtOptions& options);

  [[nodiscard]] const std::vector<std::string>& input_names() const { return inputs_; }
  [[nodiscard]] const std::vector<std::string>& output_names() const { return outputs_; }
  /// RuntimeSession's.
  [[nodiscard]] const std::vector<OnnxValueInfo>& output_infos() const { return infos_; }
  [[nodiscard]] Result<std::vector<Tensor>> run(std::span<const Tensor> inputs,
                                                std::span<const std::string> outputs = {}) const;

 private:
  SessionOnDemand() = default;

  std::shared_ptr<const OrtLibrary> library_;
  std::shared_ptr<const RuntimeSession> kept_;  // of a fast footprint
  // To make it again, of a small one:
  OrtModelSource source_;  // but for its bytes
  std::string bytes_;
  OrtOptions options_;
  std::vector<std::string> inputs_, outputs_;
  std::vector<OnnxValueInfo> infos_;
};

}  // namespace npuscope
