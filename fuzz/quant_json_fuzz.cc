// SPDX-License-Identifier: Apache-2.0
#include "formats/st/quant_json.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto file = parse_quant_json(bytes);
  if (!file) return 0;
  for (const std::string& name : file->input_tensors()) (void)file->tensors.at(name).quantization();
  for (const std::string& name : file->output_tensors())
    (void)file->tensors.at(name).quantization(3);
  return 0;
}
