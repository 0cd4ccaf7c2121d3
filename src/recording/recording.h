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
  /// The how manieth input or output of the network it is, from 0; -1: the file does not say, and
  /// they stand in the network's order.
  int64_t position = -1;
  std::string note;    ///< what must be known when reading it; usually empty
  bool stored = true;  ///< false: no sample has it, as the note says ("fused away")
  /// What says the scale of the codes, where that is not the file itself, or why nobody does.
  std::string scale_source;
  int channel_axis = 1;  ///< of `shape`; 1 as in ONNX; none where the rank is not larger
  /// What the last printed digit is worth where the numbers come from a text file; else 0. Never
  /// stored.
  double resolution = 0;
  /// Whether the numbers come from a text file and are all whole ones of int32's range, so that
  /// they may be codes. Never stored.
  bool whole = false;
  /// What else must be known when reading it: noticed while running, so the run's identity leaves
  /// it out.
  std::string remark;
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
  std::string preparation;                   ///< how inputs were made, as a canonical text
  std::vector<TensorEntry> tensors;          ///< in order of execution; names are distinct
  std::vector<SampleEntry> samples;          ///< names are distinct
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

/// Whether files beside ST's that state its scales, and are broken or contradict each other, are an
/// error, or a warning, as the caller states the scales.
enum class ScaleFiles { kMustAgree, kAreOverruled };

/// Opens what a user may have: a `.rec` folder, `.npz`, `.npy`, `.safetensors`, a `.csv` of
/// outputs, a raw file with its `.json` sidecar, a folder of ONNX `test_data_set_*`, ST's
/// `network_val_io.npz` with `:m` (the reference) or `:c` (the board or C model) behind the path.
///
/// Arrays of foreign files (a raw file is one array): when all of one file have at least two axes
/// and the same first one, that axis counts samples (a warning says so when there is more than
/// one); else the file is one sample. Each sample keeps a first axis of 1.
Result<std::unique_ptr<Recording>> open_recording(const std::string& text,
                                                  ScaleFiles scale_files = ScaleFiles::kMustAgree);

/// The inputs that ST's `validate` gave to the reference (m_inputs_…), where `text` names the other
/// side of its file ("network_val_io.npz:c") and the file has them: what the board was to read.
/// Null for everything else.
Result<std::unique_ptr<Recording>> open_intended_inputs(const std::string& text);

/// Whether the file is what ST's `validate` saves (m_… and c_… arrays), whatever its name: its two
/// executions can be compared, ":m" with ":c". False for everything that is no .npz.
Result<bool> holds_two_executions(const std::string& path);

/// Writes a `.rec` folder sample by sample; a sample is there whole or not at all.
///
/// The folder holds `manifest.json` and one `samples/*.safetensors` per finished sample. Each
/// sample file names its sample, its input and the run it belongs to (a hash over all that the
/// numbers depend on), so that a run killed at any moment loses no finished sample, and no sample
/// of another run is ever taken for one of this.
class RecordingWriter {
 public:
  /// Starts or resumes a recording. What the folder holds is kept when rung, backend, facts,
  /// tensors and preparation are the same; otherwise its samples are removed, and `reason()` says
  /// why. `manifest.samples` are the samples that the recording will list, in that order; when it
  /// names none, all that are written, by name.
  static Result<RecordingWriter> open(const fs::path& folder, Manifest manifest);

  /// Why an earlier recording was thrown away: "library onnxruntime 1.31.0 -> 1.32.0". Empty when
  /// it was not.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// Whether the sample (same name, same input hash) is already recorded with at least the tensors
  /// that are asked for: all, or the inputs and outputs. A sample of unknown input is never reused.
  [[nodiscard]] bool has(const SampleEntry& sample, bool all_tensors) const;
  /// Stores one sample: tensors by index into Manifest::tensors, of the type and shape promised
  /// there; those left out are not stored. An earlier sample of that name is replaced. Durable when
  /// it returns. May be called from several threads, with different samples.
  Status write(const SampleEntry& sample, const std::map<size_t, Tensor>& tensors);
  /// Adds to the manifest what was noticed while running: warnings, and remarks by tensor name.
  /// Those of an earlier run whose samples stay are kept. Durable when it returns: to be called
  /// before the sample that showed it is written. May be called from several threads.
  Status remark(const std::vector<std::string>& warnings,
                const std::map<std::string, std::string>& of_tensors);
  /// As it now stands in the folder.
  [[nodiscard]] Manifest manifest() const;
  /// Ends a complete recording: removes the samples that `manifest.samples` does not name, of an
  /// earlier run over other inputs.
  Status finish();

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::string reason_;
};

}  // namespace npuscope
