// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/files.h"

namespace npuscope {

/// What the program was called with, without its name, in UTF-8. On Windows `argv` is in the
/// system's code page, and the C library has put file names in the place of patterns that are not
/// meant for it.
std::vector<std::string> utf8_arguments(int argc, char** argv);

/// The running program's file; empty where the system does not tell.
fs::path executable_path();

/// An environment variable's value as a path; nothing when it is unset or empty.
std::optional<fs::path> environment_path(const std::string& name);

/// The folders in which the system looks for programs (PATH), in order, without empty entries.
std::vector<fs::path> program_folders();

/// How the file of Python's interpreter is called in such a folder.
std::string python_program();

/// A new, empty folder of this program's own among the temporary files; removed with its content
/// when the object goes.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> create();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::move(other.path_)) {
    other.path_.clear();
  }
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

/// Tells the allocator to keep freed memory up to some hundred megabytes for what is allocated
/// next. Every layer of a network frees and allocates tensors; by default large ones go back to the
/// system each time, and their pages are cleared when they come again. For programs, not for
/// libraries.
void keep_freed_memory();

}  // namespace npuscope
