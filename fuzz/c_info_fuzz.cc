// SPDX-License-Identifier: Apache-2.0
#include "formats/st/c_info.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  (void)parse_c_info(bytes);
  return 0;
}
