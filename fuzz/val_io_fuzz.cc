// SPDX-License-Identifier: Apache-2.0
#include "formats/st/val_io.h"

#include "formats/npz.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto arrays = parse_npz(fuzz_bytes(data, size));
  if (arrays) (void)make_val_io(*arrays);
  return 0;
}
