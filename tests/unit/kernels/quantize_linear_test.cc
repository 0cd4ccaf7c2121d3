// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;
using Uint8s = std::vector<uint8_t>;
using Int8s = std::vector<int8_t>;

TEST(QuantizeLinear, RoundsHalfToEvenAndSaturates) {
  const Tensor x = floats({5}, {0.25f, 0.75f, -0.25f, 1000, -1000});
  const Tensor y =
      output_of(make_node("QuantizeLinear"), {x, Tensor::scalar(0.5f), Tensor::scalar<int8_t>(1)});
  EXPECT_EQ(values_of<int8_t>(y), (Int8s{1, 3, 1, 127, -128}));
}

TEST(QuantizeLinear, AgreesWithQuantize) {
  Floats values;
  for (int i = -700; i < 700; ++i) values.push_back(static_cast<float>(i) * 0.013f);
  const Tensor x = floats({1400}, values);
  const Tensor found = output_of(make_node("QuantizeLinear"),
                                 {x, Tensor::scalar(0.031f), Tensor::scalar<int8_t>(-7)});
  const Tensor expected = quantize(x, {ElementType::kInt8, {0.031f}, {-7}, -1});
  EXPECT_EQ(values_of<int8_t>(found), values_of<int8_t>(expected));
  const Tensor back = output_of(make_node("DequantizeLinear"),
                                {found, Tensor::scalar(0.031f), Tensor::scalar<int8_t>(-7)});
  EXPECT_EQ(values_of<float>(back),
            values_of<float>(dequantize(expected, {ElementType::kInt8, {0.031f}, {-7}, -1})));
}

TEST(QuantizeLinear, CodesAreUint8UnlessZeroPointOrAttributeSayOtherwise) {
  const Tensor x = floats({1}, {2});
  const Tensor scale = Tensor::scalar(1.0f);
  EXPECT_EQ(output_of(make_node("QuantizeLinear"), {x, scale}).type(), ElementType::kUint8);
  const Node int16 = make_node("QuantizeLinear", {{"output_dtype", int64_t{5}}});
  EXPECT_EQ(output_of(int16, {x, scale}).type(), ElementType::kInt16);
  EXPECT_FALSE(run_operator(int16, {x, scale, Tensor::scalar<int8_t>(0)}));
  EXPECT_FALSE(
      run_operator(make_node("QuantizeLinear", {{"output_dtype", int64_t{7}}}), {x, scale}));
}

TEST(QuantizeLinear, ExistsInTheMicrosoftDomainToo) {
  Node node = make_node("QuantizeLinear", {}, 1);
  node.domain = "com.microsoft";
  const Tensor y =
      output_of(node, {floats({1}, {300}), Tensor::scalar(1.0f), Tensor::scalar<uint16_t>(0)});
  EXPECT_EQ(values_of<uint16_t>(y), (std::vector<uint16_t>{300}));
}

TEST(QuantizeLinear, ScalesPerAxisAndPerBlock) {
  const Tensor x = floats({2, 3}, {1, 2, 3, 4, 5, 6});
  const Node axis = make_node("QuantizeLinear", {{"axis", int64_t{0}}});
  const Tensor per_axis =
      output_of(axis, {x, floats({2}, {1, 2}), tensor_of<uint8_t>({2}, {0, 10})});
  EXPECT_EQ(values_of<uint8_t>(per_axis), (Uint8s{1, 2, 3, 12, 12, 13}));
  const Node block =
      make_node("QuantizeLinear", {{"axis", int64_t{1}}, {"block_size", int64_t{2}}});
  const Tensor per_block = output_of(block, {x, floats({2, 2}, {1, 3, 2, 6})});
  EXPECT_EQ(values_of<uint8_t>(per_block), (Uint8s{1, 2, 1, 2, 2, 1}));
  EXPECT_FALSE(run_operator(axis, {x, floats({3}, {1, 2, 3})}));
  EXPECT_FALSE(run_operator(block, {x, floats({2}, {1, 2})}));
  EXPECT_FALSE(run_operator(axis, {x, floats({2}, {1, 2}), tensor_of<uint8_t>({1}, {0})}));
}

TEST(QuantizeLinear, ScalesThatAreNoNumbersDoNoHarm) {
  const Tensor y =
      output_of(make_node("QuantizeLinear"),
                {floats({3}, {0, 1, -1}), Tensor::scalar(0.0f), Tensor::scalar<int8_t>(3)});
  EXPECT_EQ(values_of<int8_t>(y), (Int8s{3, 127, -128}));
}

TEST(DequantizeLinear, Int32NeverOverflows) {
  const Tensor x = tensor_of<int32_t>({1}, {INT32_MAX});
  const Tensor y = output_of(make_node("DequantizeLinear"),
                             {x, Tensor::scalar(1.0f), Tensor::scalar<int32_t>(INT32_MIN)});
  EXPECT_EQ(values_of<float>(y), Floats{0x1p32f});
}

TEST(DynamicQuantizeLinear, MapsTheRangeOntoUint8) {
  Node node = make_node("DynamicQuantizeLinear");
  node.outputs = {0, 1, 2};
  const auto found = run_operator(node, {floats({3}, {-1, 0, 3})});
  ASSERT_TRUE(found);
  EXPECT_EQ(values_of<float>(found->at(1)), Floats{4.0f / 255});
  EXPECT_EQ(values_of<uint8_t>(found->at(2)), Uint8s{64});
  EXPECT_EQ(values_of<uint8_t>(found->at(0)), (Uint8s{0, 64, 255}));
  EXPECT_EQ(values_of<float>(run_operator(node, {floats({1}, {0})})->at(1)), Floats{1});
}

TEST(QuantizeLinear, FloatCodesAreTheNearestFloats) {
  const Tensor zero = Tensor::zeros(ElementType::kFloat8E4m3fn, {});
  const Tensor x = floats({4}, {0, 2, 38, 1e5f});
  Node node = make_node("QuantizeLinear");
  const Tensor y = output_of(node, {x, Tensor::scalar(2.0f), zero});
  EXPECT_EQ(y.type(), ElementType::kFloat8E4m3fn);
  EXPECT_EQ(to_doubles(y), (std::vector<double>{0, 1, 20, 448}));
  node.attributes["saturate"] = int64_t{0};
  EXPECT_TRUE(std::isnan(to_doubles(output_of(node, {x, Tensor::scalar(2.0f), zero}))[3]));
  const Tensor back = output_of(make_node("DequantizeLinear"), {y, Tensor::scalar(2.0f), zero});
  EXPECT_EQ(values_of<float>(back), (Floats{0, 2, 40, 896}));
}

TEST(QuantizeLinear, ScalesMayBePowersOfTwoPerBlock) {
  Tensor scales = Tensor::zeros(ElementType::kFloat8E8m0, {2});
  scales.mutable_values<uint8_t>()[0] = 127;  // 2^0
  scales.mutable_values<uint8_t>()[1] = 129;  // 2^2
  const Node node =
      make_node("QuantizeLinear",
                {{"axis", int64_t{0}}, {"block_size", int64_t{2}}, {"output_dtype", int64_t{3}}});
  const Tensor y = output_of(node, {floats({3}, {8, 9, 12}), scales});
  EXPECT_EQ(values_of<int8_t>(y), (Int8s{8, 9, 3}));
}

}  // namespace
}  // namespace npuscope::testing
