// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/files.h"
#include "diagnose/sample_run.h"

namespace npuscope {

/// What a stored sample holds beside its comparisons.
struct StoredCounts {
  int64_t counted_nodes = 0;  ///< of all rungs that count what happens inside their nodes
  int64_t trials = 0;         ///< of all layers of all recordings
};

/// Finished samples of a diagnosis on disk, one JSON file each, so that a killed run goes on where
/// it stopped. A sample is reused only under the key (models, libraries, options, preparation,
/// plan) and the evidence (its input, its recorded tensors) that it was computed with.
class SampleStore {
 public:
  /// The most that `samples` samples will take on the disk.
  static int64_t planned_bytes(const std::vector<Comparison>& plans,
                               const std::vector<RungTensors>& tensors, const StoredCounts& counts,
                               size_t samples);

  /// `key`: a hash over all that the figures depend on besides the sample's own input.
  static Result<SampleStore> open(const fs::path& folder, std::string key);

  /// The stored result of sample `index`; nothing when there is none that fits.
  [[nodiscard]] std::optional<SampleResult> find(size_t index, const std::string& name,
                                                 const std::string& evidence) const;
  /// Durable when it returns; may be called from several threads for different samples.
  Status save(size_t index, const SampleResult& result) const;

 private:
  SampleStore(fs::path folder, std::string key)
      : folder_(std::move(folder)), key_(std::move(key)) {}
  [[nodiscard]] fs::path path_of(size_t index) const;

  fs::path folder_;
  std::string key_;
};

}  // namespace npuscope
