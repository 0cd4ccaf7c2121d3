// SPDX-License-Identifier: Apache-2.0
// The process and its surroundings: all that differs between operating systems.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <sstream>
#include <system_error>

#include "base/process.h"

#ifdef _WIN32
#include <windows.h>
// Behind windows.h, whose types it needs.
#include <shellapi.h>
#elif defined(__APPLE__)
#include <mach-o/dyld.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace npuscope {
namespace {

constexpr int kFolderAttempts = 16;

#ifdef _WIN32
constexpr wchar_t kPathSeparator = L';';
#else
constexpr char kPathSeparator = ':';
#endif

}  // namespace

#ifdef _WIN32

std::vector<std::string> utf8_arguments(int, char**) {
  int count = 0;
  LPWSTR* const words = CommandLineToArgvW(GetCommandLineW(), &count);
  std::vector<std::string> arguments;
  for (int i = 1; i < count; ++i) {
    const int size = WideCharToMultiByte(CP_UTF8, 0, words[i], -1, nullptr, 0, nullptr, nullptr);
    std::string argument(static_cast<size_t>(std::max(size, 1)), '\0');
    WideCharToMultiByte(CP_UTF8, 0, words[i], -1, argument.data(), size, nullptr, nullptr);
    argument.pop_back();  // the zero at its end
    arguments.push_back(std::move(argument));
  }
  LocalFree(words);
  return arguments;
}

std::string python_program() { return "python.exe"; }

fs::path executable_path() {
  std::array<wchar_t, 32768> name{};
  const DWORD length = GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
  return fs::path(std::wstring(name.data(), length));
}

std::optional<fs::path> environment_path(const std::string& name) {
  const wchar_t* value = ::_wgetenv(from_utf8(name).c_str());
  if (value == nullptr || *value == L'\0') return std::nullopt;
  return fs::path(value);
}

#else

std::vector<std::string> utf8_arguments(int argc, char** argv) {
  return argc > 0 ? std::vector<std::string>(argv + 1, argv + argc) : std::vector<std::string>();
}

std::string python_program() { return "python3"; }

fs::path executable_path() {
#ifdef __APPLE__
  std::array<char, 4096> name{};
  auto size = static_cast<uint32_t>(name.size());
  return ::_NSGetExecutablePath(name.data(), &size) == 0 ? fs::path(name.data()) : fs::path();
#else
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
#endif
}

std::optional<fs::path> environment_path(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return fs::path(value);
}

#endif

std::vector<fs::path> program_folders() {
  std::vector<fs::path> folders;
  const auto list = environment_path("PATH");
  if (!list) return folders;
  std::basic_istringstream<fs::path::value_type> stream(list->native());
  for (fs::path::string_type entry; std::getline(stream, entry, kPathSeparator);)
    if (!entry.empty()) folders.emplace_back(entry);
  return folders;
}

Result<TemporaryFolder> TemporaryFolder::create() {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  std::random_device random;
  for (int attempt = 0; attempt < kFolderAttempts && !error; ++attempt) {
    const fs::path path = parent / ("npuscope-" + std::to_string(random()));
    if (fs::create_directory(path, error)) {
      fs::permissions(path, fs::perms::owner_all, error);
      return TemporaryFolder(path);
    }
  }
  return fail(environment_error("cannot create a temporary folder")
                  .found(error ? system_text(error) : "every name is taken")
                  .hint("let TMPDIR (Windows: TEMP) name a folder that can be written to"));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kLargestFromHeap = 32 << 20;  // glibc's own limit
  constexpr int kKept = 256 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kLargestFromHeap);
  ::mallopt(M_TRIM_THRESHOLD, kKept);
#endif
}

}  // namespace npuscope
