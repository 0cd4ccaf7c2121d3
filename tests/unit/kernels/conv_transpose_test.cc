// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "kernels/operator.h"
#include "unit/kernels/accumulate_reference.h"
#include "unit/kernels/run_operator.h"

namespace npuscope {
namespace {

using test::pick;
using Ints = std::vector<int64_t>;

/// A node, its operands and what its definition makes of them.
struct Case {
  Node node;
  Tensor x, w;
  Quantization xq, wq;
  Ints stride, dilation, pads;
  int64_t groups = 1;

  [[nodiscard]] Ints expected(const Shape& output) const {
    return test::scattered_convolution(stride, dilation, pads, groups, {&x, &xq}, {&w, &wq},
                                       output);
  }
};

Case random_case(std::mt19937& random) {
  Case c;
  const int64_t rank = pick(random, 1, 3);
  c.groups = pick(random, 1, 3);
  Shape x = {pick(random, 1, 2), c.groups * pick(random, 1, 3)}, w = {x[1], pick(random, 1, 3)};
  Ints ends, extra;
  for (int64_t axis = 0; axis < rank; ++axis) {
    x.push_back(pick(random, 1, 5));
    w.push_back(pick(random, 1, 4));
    c.stride.push_back(pick(random, 1, 3));
    c.dilation.push_back(pick(random, 1, 2));
    const int64_t all = (x.back() - 1) * c.stride.back() + (w.back() - 1) * c.dilation.back();
    c.pads.push_back(pick(random, 0, std::min<int64_t>(all, 4)));
    ends.push_back(pick(random, 0, std::min<int64_t>(all - c.pads.back(), 4)));
    extra.push_back(pick(random, 0, 2));
  }
  Ints pads = c.pads;
  pads.insert(pads.end(), ends.begin(), ends.end());
  c.node = testing::make_node("ConvTranspose", {{"group", c.groups},
                                                {"strides", c.stride},
                                                {"dilations", c.dilation},
                                                {"pads", pads},
                                                {"output_padding", extra}});
  c.x = test::random_codes(ElementType::kInt8, x, random);
  c.w = test::random_codes(ElementType::kInt8, w, random);
  c.xq = test::random_quantization(c.x, -1, random);
  c.wq = test::random_quantization(c.w, c.groups == 1 && pick(random, 0, 1) == 0 ? 1 : -1, random);
  return c;
}

TEST(ConvTranspose, OnWholeNumbersEqualsItsDefinition) {
  std::mt19937 random(5);
  for (int i = 0; i < 300; ++i) {
    const Case c = random_case(random);
    const Tensor x = dequantize(c.x, c.xq), w = dequantize(c.w, c.wq);
    const auto y = find_operator("ConvTranspose", "")->run(c.node, std::array{&x, &w});
    ASSERT_TRUE(y) << y.error().message();
    const auto values = y->at(0).values<float>();
    ASSERT_EQ(Ints(values.begin(), values.end()), c.expected(y->at(0).shape())) << "case " << i;
  }
}

TEST(ConvTranspose, OnCodesEqualsItsDefinitionAndItsSlicesAddUp) {
  std::mt19937 random(6);
  for (int i = 0; i < 300; ++i) {
    const Case c = random_case(random);
    const TensorInfo x{ElementType::kFloat32, c.x.shape()}, w{ElementType::kFloat32, c.w.shape()};
    const Operator& op = *find_operator("ConvTranspose", "");
    const auto infos = op.infer(c.node, std::array{&x, &w});
    ASSERT_TRUE(infos) << infos.error().message();
    const auto geometry =
        std::get<IntegerSum>(op.quantized).geometry(c.node, std::array{&x, &w}, infos->at(0));
    ASSERT_TRUE(geometry);
    const Shape& output = infos->at(0).shape;
    const SumOperand a{&c.x, &c.xq}, b{&c.w, &c.wq};
    const auto whole = accumulate(*geometry, a, b, output, {});
    ASSERT_TRUE(whole) << whole.error().message();
    ASSERT_EQ(whole->values, c.expected(output)) << "case " << i;
    auto left = accumulate(*geometry, a, b, output, {{}, {}, SumSlice::Range{0, 1}});
    const auto right = accumulate(*geometry, a, b, output, {{}, {}, SumSlice::Range{1, 9}});
    ASSERT_TRUE(left && right);
    for (size_t k = 0; k < left->values.size(); ++k) left->values[k] += right->values[k];
    ASSERT_EQ(left->values, whole->values) << "case " << i;
  }
}

TEST(ConvTranspose, AddsItsBiasEvenWhereNoWindowReaches) {
  const Tensor x = Tensor::of<float>({1, 1, 1}, std::vector<float>{2});
  const Tensor w = Tensor::of<float>({1, 1, 1}, std::vector<float>{3});
  const Tensor bias = Tensor::of<float>({1}, std::vector<float>{0.5f});
  const Node node = testing::make_node("ConvTranspose", {{"output_shape", Ints{3}}});
  const auto y = find_operator("ConvTranspose", "")->run(node, std::array{&x, &w, &bias});
  ASSERT_TRUE(y) << y.error().message();
  const auto values = y->at(0).values<float>();
  EXPECT_EQ(std::vector<float>(values.begin(), values.end()), (std::vector<float>{6.5, 0.5, 0.5}));
}

TEST(ConvTranspose, RefusesOperandsThatDoNotFit) {
  const auto fits = [](Shape x, Shape w, testing::Attributes attributes = {}) {
    const TensorInfo xi{ElementType::kFloat32, std::move(x)},
        wi{ElementType::kFloat32, std::move(w)};
    const Node node = testing::make_node("ConvTranspose", std::move(attributes));
    return find_operator("ConvTranspose", "")->infer(node, std::array{&xi, &wi}).has_value();
  };
  EXPECT_TRUE(fits({1, 4, 5}, {4, 2, 3}));
  EXPECT_FALSE(fits({1, 4, 5}, {2, 4, 3}));
  EXPECT_FALSE(fits({1, 4, 5}, {4, 2, 3, 3}));
  EXPECT_FALSE(fits({1, 4, 5}, {4, 2, 3}, {{"group", int64_t{3}}}));
  EXPECT_FALSE(fits({1, 4, 5}, {4, 2, 3}, {{"group", int64_t{0}}}));
  EXPECT_FALSE(fits({1, 0, 5}, {0, 2, 3}, {{"group", INT64_MAX}}));
  EXPECT_FALSE(fits({1, 4, 5}, {4, 2, 3}, {{"kernel_shape", Ints{2}}}));
}

}  // namespace
}  // namespace npuscope
