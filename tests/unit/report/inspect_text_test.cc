// SPDX-License-Identifier: Apache-2.0
#include "report/inspect_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/onnx/writer.h"
#include "support/graph_builder.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

TEST(InspectText, WarnsOfDynamicQuantization) {
  Graph graph = testing_support::GraphBuilder()
                    .input("x", {1, 2})
                    .node("DynamicQuantizeLinear", {"x"}, {"q", "s", "z"})
                    .node("DequantizeLinear", {"q", "s", "z"}, {"y"})
                    .output("y", ElementType::kFloat32)
                    .build();
  for (const char* name : {"q", "z"})
    graph.value(graph.find_value(name)).type = ElementType::kUint8;
  const test::ScratchFolder folder;
  folder.write("net.onnx", write_onnx(graph));
  const auto text = inspect_text(to_utf8(folder.path() / "net.onnx"), false);
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_THAT(*text, testing::HasSubstr("dynamically quantized: no NPU executes such a file"));
}

}  // namespace
}  // namespace npuscope
