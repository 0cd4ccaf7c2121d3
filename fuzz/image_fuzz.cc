// SPDX-License-Identifier: Apache-2.0
#include "inputs/image.h"

#include "fuzz_target.h"
#include "inputs/image_header.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto header = read_image_header(bytes);
  const auto image = decode_image(bytes);
  must(!image ||
       (header && image->shape()[0] * image->shape()[1] == header->width * header->height));
  return 0;
}
