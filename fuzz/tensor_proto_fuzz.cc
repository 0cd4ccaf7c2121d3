// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/tensor_proto.h"

#include "base/sha256.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto read = parse_tensor_proto(fuzz_bytes(data, size));
  if (read) must(sha256_hex(read->tensor.bytes()).size() == 64);  // reads every byte
  return 0;
}
