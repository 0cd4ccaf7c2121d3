// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <string>

#include "base/process.h"
#include "fuzz_target.h"

namespace npuscope {

/// The path of a file with these bytes, for readers that take none from memory. It is always the
/// same file; it goes with the process.
inline fs::path temporary_file(const char* name, const uint8_t* data, size_t size) {
  static const TemporaryFolder folder = TemporaryFolder::create().value();
  const fs::path path = folder.path() / name;
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  must(stream.flush().good());
  return path;
}

}  // namespace npuscope
