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

struct CastCase {
  float value;
  int8_t int8;
  uint8_t uint8;
};

TEST(Cast, TruncatesAndWrapsWithoutUndefinedBehaviour) {
  const std::vector<CastCase> cases = {{1.9f, 1, 1},     {-1.9f, -1, 255}, {300, 44, 44},
                                       {1e30f, -1, 255}, {-1e30f, 0, 0},   {NAN, 0, 0}};
  for (const CastCase& c : cases) {
    const Tensor x = floats({1}, {c.value});
    EXPECT_EQ(values_of<int8_t>(output_of(make_node("Cast", {{"to", int64_t{3}}}), {x}))[0], c.int8)
        << c.value;
    EXPECT_EQ(values_of<uint8_t>(output_of(make_node("Cast", {{"to", int64_t{2}}}), {x}))[0],
              c.uint8)
        << c.value;
  }
}

TEST(Cast, NarrowCodesKeepTheirSign) {
  const Tensor x = floats({4}, {-9, 7, 8, 15});
  const Tensor y = output_of(make_node("Cast", {{"to", int64_t{22}}}), {x});
  const auto codes = y.values<int8_t>();
  EXPECT_EQ((Int8s{codes.begin(), codes.end()}), (Int8s{7, 7, -8, -1}));
}

TEST(Cast, AnythingButZeroIsTrue) {
  const auto codes =
      output_of(make_node("Cast", {{"to", int64_t{9}}}), {floats({3}, {0, 0.5f, NAN})});
  ASSERT_EQ(codes.type(), ElementType::kBool);
  EXPECT_EQ((Uint8s{codes.values<uint8_t>().begin(), codes.values<uint8_t>().end()}),
            (Uint8s{0, 1, 1}));
  EXPECT_FALSE(run_operator(make_node("Cast"), {floats({1}, {0})}));
  EXPECT_FALSE(run_operator(make_node("Cast", {{"to", int64_t{8}}}), {floats({1}, {0})}));
  EXPECT_FALSE(run_operator(make_node("Cast", {{"to", int64_t{-3}}}), {floats({1}, {0})}));
}

}  // namespace
}  // namespace npuscope::testing
