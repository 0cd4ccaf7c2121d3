// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <functional>
#include <map>
#include <mutex>

#include "base/release_pages.h"
#include "base/text_file.h"
#include "recording/manifest_json.h"
#include "recording/open_kinds.h"
#include "recording/sample_file.h"

namespace npuscope {
namespace {

/// A tensor in use. Its pages leave the process's memory with it: who reads a recording tensor by
/// tensor would have all of its files in memory in the end.
class LoadedTensor {
 public:
  LoadedTensor(std::shared_ptr<const SampleFile> file, const Tensor& tensor)
      : file_(std::move(file)), tensor_(tensor) {}
  ~LoadedTensor() {
    const Bytes whole = file_->file->bytes();
    const Bytes part = tensor_.bytes();
    // Those that a foreign writer left unaligned are copies.
    const bool mapped = std::less_equal<>()(whole.data(), part.data()) &&
                        std::less_equal<>()(part.data() + part.size(), whole.data() + whole.size());
    if (mapped) release_pages(*file_->file, part);
  }
  LoadedTensor(const LoadedTensor&) = delete;
  LoadedTensor& operator=(const LoadedTensor&) = delete;

  [[nodiscard]] const Tensor& tensor() const { return tensor_; }

 private:
  std::shared_ptr<const SampleFile> file_;
  Tensor tensor_;
};

/// The tensor with the type that the manifest gives it: files hold 4-bit codes as (u)int8.
Tensor loaded(const std::shared_ptr<const SampleFile>& file, const Tensor& tensor,
              ElementType type) {
  const auto owner = std::make_shared<const LoadedTensor>(file, tensor);
  return Tensor::view(type, tensor.shape(), tensor.bytes(), owner);
}

/// Codes of fewer than 8 bits are stored in a byte each.
bool same_storage(ElementType promised, ElementType stored) {
  return promised == stored || unpacked_type(promised) == stored;
}

// Opened samples cost their parsed headers, some tens of kilobytes each, and address space.
constexpr size_t kMostOpen = 512;

/// A `.rec` folder. Keeps samples mapped that were read: comparisons go tensor by tensor, and would
/// open each sample's file as often as it has tensors.
class FolderRecording final : public Recording {
 public:
  FolderRecording(Manifest manifest, std::vector<fs::path> paths)
      : manifest_(std::move(manifest)), paths_(std::move(paths)) {}

  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }

  [[nodiscard]] Result<std::optional<Tensor>> load(size_t sample, size_t tensor) const override {
    if (sample >= paths_.size() || tensor >= manifest_.tensors.size())
      return fail(internal_error("the recording has no such sample or tensor"));
    const TensorEntry& entry = manifest_.tensors[tensor];
    NPUSCOPE_TRY_ASSIGN(const auto file, open(sample));
    const auto place = file->tensors.find(entry.name);
    if (place == file->tensors.end()) return std::nullopt;
    if (!same_storage(entry.type, place->second.type()) || entry.shape != place->second.shape())
      return fail(bad_input("the tensor is not what the manifest promises")
                      .expected(fmt::format("{} of {}", shape_text(entry.shape),
                                            element_type_name(entry.type)))
                      .found(fmt::format("{} of {}", shape_text(place->second.shape()),
                                         element_type_name(place->second.type())))
                      .in(entry.name)
                      .in(to_utf8(paths_[sample])));
    return loaded(file, place->second, entry.type);
  }

 private:
  Result<std::shared_ptr<const SampleFile>> open(size_t sample) const {
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = opened_.find(sample); known != opened_.end()) return known->second;
    }
    NPUSCOPE_TRY_ASSIGN(SampleFile file, read_sample(paths_[sample]));
    auto opened = std::make_shared<const SampleFile>(std::move(file));
    const std::lock_guard lock(mutex_);
    if (opened_.size() >= kMostOpen) opened_.clear();
    return opened_.emplace(sample, std::move(opened)).first->second;
  }

  Manifest manifest_;
  std::vector<fs::path> paths_;  // by sample
  mutable std::mutex mutex_;
  mutable std::map<size_t, std::shared_ptr<const SampleFile>> opened_;
};

}  // namespace

OpenedRecording open_recording_folder(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path / "manifest.json"));
  auto manifest = parse_manifest(as_bytes(text));
  if (!manifest) return fail(std::move(manifest).error().in(to_utf8(path / "manifest.json")));
  const std::string run = run_id(*manifest);

  std::map<std::string, std::pair<SampleEntry, fs::path>> finished;  // by name
  NPUSCOPE_TRY_ASSIGN(const auto paths, sample_paths(path));
  for (const fs::path& sample_path : paths) {
    NPUSCOPE_TRY_ASSIGN(SampleFile file, read_sample(sample_path));
    // A run that was killed while it cleared an older one leaves the older one's samples.
    if (file.info.run != run) continue;
    const SampleEntry& sample = file.info.sample;
    if (!finished.emplace(sample.name, std::pair(sample, sample_path)).second)
      return fail(bad_input(fmt::format("the sample '{}' is recorded twice", sample.name))
                      .in(to_utf8(sample_path)));
  }

  // In the planned order; planned samples that are not finished are left out, and so are those of
  // a run over other inputs, which stay in the folder to be reused. Without a plan, by name.
  std::vector<SampleEntry> samples;
  std::vector<fs::path> sample_files;
  const auto take = [&](auto place) {
    samples.push_back(place->second.first);
    sample_files.push_back(place->second.second);
    finished.erase(place);
  };
  for (const SampleEntry& planned : manifest->samples)
    if (const auto place = finished.find(planned.name); place != finished.end()) take(place);
  if (manifest->samples.empty())
    while (!finished.empty()) take(finished.begin());
  if (const size_t planned = manifest->samples.size(); samples.size() < planned)
    manifest->warnings.push_back(fmt::format(
        "{} of {} samples are recorded: the run was not finished", samples.size(), planned));
  manifest->samples = std::move(samples);
  return std::make_unique<FolderRecording>(*std::move(manifest), std::move(sample_files));
}

}  // namespace npuscope
