// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

/// Reads `data` as a file of the target's format; must neither crash nor hang nor allocate much.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace npuscope {

inline Bytes fuzz_bytes(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const std::byte*>(data), size};
}

/// Stops the fuzzer at an input that breaks a promise.
inline void must(bool promise) {
  if (!promise) std::abort();
}

}  // namespace npuscope
