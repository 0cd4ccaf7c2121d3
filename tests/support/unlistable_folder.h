// SPDX-License-Identifier: Apache-2.0
// POSIX only: Windows keeps rights in lists of another kind.
#pragma once

#ifndef _WIN32
#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "base/files.h"

namespace npuscope::test {

/// While it lives, the folder can be entered and written to, but not listed, not even by root.
class UnlistableFolder {
 public:
  explicit UnlistableFolder(fs::path path) : path_(std::move(path)) {
    fs::permissions(path_, fs::perms{0333});
    if (root_ && ::seteuid(kNobody) != 0) std::abort();
  }
  ~UnlistableFolder() {
    if (root_ && ::seteuid(0) != 0) std::abort();
    std::error_code ignored;
    fs::permissions(path_, fs::perms::owner_all, ignored);
  }
  UnlistableFolder(const UnlistableFolder&) = delete;
  UnlistableFolder& operator=(const UnlistableFolder&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  fs::path path_;
  bool root_ = ::geteuid() == 0;
};

}  // namespace npuscope::test
#endif
