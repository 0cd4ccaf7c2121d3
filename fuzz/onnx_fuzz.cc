// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_editor.h"
#include "formats/onnx/model_reader.h"
#include "fuzz_target.h"
#include "support/onnx_writer.h"

namespace npuscope {
namespace {

/// A file that is read reads the same after an editor that changed nothing.
void edit(Bytes bytes, const Graph* graph) {
  const auto editor = ModelEditor::parse(as_text(bytes), {});
  if (!editor) return;
  const auto edited = editor->serialize();
  if (!edited || graph == nullptr) return;
  const auto again = parse_onnx(as_bytes(*edited), {});
  must(again && again->nodes.size() == graph->nodes.size());
  must(again->values.size() == graph->values.size());
}

}  // namespace
}  // namespace npuscope

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace npuscope;
  auto graph = parse_onnx(fuzz_bytes(data, size), {});
  edit(fuzz_bytes(data, size), graph ? &*graph : nullptr);
  if (!graph || !sort_topologically(*graph)) return 0;
  const auto again = parse_onnx(as_bytes(test::write_onnx(*graph)), {});
  must(again && again->inputs.size() == graph->inputs.size());
  must(again->nodes.size() == graph->nodes.size());
  return 0;
}
