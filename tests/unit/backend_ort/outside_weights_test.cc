// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/outside_weights.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "execute/model.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

/// A sum of an input and two constants, the second of which is large.
std::string model_of(Tensor large) {
  const Shape shape = large.shape();
  return test::write_onnx(GraphBuilder()
                              .input("x", shape)
                              .constant("large", std::move(large))
                              .constant<float>("little", {1}, {2.0f})
                              .node("Add", {"x", "little"}, {"a"})
                              .node("Add", {"a", "large"}, {"y"})
                              .output("y")
                              .build());
}

Tensor ramp(int64_t count) {
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, {count});
  const auto values = tensor.mutable_values<float>();
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  return tensor;
}

/// As many bytes before the model's own as a field that nobody knows takes.
std::string shifted(const std::string& model, size_t bytes) {
  // Field 99, of text: two bytes of tag, one of length.
  return std::string("\x9a\x06", 2) + static_cast<char>(bytes - 3) + std::string(bytes - 3, ' ') +
         model;
}

TEST(OutsideWeights, TheFileItselfHoldsThem) {
  const test::ScratchFolder folder;
  const fs::path file = folder.path() / "whole.onnx", skeleton = folder.path() / "skeleton.onnx";
  int aligned = 0;
  for (size_t shift = 4; shift < 8; ++shift) {
    const std::string whole = shifted(model_of(ramp(1000)), shift);
    ASSERT_TRUE(write_file_atomically(file, std::string_view(whole)));
    const auto outside = with_outside_weights(whole, "whole.onnx");
    ASSERT_TRUE(outside) << outside.error().message();
    aligned += outside->size() + 3000 < whole.size() ? 1 : 0;
    ASSERT_TRUE(write_file_atomically(skeleton, std::string_view(*outside)));
    const auto model = load_model(skeleton);
    ASSERT_TRUE(model) << model.error().message();
    const Graph& graph = model->graph;
    const auto& large = graph.value(graph.find_value("large")).constant;
    ASSERT_TRUE(large);
    EXPECT_TRUE(std::ranges::equal(large->bytes(), ramp(1000).bytes()));
    EXPECT_EQ(graph.value(graph.find_value("little")).constant->values<float>()[0], 2.0f);
  }
  EXPECT_EQ(aligned, 1) << "elements of four bytes lie aligned in one of four places";
}

TEST(OutsideWeights, LittleOnesStayInTheModel) {
  const std::string whole = model_of(ramp(10));
  EXPECT_EQ(with_outside_weights(whole, "whole.onnx").value(), whole);
}

TEST(OutsideWeights, DamagedBytesAreAnError) {
  const std::string whole = model_of(ramp(1000));
  EXPECT_FALSE(with_outside_weights(std::string_view(whole).substr(0, whole.size() - 9), "a.onnx"));
}

}  // namespace
}  // namespace npuscope
