// SPDX-License-Identifier: Apache-2.0
#include "diagnose/case.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  (void)parse_case(as_text(fuzz_bytes(data, size)), "folder");
  return 0;
}
