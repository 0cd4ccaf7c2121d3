// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diagnose/sample_run.h"
#include "diagnose/sample_source.h"

namespace npuscope {

/// What a recording of an executing rung says of itself.
Manifest recording_manifest(const LadderRung& rung, const RungTensors& tensors,
                            const SampleSource& source);

/// Opens the folder for that recording of the rung. Names that no recording can hold are the
/// model's, which the error then shows.
Result<RecordingWriter> open_writer(const fs::path& folder, const LadderRung& rung,
                                    const Manifest& manifest);

/// Adds to the recording what the rung noticed in its runs so far.
Status remark_on(const Rung& rung, RecordingWriter& writer);

/// Keeps what a diagnosis records: of every executing rung a `.rec` folder with the inputs and
/// outputs of all samples, and every tensor of the first `detail` samples.
class Recorder {
 public:
  static Result<Recorder> open(const fs::path& folder, const Ladder& ladder,
                               const std::vector<RungTensors>& tensors, const SampleSource& source,
                               int64_t detail);

  /// The most that the recordings will take on the disk.
  [[nodiscard]] int64_t planned_bytes() const { return planned_bytes_; }
  /// Why earlier recordings were thrown away.
  [[nodiscard]] const std::vector<std::string>& reasons() const { return reasons_; }

  /// Whether every rung has the sample, with all that is to be kept of it.
  [[nodiscard]] bool has(size_t index, const SampleEntry& sample) const;
  /// Stores the sample of every executing rung. May be called from several threads.
  Status write(size_t index, const SampleEntry& sample, const std::vector<RungValues>& values);
  /// What the rungs noticed while they ran, now or when the samples were made: "ort: outputs with
  /// and without taps differ …".
  [[nodiscard]] std::vector<std::string> remarks() const;

 private:
  struct OfRung {
    size_t index = 0;  // among the rungs
    // The caller's, which outlive the recorder:
    const LadderRung* rung = nullptr;
    const RungTensors* tensors = nullptr;
    size_t warnings = 0;  // those that were known before any run
    RecordingWriter writer;
  };
  std::vector<OfRung> rungs_;
  int64_t detail_ = 0;
  int64_t planned_bytes_ = 0;
  std::vector<std::string> reasons_;
};

}  // namespace npuscope
