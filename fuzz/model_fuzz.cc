// SPDX-License-Identifier: Apache-2.0
#include "execute/model.h"
#include "temporary_file.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  const auto model = load_model(temporary_file("network.onnx", data, size));
  if (!model) must(!model.error().message().empty());
  return 0;
}
