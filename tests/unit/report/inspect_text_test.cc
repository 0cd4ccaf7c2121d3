// SPDX-License-Identifier: Apache-2.0
#include "report/inspect_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/graph_builder.h"
#include "support/onnx_bytes.h"
#include "support/onnx_writer.h"
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
  folder.write("net.onnx", test::write_onnx(graph));
  const auto text = inspect_text(to_utf8(folder.path() / "net.onnx"), false);
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_THAT(*text, testing::HasSubstr("dynamically quantized: no NPU executes such a file"));
}

TEST(InspectText, SaysThatActivationsAreFloatWhereWeightsAloneAreQuantized) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 2}).constant<int8_t>("w", {2, 1}, {1, 2}).dequantize("w", "wd", 0.5f);
  b.node("MatMul", {"x", "wd"}, {"y"}).output("y", ElementType::kFloat32);
  const test::ScratchFolder folder;
  folder.write("net.onnx", test::write_onnx(b.build()));
  const auto text = inspect_text(to_utf8(folder.path() / "net.onnx"), false);
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_THAT(*text, testing::HasSubstr("activations float; weights per tensor"));
  EXPECT_THAT(*text, testing::HasSubstr("every node computes in float"));
}

TEST(InspectText, TakesTheSizesOfSymbolicDimensions) {
  const test::ScratchFolder folder;
  folder.write("net.onnx", testing_support::OnnxBytes()
                               .opset(13)
                               .input("x", {"N", "H"})
                               .node("Relu", {"x"}, {"y"})
                               .output("y")
                               .model());
  const std::string path = to_utf8(folder.path() / "net.onnx");
  EXPECT_FALSE(inspect_text(path, false));
  const auto text = inspect_text(path, false, {.batch = 2, .sizes = {{"H", 5}}, .values = {}});
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_THAT(*text, testing::HasSubstr("'y' 2x5"));
}

}  // namespace
}  // namespace npuscope
