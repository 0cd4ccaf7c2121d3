// SPDX-License-Identifier: Apache-2.0
#include "diagnose/recorder.h"

#include <algorithm>

#include "base/sha256.h"
#include "formats/safetensors.h"

namespace npuscope {
namespace {

/// A rung's name as a folder name: "ort:level=none" -> "ort level=none".
/// Long ones (a library's path) are cut, with a hash that keeps them apart.
std::string folder_name(const std::string& rung) {
  constexpr size_t kLongest = 60;
  std::string name = rung;
  for (char& c : name)
    if (c == ':' || c == '/' || c == '\\' || c == ',') c = ' ';
  if (name.size() > kLongest) name = name.substr(0, kLongest) + " " + sha256_hex(rung).substr(0, 8);
  return name + ".rec";
}

// What a recording's files hold beside the elements, generously: of each file, and of each tensor
// in it (its name, type, shape and quantization as JSON).
constexpr int64_t kHeader = 4096;
constexpr int64_t kEntry = 512;

int64_t bytes_of(const TensorEntry& entry) {
  return element_count(entry.shape) * element_size(entry.type);
}

}  // namespace

Manifest recording_manifest(const LadderRung& rung, const RungTensors& tensors,
                            const SampleSource& source) {
  Manifest manifest;
  manifest.rung = rung.name;
  manifest.spec = rung.spec;
  manifest.facts = rung.rung->identity().facts;
  manifest.preparation = source.preparation_text();
  manifest.tensors = tensors.entries;
  const RungNotes notes = rung.rung->notes();
  for (TensorEntry& entry : manifest.tensors)
    if (const auto note = notes.of_value.find(entry.name); note != notes.of_value.end())
      entry.note = note->second;
  manifest.warnings = notes.whole;
  for (size_t i = 0; i < source.size(); ++i) manifest.samples.push_back({source.name(i), ""});
  return manifest;
}

Result<RecordingWriter> open_writer(const fs::path& folder, const LadderRung& rung,
                                    const Manifest& manifest) {
  for (const TensorEntry& tensor : manifest.tensors)
    if (auto status = tensor.stored ? check_safetensor(tensor.name, tensor.type) : Status();
        !status)
      return fail(std::move(status).error().in(to_utf8(rung.model->path)));
  return RecordingWriter::open(folder, manifest);
}

Status remark_on(const Rung& rung, RecordingWriter& writer) {
  const RungNotes notes = rung.notes();
  return writer.remark(notes.whole, notes.of_value);
}

Result<Recorder> Recorder::open(const fs::path& folder, const Ladder& ladder,
                                const std::vector<RungTensors>& tensors, const SampleSource& source,
                                int64_t detail) {
  Recorder recorder;
  recorder.detail_ = std::min(detail, static_cast<int64_t>(source.size()));
  NPUSCOPE_TRY(make_folder(folder));
  for (size_t r = 0; r < ladder.rungs.size(); ++r) {
    const LadderRung& rung = ladder.rungs[r];
    if (!rung.executes()) continue;
    const Manifest manifest = recording_manifest(rung, tensors[r], source);
    NPUSCOPE_TRY_ASSIGN(RecordingWriter writer,
                        open_writer(folder / from_utf8(folder_name(rung.name)), rung, manifest));
    if (!writer.reason().empty())
      recorder.reasons_.push_back("recorded again: " + rung.name + " (" + writer.reason() + ")");
    recorder.rungs_.push_back({r, &rung, &tensors[r], manifest.warnings.size(), std::move(writer)});
    int64_t all = kHeader;
    int64_t ends = kHeader;
    recorder.planned_bytes_ += kHeader;
    for (const TensorEntry& entry : tensors[r].entries) {
      recorder.planned_bytes_ += kEntry;  // in the manifest
      if (entry.stored) all += kEntry + bytes_of(entry);
      if (entry.role != TensorRole::kIntermediate) ends += kEntry + bytes_of(entry);
    }
    recorder.planned_bytes_ +=
        all * recorder.detail_ + ends * (static_cast<int64_t>(source.size()) - recorder.detail_);
  }
  return recorder;
}

bool Recorder::has(size_t index, const SampleEntry& sample) const {
  const bool all = static_cast<int64_t>(index) < detail_;
  return std::ranges::all_of(rungs_, [&](const OfRung& of) { return of.writer.has(sample, all); });
}

Status Recorder::write(size_t index, const SampleEntry& sample,
                       const std::vector<RungValues>& values) {
  const bool all = static_cast<int64_t>(index) < detail_;
  for (OfRung& of : rungs_) {
    NPUSCOPE_TRY(remark_on(*of.rung->rung, of.writer));
    // A run that was killed may have come as far as this rung.
    if (of.writer.has(sample, all)) continue;
    NPUSCOPE_TRY(of.writer.write(sample, kept_tensors(*of.tensors, values[of.index], all)));
  }
  return {};
}

std::vector<std::string> Recorder::remarks() const {
  std::vector<std::string> remarks;
  for (const OfRung& of : rungs_) {
    const Manifest manifest = of.writer.manifest();
    for (size_t w = of.warnings; w < manifest.warnings.size(); ++w)
      remarks.push_back(of.rung->name + ": " + manifest.warnings[w]);
    for (const TensorEntry& tensor : manifest.tensors)
      if (!tensor.remark.empty())
        remarks.push_back(of.rung->name + ": '" + tensor.name + "': " + tensor.remark);
  }
  return remarks;
}

}  // namespace npuscope
