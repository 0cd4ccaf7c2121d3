// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

enum class TensorRole { kInput, kIntermediate, kOutput };

/// One tensor of a run, the same for every sample.
struct TensorEntry {
  std::string name;                  ///< the source model's activation
  std::vector<std::string> aliases;  ///< names that a rung or a compiler gives to it
  ElementType type = ElementType::kUndefined;
  Shape shape;                               ///< of one sample, in the source model's logical order
  std::optional<Quantization> quantization;  ///< set: elements are codes
  TensorRole role = TensorRole::kIntermediate;
  std::string note;  ///< what must be known when reading it; usually empty
};

/// One input of the network that was run.
struct SampleEntry {
  std::string name;        ///< file name of the input, or its index
  std::string input_hash;  ///< SHA-256 over the prepared input tensors; empty when unknown
};

/// What a recording says of itself: where its numbers come from, and what they are.
struct Manifest {
  std::string rung;                          ///< "ort", "exact", "board" …
  std::string spec;                          ///< the backend with its options
  std::map<std::string, std::string> facts;  ///< RungIdentity::facts; empty for foreign files
  std::vector<TensorEntry> tensors;          ///< in order of execution
  std::vector<SampleEntry> samples;
  std::vector<std::string> warnings;
};

/// Tensors of a run, wherever they are stored. Reads on demand; safe to use from several threads.
class Recording {
 public:
  virtual ~Recording() = default;
  [[nodiscard]] virtual const Manifest& manifest() const = 0;
  /// One tensor of one sample, by index into manifest().samples and .tensors. Nothing when that
  /// sample was recorded without it.
  [[nodiscard]] virtual Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const = 0;
};

/// Opens what a user may have: a `.rec` folder, `.npz`, `.npy`, `.safetensors`, a raw file with its
/// `.json` sidecar, a folder of ONNX `test_data_set_*`, ST's `network_val_io.npz` (`side` 'm' for
/// the reference, 'c' for the board or C model), a `.csv` of outputs. `text` is a path, with `:m`
/// or
/// `:c` behind it to pick a side.
Result<std::unique_ptr<Recording>> open_recording(const std::string& text);

/// Writes a `.rec` folder sample by sample; a sample is there whole or not at all.
class RecordingWriter {
 public:
  /// Starts or resumes a recording. What the folder holds is kept when its facts, tensors and
  /// preparation are the same; otherwise it is made again, and `reason()` says why.
  static Result<RecordingWriter> open(const fs::path& folder, Manifest manifest);

  /// Why an earlier recording was thrown away; empty when it was not.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// Whether the sample (same name, same input hash) is already recorded with at least the tensors
  /// that are asked for: all, or the inputs and outputs.
  [[nodiscard]] bool has(const SampleEntry& sample, bool all_tensors) const;
  /// Stores one sample: tensors by index into Manifest::tensors; those left out are not stored.
  /// Durable when it returns. May be called from several threads.
  Status write(const SampleEntry& sample, const std::map<size_t, Tensor>& tensors);

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::string reason_;
};

}  // namespace npuscope
