// SPDX-License-Identifier: Apache-2.0
#include "recording/manifest_json.h"

#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const Bytes bytes = fuzz_bytes(data, size);
  const auto manifest = parse_manifest(bytes);
  if (!manifest) return 0;
  const std::string text = manifest_text(*manifest);
  const auto again = parse_manifest(as_bytes(text));
  must(again && manifest_text(*again) == text && run_id(*again) == run_id(*manifest));
  return 0;
}
