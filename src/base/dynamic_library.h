// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// The names under which the system's loader may know the library `stem` ("onnxruntime") of that
/// major version, the most exact first: "libonnxruntime.so.1", "libonnxruntime.so".
std::vector<std::string> loader_names(const std::string& stem, int major);
/// Whether a file of that name is the library `stem`, of any version.
bool is_library_name(std::string_view name, const std::string& stem);

/// A shared library opened at run time; closed when the last owner goes.
class DynamicLibrary {
 public:
  /// Opens the library at `path`, or, for a bare file name, where the system looks for libraries.
  static Result<std::shared_ptr<DynamicLibrary>> open(const fs::path& path);
  ~DynamicLibrary();
  DynamicLibrary(const DynamicLibrary&) = delete;
  DynamicLibrary& operator=(const DynamicLibrary&) = delete;

  /// The address of an exported symbol, or null.
  [[nodiscard]] void* symbol(const std::string& name) const;
  /// The file that was really loaded, as the system reports it.
  [[nodiscard]] fs::path loaded_path() const;

 private:
  DynamicLibrary() = default;
  void* handle_ = nullptr;
  fs::path requested_;
};

}  // namespace npuscope
