// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "base/unfinished_files.h"
#include "formats/safetensors.h"
#include "recording/manifest_json.h"
#include "recording/recording.h"
#include "recording/sample_file.h"

namespace npuscope {
namespace {

/// What an earlier run left in the folder.
struct Earlier {
  std::optional<Manifest> manifest;
  std::string damage;  ///< why its manifest is not known; empty when there is none
};

Result<Earlier> read_earlier(const fs::path& manifest_path) {
  Earlier earlier;
  std::error_code code;
  if (!fs::exists(manifest_path, code)) return earlier;
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_file(manifest_path));
  auto manifest = parse_manifest(as_bytes(text));
  if (manifest)
    earlier.manifest = *std::move(manifest);
  else
    earlier.damage = "its manifest cannot be read: " + manifest.error().message();
  return earlier;
}

/// Takes warnings and remarks that the manifest does not have yet. Whether there were any.
bool add_remarks(Manifest& manifest, const std::vector<std::string>& warnings,
                 const std::map<std::string, std::string>& of_tensors) {
  bool added = false;
  for (const std::string& warning : warnings) {
    if (std::ranges::find(manifest.warnings, warning) != manifest.warnings.end()) continue;
    manifest.warnings.push_back(warning);
    added = true;
  }
  for (TensorEntry& tensor : manifest.tensors) {
    const auto found = of_tensors.find(tensor.name);
    if (found == of_tensors.end() || found->second == tensor.note || found->second == tensor.remark)
      continue;
    tensor.remark = found->second;
    added = true;
  }
  return added;
}

std::map<std::string, std::string> remarks_of(const Manifest& manifest) {
  std::map<std::string, std::string> remarks;
  for (const TensorEntry& tensor : manifest.tensors)
    if (!tensor.remark.empty()) remarks[tensor.name] = tensor.remark;
  return remarks;
}

Status check_tensor(const TensorEntry& entry, const Tensor& tensor) {
  if (tensor.type() == entry.type && tensor.shape() == entry.shape) return {};
  return fail(
      internal_error("a tensor is not what the manifest promises")
          .expected(fmt::format("{} of {}", shape_text(entry.shape), element_type_name(entry.type)))
          .found(
              fmt::format("{} of {}", shape_text(tensor.shape()), element_type_name(tensor.type())))
          .in(entry.name));
}

}  // namespace

struct RecordingWriter::State {
  fs::path folder;
  Manifest manifest;
  std::string run;
  std::set<std::string> ports;             // names of the inputs and outputs
  std::set<std::string> stored;            // names of all that a whole sample has
  std::mutex mutex;                        // of `done` and of what `manifest` remarks
  std::map<std::string, SampleInfo> done;  // by sample name

  [[nodiscard]] fs::path manifest_path() const { return folder / "manifest.json"; }

  [[nodiscard]] Status write_manifest() const {
    return write_file_atomically(manifest_path(), manifest_text(manifest));
  }

  /// Whether the file is a sample of this run. It is unmapped again when this returns: Windows does
  /// not remove mapped files.
  bool adopt_sample(const fs::path& path) {
    const auto file = read_sample(path);
    if (!file || file->info.run != run) return false;
    const std::string& name = file->info.sample.name;
    if (path.filename() != sample_path(folder, name).filename()) return false;
    done[name] = file->info;
    return true;
  }

  /// Takes over the finished samples of this run and removes all others: those of another run, and
  /// damaged ones.
  Status adopt_samples() {
    NPUSCOPE_TRY_ASSIGN(const auto paths, sample_paths(folder));
    for (const fs::path& path : paths) {
      if (!adopt_sample(path)) NPUSCOPE_TRY(remove_file(path));
    }
    return {};
  }
};

Result<RecordingWriter> RecordingWriter::open(const fs::path& folder, Manifest manifest) {
  for (const TensorEntry& tensor : manifest.tensors)
    if (tensor.stored) NPUSCOPE_TRY(check_safetensor(tensor.name, tensor.type));
  // The way through the text finds what a reader would refuse, before anything is computed.
  if (auto readable = parse_manifest(as_bytes(manifest_text(manifest))); !readable)
    return fail(internal_error(readable.error().message()).in(to_utf8(folder)));
  RecordingWriter writer;
  writer.state_ = std::make_shared<State>();
  State& state = *writer.state_;
  state.folder = folder;
  state.run = run_id(manifest);
  for (const TensorEntry& tensor : manifest.tensors) {
    if (tensor.role != TensorRole::kIntermediate) state.ports.insert(tensor.name);
    if (tensor.stored) state.stored.insert(tensor.name);
  }
  state.manifest = std::move(manifest);

  NPUSCOPE_TRY(make_folder(samples_folder(folder)));
  NPUSCOPE_TRY_ASSIGN(const Earlier earlier, read_earlier(state.manifest_path()));
  NPUSCOPE_TRY(remove_unfinished(folder));
  NPUSCOPE_TRY(remove_unfinished(samples_folder(folder)));
  NPUSCOPE_TRY(state.adopt_samples());
  // Samples say themselves which run they belong to: those of this one outlive a damaged manifest.
  const bool resumes = !state.done.empty();
  if (!resumes && !earlier.damage.empty()) writer.reason_ = earlier.damage;
  if (!resumes && earlier.manifest)
    writer.reason_ = difference_text(*earlier.manifest, state.manifest);
  if (resumes && earlier.manifest)
    add_remarks(state.manifest, earlier.manifest->warnings, remarks_of(*earlier.manifest));
  NPUSCOPE_TRY(state.write_manifest());
  return writer;
}

bool RecordingWriter::has(const SampleEntry& sample, bool all_tensors) const {
  const std::lock_guard lock(state_->mutex);
  const auto place = state_->done.find(sample.name);
  if (place == state_->done.end() || sample.input_hash.empty()) return false;
  const SampleInfo& info = place->second;
  if (info.sample.input_hash != sample.input_hash) return false;
  return std::ranges::includes(info.tensors, all_tensors ? state_->stored : state_->ports);
}

Status RecordingWriter::write(const SampleEntry& sample, const std::map<size_t, Tensor>& tensors) {
  SampleInfo info{sample, state_->run, {}};
  std::map<std::string, Tensor> named;
  for (const auto& [index, tensor] : tensors) {
    if (index >= state_->manifest.tensors.size())
      return fail(internal_error(fmt::format("the manifest has no tensor {}", index)));
    const TensorEntry& entry = state_->manifest.tensors[index];
    NPUSCOPE_TRY(check_tensor(entry, tensor));
    named.emplace(entry.name, tensor);
    info.tensors.insert(entry.name);
  }
  NPUSCOPE_TRY_ASSIGN(const std::string bytes, format_sample(sample, state_->run, named));
  NPUSCOPE_TRY(write_file_atomically(sample_path(state_->folder, sample.name), bytes));
  const std::lock_guard lock(state_->mutex);
  state_->done[sample.name] = std::move(info);
  return {};
}

Status RecordingWriter::remark(const std::vector<std::string>& warnings,
                               const std::map<std::string, std::string>& of_tensors) {
  const std::lock_guard lock(state_->mutex);
  return add_remarks(state_->manifest, warnings, of_tensors) ? state_->write_manifest() : Status();
}

Manifest RecordingWriter::manifest() const {
  const std::lock_guard lock(state_->mutex);
  return state_->manifest;
}

Status RecordingWriter::finish() {
  std::set<std::string> listed;
  for (const SampleEntry& sample : state_->manifest.samples) listed.insert(sample.name);
  const std::lock_guard lock(state_->mutex);
  for (auto sample = state_->done.begin(); sample != state_->done.end();) {
    const bool stays = listed.empty() || listed.contains(sample->first);
    if (!stays) NPUSCOPE_TRY(remove_file(sample_path(state_->folder, sample->first)));
    sample = stays ? std::next(sample) : state_->done.erase(sample);
  }
  return {};
}

}  // namespace npuscope
