// SPDX-License-Identifier: Apache-2.0
// Mapping files into memory: all that differs between operating systems.
#include <system_error>

#include "base/files.h"
#include "base/release_pages.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#endif

namespace npuscope {
namespace {

Error cannot_map(const fs::path& path, const std::string& reason) {
  return bad_input("cannot open the file").found(reason).in(to_utf8(path));
}

}  // namespace

#ifdef _WIN32

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const fs::path& path) {
  auto failed = [&] {
    return fail(
        cannot_map(path, system_text({static_cast<int>(GetLastError()), std::system_category()})));
  };
  HANDLE file = CreateFileW(path.c_str(), GENERIC_READ, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
                            FILE_ATTRIBUTE_NORMAL, nullptr);
  if (file == INVALID_HANDLE_VALUE) return failed();
  LARGE_INTEGER size;
  auto mapped = std::shared_ptr<MappedFile>(new MappedFile);
  if (!GetFileSizeEx(file, &size)) {
    CloseHandle(file);
    return failed();
  }
  if (size.QuadPart > 0) {
    HANDLE mapping = CreateFileMappingW(file, nullptr, PAGE_READONLY, 0, 0, nullptr);
    void* view = mapping ? MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0) : nullptr;
    if (mapping) CloseHandle(mapping);
    if (!view) {
      CloseHandle(file);
      return failed();
    }
    mapped->bytes_ = Bytes(static_cast<const std::byte*>(view), static_cast<size_t>(size.QuadPart));
  }
  CloseHandle(file);
  return mapped;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) UnmapViewOfFile(bytes_.data());
}

// Windows takes pages of mapped files back by itself when memory is short.
void release_pages(const MappedFile& /*file*/, Bytes /*part*/) {}

#else

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const fs::path& path) {
  auto reason = [] { return std::generic_category().message(errno); };
  // A pipe without a writer would keep open() waiting; regular files ignore O_NONBLOCK.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return fail(cannot_map(path, reason()));
  struct stat info {};
  const bool known = ::fstat(fd, &info) == 0;
  if (!known || !S_ISREG(info.st_mode)) {
    const std::string found = known ? "not a regular file" : reason();
    ::close(fd);
    return fail(cannot_map(path, found));
  }
  auto mapped = std::shared_ptr<MappedFile>(new MappedFile);
  if (info.st_size > 0) {
    void* view = ::mmap(nullptr, static_cast<size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (view == MAP_FAILED) {
      const std::string found = reason();
      ::close(fd);
      return fail(cannot_map(path, found));
    }
    mapped->bytes_ = Bytes(static_cast<const std::byte*>(view), static_cast<size_t>(info.st_size));
  }
  ::close(fd);
  return mapped;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

void release_pages(const MappedFile& file, Bytes part) {
  // Linux maps the pages around one that is read, 16 in all, with it: they go with it too. Who
  // needs them gets them again from the cache.
  const auto page = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
  const size_t around = 16 * page;
  const auto offset = static_cast<size_t>(part.data() - file.bytes().data());
  const size_t begin = (offset - std::min(offset, around)) / page * page;
  const size_t end = std::min(file.bytes().size(), offset + part.size() + around);
  auto* address = const_cast<std::byte*>(file.bytes().data()) + begin;
  ::madvise(address, end - begin, MADV_DONTNEED);
}

#endif

}  // namespace npuscope
