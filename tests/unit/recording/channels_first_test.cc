// SPDX-License-Identifier: Apache-2.0
#include "recording/channels_first.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::ElementsAre;

/// One sample of one input, whose elements count up.
class Counting : public Recording {
 public:
  explicit Counting(const Shape& shape) {
    TensorEntry input;
    input.name = "input_1";
    input.type = ElementType::kFloat32;
    input.shape = shape;
    input.role = TensorRole::kInput;
    manifest_.tensors = {input};
    manifest_.samples.push_back({"0", ""});
  }
  [[nodiscard]] const Manifest& manifest() const override { return manifest_; }
  [[nodiscard]] Result<std::optional<Tensor>> load(size_t, size_t) const override {
    Tensor tensor = Tensor::zeros(ElementType::kFloat32, manifest_.tensors[0].shape);
    float next = 0;
    for (float& value : tensor.mutable_values<float>()) value = next++;
    return tensor;
  }

 private:
  Manifest manifest_;
};

Graph network_of(const Shape& input) {
  Graph graph;
  Value value;
  value.name = "x";
  value.type = ElementType::kFloat32;
  value.shape = input;
  graph.values.push_back(value);
  graph.inputs = {0};
  return graph;
}

TEST(ChannelsFirst, AnInputThatFitsInNoOtherWayIsTurned) {
  std::vector<std::string> turned;
  const auto recording = channels_first(std::make_shared<Counting>(Shape{1, 1, 3, 2}),
                                        network_of({1, 2, 1, 3}), std::nullopt, turned);
  EXPECT_THAT(recording->manifest().tensors[0].shape, ElementsAre(1, 2, 1, 3));
  const auto tensor = recording->load(0, 0);
  ASSERT_TRUE(tensor && *tensor);
  EXPECT_THAT((*tensor)->values<float>(), ElementsAre(0, 2, 4, 1, 3, 5));
  EXPECT_THAT(turned, ElementsAre(testing::HasSubstr("channels last")));
}

TEST(ChannelsFirst, AnInputThatFitsAsItIsStaysUnlessItsLayoutIsStated) {
  const auto counting = std::make_shared<Counting>(Shape{1, 2, 2, 2});
  const Graph network = network_of({1, 2, 2, 2});
  std::vector<std::string> turned;
  EXPECT_EQ(channels_first(counting, network, std::nullopt, turned), counting);
  EXPECT_EQ(channels_first(counting, network, ImageLayout::kNchw, turned), counting);
  EXPECT_TRUE(turned.empty());
  const auto recording = channels_first(counting, network, ImageLayout::kNhwc, turned);
  const auto tensor = recording->load(0, 0);
  ASSERT_TRUE(tensor && *tensor);
  EXPECT_THAT((*tensor)->values<float>(), ElementsAre(0, 2, 4, 6, 1, 3, 5, 7));
}

TEST(ChannelsFirst, AnInputThatFitsInNoWayIsLeftToItsReader) {
  const auto counting = std::make_shared<Counting>(Shape{1, 2, 3, 4});
  std::vector<std::string> turned;
  EXPECT_EQ(channels_first(counting, network_of({1, 5, 3, 4}), std::nullopt, turned), counting);
}

}  // namespace
}  // namespace npuscope
