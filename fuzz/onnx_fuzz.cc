// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_reader.h"
#include "fuzz_target.h"
#include "support/onnx_writer.h"

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  auto graph = parse_onnx(fuzz_bytes(data, size), {});
  if (!graph || !sort_topologically(*graph)) return 0;
  const auto again = parse_onnx(as_bytes(test::write_onnx(*graph)), {});
  must(again && again->inputs.size() == graph->inputs.size());
  must(again->nodes.size() == graph->nodes.size());
  return 0;
}
