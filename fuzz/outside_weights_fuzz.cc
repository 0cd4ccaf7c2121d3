// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/outside_weights.h"
#include "fuzz_target.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto outside = with_outside_weights(as_text(fuzz_bytes(data, size)), "model.onnx");
  if (!outside) return 0;
  // What lies outside stays there. More may follow it, as what remains now lies otherwise aligned.
  const auto again = with_outside_weights(*outside, "model.onnx");
  must(again && (*again == *outside || again->size() < outside->size()));
  return 0;
}
