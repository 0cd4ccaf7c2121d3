// SPDX-License-Identifier: Apache-2.0
#include "recording/sample_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/sha256.h"
#include "formats/safetensors.h"
#include "recording/manifest_json.h"

namespace npuscope {
namespace {

constexpr const char* kExtension = ".safetensors";
constexpr const char* kSchemaKey = "npuscope.schema";
constexpr const char* kRunKey = "npuscope.run";
constexpr const char* kSampleKey = "npuscope.sample";
constexpr const char* kInputKey = "npuscope.input";
constexpr size_t kLongestName = 60;

bool is_portable(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

std::string text_at(const std::map<std::string, std::string>& metadata, const char* key) {
  const auto place = metadata.find(key);
  return place == metadata.end() ? std::string() : place->second;
}

}  // namespace

fs::path samples_folder(const fs::path& recording) { return recording / "samples"; }

fs::path sample_path(const fs::path& recording, const std::string& name) {
  std::string safe = name.substr(0, kLongestName);
  std::ranges::replace_if(
      safe, [](char c) { return !is_portable(c); }, '_');
  return samples_folder(recording) / (safe + "-" + sha256_hex(name).substr(0, 12) + kExtension);
}

Result<std::string> format_sample(const SampleEntry& sample, const std::string& run,
                                  const std::map<std::string, Tensor>& tensors) {
  std::vector<NamedTensor> named;
  for (const auto& [name, tensor] : tensors) named.push_back({name, tensor});
  return format_safetensors(named, {{kSchemaKey, std::to_string(kRecordingSchema)},
                                    {kRunKey, run},
                                    {kSampleKey, sample.name},
                                    {kInputKey, sample.input_hash}});
}

Result<SampleFile> read_sample(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(Safetensors content, read_safetensors(path));
  SampleFile file;
  file.file = content.file;
  file.info.run = text_at(content.metadata, kRunKey);
  file.info.sample = {text_at(content.metadata, kSampleKey), text_at(content.metadata, kInputKey)};
  if (file.info.run.empty() || file.info.sample.name.empty())
    return fail(bad_input("not a sample of a recording")
                    .expected(fmt::format("{} and {} in the metadata", kRunKey, kSampleKey))
                    .in(to_utf8(path)));
  for (NamedTensor& named : content.tensors) {
    file.info.tensors.insert(named.name);
    file.tensors.emplace(std::move(named.name), std::move(named.tensor));
  }
  return file;
}

Result<std::vector<fs::path>> sample_paths(const fs::path& recording) {
  const fs::path folder = samples_folder(recording);
  std::error_code code;
  if (!fs::exists(folder, code) && !code) return std::vector<fs::path>();
  NPUSCOPE_TRY_ASSIGN(std::vector<fs::path> paths, list_folder(folder));
  std::erase_if(paths, [](const fs::path& path) { return path.extension() != kExtension; });
  return paths;
}

}  // namespace npuscope
