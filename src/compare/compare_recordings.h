// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "compare/pairing.h"
#include "compare/statistics.h"

namespace npuscope {

struct CompareOptions {
  std::vector<NamePair> map;
  bool classifier = false;  ///< the outputs' last axes hold class scores: they get an `acc`
  bool per_sample = false;  ///< keep each sample's figures as well
  bool progress = false;    ///< on stderr
  int threads = 0;          ///< 0: as many as the machine has; results do not depend on it
};

struct SampleFigures {
  std::string sample;  ///< the reference's name for it
  Figures figures;
};

/// One row of the table: a tensor that both recordings hold.
struct TensorComparison {
  TensorPair pair;
  std::string name;        ///< in the reference
  std::string other_name;  ///< in the other recording
  TensorRole role = TensorRole::kIntermediate;
  Figures figures;                     ///< over all samples that have the tensor on both sides
  std::vector<SampleFigures> samples;  ///< with CompareOptions::per_sample, in order
  int64_t missing = 0;                 ///< samples in which one side lacks the tensor
  int channel_axis = 1;                ///< of the reference's shape: what channel_rmse counts
  bool in_codes = false;               ///< nobody states a scale: figures are in codes
  std::vector<std::string> notes;      ///< what must be known when reading the figures
};

struct RecordingComparison {
  std::vector<TensorComparison> tensors;  ///< in the reference's order of execution
  std::vector<Unpaired> unpaired_tensors;
  std::vector<Unpaired> unpaired_samples;
  int64_t samples = 0;             ///< that were paired
  int64_t samples_held = 0;        ///< by the recording that holds more
  std::vector<std::string> notes;  ///< on the comparison as a whole
};

/// Compares every tensor of every sample that two recordings share. Memory does not grow with the
/// number of samples (but for per-sample figures). Per-channel figures follow the reference's
/// channel axis. Codes that come without a scale are read with
/// the other side's, if that holds codes of the same type, and a note says so. Bad input:
/// recordings without a sample in common, without an element in common, and an output in codes that
/// nobody states the scale of, against one in real numbers.
Result<RecordingComparison> compare_recordings(const Recording& reference, const Recording& other,
                                               const CompareOptions& options);

}  // namespace npuscope
