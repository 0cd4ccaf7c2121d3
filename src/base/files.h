// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace npuscope {

namespace fs = std::filesystem;

/// A path as UTF-8 text with forward slashes, the same on every system.
std::string to_utf8(const fs::path& path);
/// The path that UTF-8 text names.
fs::path from_utf8(std::string_view text);
/// The path from the root on. Where the working directory is gone, the path itself: nothing that is
/// relative can be opened there.
fs::path absolute_path(const fs::path& path);
/// ".csv" of "A.CSV": cameras and Windows write capitals. Of ASCII letters only.
std::string lower_extension(const fs::path& path);

/// The whole file. Directories, missing and unreadable files are bad-input errors that name it.
Result<std::string> read_file(const fs::path& path);

/// Writes `bytes` so that a crash at any moment leaves the old file or the new one, never a part:
/// temporary file in the same folder, flushed to the disk, renamed into place, folder flushed.
/// Symbolic links are followed. Devices, pipes and /dev/stdout are written in place.
Status write_file_atomically(const fs::path& path, Bytes bytes);
Status write_file_atomically(const fs::path& path, std::string_view text);

/// What the folder holds, sorted. Bad-input errors name it.
Result<std::vector<fs::path>> list_folder(const fs::path& path);

/// Creates the folder and its parents where they are missing.
Status make_folder(const fs::path& path);

/// A file's bytes, mapped read-only; valid while the object lives. An empty file maps to no bytes.
class MappedFile {
 public:
  static Result<std::shared_ptr<const MappedFile>> open(const fs::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] Bytes bytes() const { return bytes_; }

 private:
  MappedFile() = default;
  Bytes bytes_;
};

/// The SHA-256 of a file's content, as lower-case hexadecimal digits.
Result<std::string> sha256_of_file(const fs::path& path);

}  // namespace npuscope
