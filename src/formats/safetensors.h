// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/named_tensor.h"

namespace npuscope {

/// What a .safetensors file holds (github.com/huggingface/safetensors, "Format").
struct Safetensors {
  std::map<std::string, std::string> metadata;  ///< the header's `__metadata__`
  std::vector<NamedTensor> tensors;             ///< sorted by name
  std::shared_ptr<const MappedFile> file;       ///< that they are mapped from, where one was read

  /// The tensor of that name, or null.
  [[nodiscard]] const Tensor* find(std::string_view name) const;
};

/// Reads without copying: the tensors are views that `owner` keeps alive (those that a foreign
/// writer left unaligned are copied). Types that npuscope does not know are refused.
Result<Safetensors> parse_safetensors(Bytes bytes, const std::shared_ptr<const void>& owner);
/// The file stays mapped while one of the tensors lives.
Result<Safetensors> read_safetensors(const fs::path& path);

/// A bad-input error where format_safetensors() cannot write a tensor of that name and type.
Status check_safetensor(const std::string& name, ElementType type);

/// The file's bytes, aligned, and the same whatever the order of the tensors. 4-bit codes are
/// written as (u)int8. Names must be distinct and UTF-8;
/// tensors of strings cannot be written.
Result<std::string> format_safetensors(const std::vector<NamedTensor>& tensors,
                                       const std::map<std::string, std::string>& metadata = {});

}  // namespace npuscope
