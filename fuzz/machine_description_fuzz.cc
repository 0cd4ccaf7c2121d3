// SPDX-License-Identifier: Apache-2.0
#include "formats/st/machine_description.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  (void)parse_machine_description(fuzz_bytes(data, size));
  return 0;
}
