// SPDX-License-Identifier: Apache-2.0
#include "formats/st/memory_pools.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  (void)parse_memory_pools(fuzz_bytes(data, size));
  return 0;
}
