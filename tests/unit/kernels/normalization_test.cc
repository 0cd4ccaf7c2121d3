// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;

const Attributes kExact = {{"epsilon", 0.0f}};

TEST(LayerNormalization, NormalisesAllAxesFromTheAxisOn) {
  const Tensor x = floats({2, 2}, {1, 3, 10, 30});
  const Tensor y = output_of(make_node("LayerNormalization", kExact),
                             {x, floats({2}, {1, 2}), floats({2}, {0, 5})});
  EXPECT_EQ(values_of<float>(y), (Floats{-1, 7, -1, 7}));
  Attributes all = kExact;
  all["axis"] = int64_t{0};
  const Tensor z = output_of(make_node("LayerNormalization", all),
                             {floats({2, 2}, {-1, 1, -1, 1}), floats({2, 2}, {1, 2, 3, 4})});
  EXPECT_EQ(values_of<float>(z), (Floats{-1, 2, -3, 4}));
}

TEST(LayerNormalization, GivesMeanAndInverseDeviation) {
  Node node = make_node("LayerNormalization", kExact);
  node.outputs = {0, 1, 2};
  const auto found = run_operator(node, {floats({2, 2}, {1, 3, 10, 30}), floats({2}, {1, 1})});
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->at(1).shape(), (Shape{2, 1}));
  EXPECT_EQ(values_of<float>(found->at(1)), (Floats{2, 20}));
  EXPECT_EQ(values_of<float>(found->at(2)), (Floats{1, 0.1f}));
}

TEST(LayerNormalization, RefusesAScaleThatDoesNotBroadcast) {
  const Tensor x = floats({1, 2}, {1, 2});
  EXPECT_FALSE(run_operator(make_node("LayerNormalization"), {x, floats({3}, {1, 1, 1})}));
  EXPECT_FALSE(run_operator(make_node("LayerNormalization"), {x, floats({2, 2}, {1, 1, 1, 1})}));
  EXPECT_FALSE(run_operator(make_node("LayerNormalization", {{"axis", int64_t{2}}}),
                            {x, floats({2}, {1, 1})}));
}

TEST(RMSNormalization, LeavesTheMeanWhereItIs) {
  const Tensor y = output_of(make_node("RMSNormalization", kExact),
                             {floats({1, 2}, {3, 4}), floats({2}, {5, 5})});
  const float root = std::sqrt(12.5f);
  EXPECT_FLOAT_EQ(values_of<float>(y)[0], 15 / root);
  EXPECT_FLOAT_EQ(values_of<float>(y)[1], 20 / root);
}

TEST(InstanceNormalization, NormalisesEachChannelOfEachSample) {
  const Tensor x = floats({2, 2, 2}, {1, 3, 10, 30, 5, 7, 0, 2});
  const Tensor y = output_of(make_node("InstanceNormalization", kExact),
                             {x, floats({2}, {1, 2}), floats({2}, {0, 5})});
  EXPECT_EQ(values_of<float>(y), (Floats{-1, 1, 3, 7, -1, 1, 3, 7}));
  EXPECT_FALSE(run_operator(make_node("InstanceNormalization"),
                            {x, floats({3}, {1, 2, 3}), floats({2}, {0, 5})}));
  EXPECT_FALSE(run_operator(make_node("InstanceNormalization"),
                            {floats({2}, {1, 2}), floats({2}, {1, 2}), floats({2}, {0, 5})}));
}

TEST(GroupNormalization, HasAScalePerChannelSinceOpset21AndPerGroupBefore) {
  const Tensor x = floats({1, 4, 1}, {1, 3, 10, 30});
  Attributes attributes = kExact;
  attributes["num_groups"] = int64_t{2};
  const Tensor four = floats({4}, {1, 2, 3, 4});
  EXPECT_EQ(values_of<float>(output_of(make_node("GroupNormalization", attributes, 21),
                                       {x, four, floats({4}, {0, 0, 0, 1})})),
            (Floats{-1, 2, -3, 5}));
  EXPECT_EQ(values_of<float>(output_of(make_node("GroupNormalization", attributes, 18),
                                       {x, floats({2}, {1, 2}), floats({2}, {0, 1})})),
            (Floats{-1, 1, -1, 3}));
  attributes["num_groups"] = int64_t{3};
  EXPECT_FALSE(run_operator(make_node("GroupNormalization", attributes), {x, four, four}));
  EXPECT_FALSE(run_operator(make_node("GroupNormalization"), {x, four, four}));
}

TEST(LRN, DividesByTheSquaresOfNeighbouringChannels) {
  const Node node =
      make_node("LRN", {{"size", int64_t{2}}, {"alpha", 2.0f}, {"beta", 1.0f}, {"bias", 1.0f}});
  // size 2: the channel itself and the next one.
  EXPECT_EQ(values_of<float>(output_of(node, {floats({1, 3, 1}, {1, 2, 3})})),
            (Floats{1.0f / 6, 2.0f / 14, 3.0f / 10}));
  EXPECT_FALSE(run_operator(make_node("LRN"), {floats({1, 1, 1}, {1})}));
}

TEST(LogSoftmax, IsTheLogarithmOfSoftmax) {
  const Tensor x = floats({1, 2}, {1000, 1000});
  EXPECT_FLOAT_EQ(values_of<float>(output_of(make_node("LogSoftmax"), {x}))[1], -std::log(2.0f));
}

}  // namespace
}  // namespace npuscope::testing
