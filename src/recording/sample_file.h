// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "recording/recording.h"

namespace npuscope {

/// What the file of one recorded sample says of itself.
struct SampleInfo {
  SampleEntry sample;
  std::string run;                ///< run_id() of its manifest
  std::set<std::string> tensors;  ///< names of those that it holds
};

struct SampleFile {
  SampleInfo info;
  std::map<std::string, Tensor> tensors;  ///< by name, mapped; 4-bit codes as (u)int8
  std::shared_ptr<const MappedFile> file;
};

fs::path samples_folder(const fs::path& recording);
/// The file of the sample: its name where it is a portable file name, and a hash of it in any case,
/// so that two names never share a file.
fs::path sample_path(const fs::path& recording, const std::string& name);

Result<std::string> format_sample(const SampleEntry& sample, const std::string& run,
                                  const std::map<std::string, Tensor>& tensors);
/// An error for files that format_sample() did not write.
Result<SampleFile> read_sample(const fs::path& path);

/// The sample files of the folder, sorted; without the unfinished ones of a killed run.
Result<std::vector<fs::path>> sample_paths(const fs::path& recording);

}  // namespace npuscope
