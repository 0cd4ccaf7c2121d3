// SPDX-License-Identifier: Apache-2.0
// Files: all that differs between operating systems in writing them durably.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "base/files.h"
#include "base/sha256.h"
#include "base/text.h"

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace npuscope {
namespace {

std::string errno_text() { return std::generic_category().message(errno); }

#ifdef _WIN32
FILE* open_for_writing(const fs::path& path) { return _wfopen(path.c_str(), L"wb"); }
FILE* open_behind_end(const fs::path& path) { return _wfopen(path.c_str(), L"ab"); }
bool flush_to_disk(FILE* file) { return std::fflush(file) == 0 && _commit(_fileno(file)) == 0; }
void flush_folder(const fs::path&) {}  // NTFS journals the rename itself
bool replace_file(const fs::path& from, const fs::path& to) {
  if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
    return true;
  errno = GetLastError() == ERROR_ACCESS_DENIED ? EACCES : EIO;  // it leaves errno alone
  return false;
}
int process_id() { return static_cast<int>(GetCurrentProcessId()); }
#else
FILE* open_for_writing(const fs::path& path) { return std::fopen(path.c_str(), "wbe"); }
FILE* open_behind_end(const fs::path& path) { return std::fopen(path.c_str(), "abe"); }
bool flush_to_disk(FILE* file) { return std::fflush(file) == 0 && ::fsync(fileno(file)) == 0; }
void flush_folder(const fs::path& folder) {
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}
bool replace_file(const fs::path& from, const fs::path& to) {
  return std::rename(from.c_str(), to.c_str()) == 0;
}
int process_id() { return static_cast<int>(::getpid()); }
#endif

Error cannot_write(const fs::path& path) {
  return environment_error("cannot write the file")
      .found(errno_text())
      .hint("check free space and permissions of the folder")
      .in(to_utf8(path));
}

/// Whether links of the folder name open files rather than paths: /dev/stdout and /dev/fd/N lead
/// there.
bool holds_open_files(const fs::path& folder) {
  std::error_code code;
  const fs::path real = fs::canonical(folder.empty() ? fs::path(".") : folder, code);
  return to_utf8(real).starts_with("/proc/");
}

/// The file that a new one can be renamed onto, behind all symbolic links. Nothing for what must be
/// written where it is: a device, a pipe, an open file of this process.
std::optional<fs::path> replaceable(fs::path path) {
  constexpr int kMostLinks = 40;  // as Linux follows
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (fs::exists(status) && !fs::is_regular_file(status)) return std::nullopt;
  for (int links = 0; fs::is_symlink(path, code); ++links) {
    if (links == kMostLinks || holds_open_files(path.parent_path())) return std::nullopt;
    path = path.parent_path() / fs::read_symlink(path, code);
  }
  return path;
}

bool write_all(FILE* file, Bytes bytes) {
  return bytes.empty() || std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
}

/// Behind what a redirected stdout may hold already; devices and pipes have no end.
Status write_in_place(const fs::path& path, Bytes bytes) {
  FILE* file = open_behind_end(path);
  if (!file) return fail(cannot_write(path));
  const bool written = write_all(file, bytes);
  if (std::fclose(file) != 0 || !written) return fail(cannot_write(path));
  return {};
}

}  // namespace

std::string to_utf8(const fs::path& path) {
  const auto text = path.generic_u8string();
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

fs::path absolute_path(const fs::path& path) {
  std::error_code code;
  fs::path absolute = fs::absolute(path, code);
  return code ? path : absolute;
}

std::string lower_extension(const fs::path& path) { return lower(to_utf8(path.extension())); }

fs::path from_utf8(std::string_view text) {
  return fs::path(std::u8string(reinterpret_cast<const char8_t*>(text.data()), text.size()));
}

Result<std::string> read_file(const fs::path& path) {
  std::error_code code;
  if (fs::is_directory(path, code))
    return fail(bad_input("is a folder, not a file").in(to_utf8(path)));
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return fail(bad_input("cannot open the file").found(errno_text()).in(to_utf8(path)));
  std::ostringstream content;
  content << stream.rdbuf();
  if (stream.bad())
    return fail(bad_input("cannot read the file").found(errno_text()).in(to_utf8(path)));
  return std::move(content).str();
}

Status write_file_atomically(const fs::path& path, Bytes bytes) {
  const std::optional<fs::path> target = replaceable(path);
  if (!target) return write_in_place(path, bytes);
  fs::path temporary = *target;
  temporary += "." + std::to_string(process_id()) + ".tmp";
  FILE* file = open_for_writing(temporary);
  if (!file) return fail(cannot_write(path));
  const bool flushed = write_all(file, bytes) && flush_to_disk(file);
  if (std::fclose(file) != 0 || !flushed || !replace_file(temporary, *target)) {
    Error error = cannot_write(path);
    std::error_code ignored;
    fs::remove(temporary, ignored);
    return fail(std::move(error));
  }
  flush_folder(target->parent_path());
  return {};
}

Status write_file_atomically(const fs::path& path, std::string_view text) {
  return write_file_atomically(path, as_bytes(text));
}

Result<std::vector<fs::path>> list_folder(const fs::path& path) {
  std::vector<fs::path> entries;
  std::error_code code;
  for (fs::directory_iterator entry(path, code), end; !code && entry != end; entry.increment(code))
    entries.push_back(entry->path());
  if (code)
    return fail(bad_input("cannot list the folder").found(system_text(code)).in(to_utf8(path)));
  std::ranges::sort(entries);
  return entries;
}

Status make_folder(const fs::path& path) {
  std::error_code code;
  fs::create_directories(path, code);
  if (code)
    return fail(
        environment_error("cannot create the folder").found(system_text(code)).in(to_utf8(path)));
  return {};
}

Result<std::string> sha256_of_file(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(auto file, MappedFile::open(path));
  return sha256_hex(file->bytes());
}

}  // namespace npuscope
