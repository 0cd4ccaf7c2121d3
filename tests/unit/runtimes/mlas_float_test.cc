// SPDX-License-Identifier: Apache-2.0
// ONNX Runtime's float32 kernels at numbers that can be followed by hand; tests/unit/backend_ort
// compares them with the library itself.
#include "runtimes/mlas_float.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace npuscope {
namespace {

using Floats = std::vector<float>;

Floats run(FloatLowering::Run kernel, const Node& node, Shape shape, const Floats& values) {
  const Tensor x = Tensor::of<float>(std::move(shape), values);
  const std::array<const Tensor*, 1> inputs = {&x};
  const auto outputs = kernel(node, inputs);
  EXPECT_TRUE(outputs) << outputs.error().message();
  const auto y = outputs->at(0).values<float>();
  return {y.begin(), y.end()};
}

Floats function(const std::string& op_type, const Floats& values) {
  return run(mlas_function(op_type), {}, {static_cast<int64_t>(values.size())}, values);
}

std::vector<int> softmax(const std::vector<uint8_t>& codes, float scale, int32_t zero_point) {
  Node node;
  node.opset = 13;
  const Tensor x = Tensor::of<uint8_t>({1, static_cast<int64_t>(codes.size())}, codes);
  const Quantization from = {ElementType::kUint8, {0.1F}, {0}, -1};
  const Quantization to = {ElementType::kUint8, {scale}, {zero_point}, -1};
  const auto y = mlas_softmax(node, x, from, to);
  EXPECT_TRUE(y) << y.error().message();
  const auto values = y->values<uint8_t>();
  return {values.begin(), values.end()};
}

TEST(MlasFloat, FunctionsAreTheirRealOnesToTheLastDigits) {
  EXPECT_THAT(function("Sigmoid", {0, 2, -100}),
              ::testing::Pointwise(::testing::FloatNear(1e-6F), Floats{0.5F, 0.8807971F, 0}));
  EXPECT_THAT(function("Tanh", {0, 1, -100}),
              ::testing::Pointwise(::testing::FloatNear(1e-6F), Floats{0, 0.7615942F, -1}));
  EXPECT_EQ(function("HardSigmoid", {0, 1, 9, -9}), (Floats{0.5F, 0.7F, 1, 0}));
  EXPECT_EQ(function("HardSwish", {0, 3, -3}), (Floats{0, 3, 0}));
  EXPECT_EQ(function("Softsign", {1, -3}), (Floats{0.5F, -0.75F}));
  EXPECT_EQ(mlas_function("Relu"), nullptr);
}

TEST(MlasFloat, AQuotientThatIsMultipliedIsRoundedBefore) {
  // 1 / 50 is rounded, and 49 times that; the quotient 49 / 50 is another float32.
  EXPECT_EQ(function("Softsign", {49})[0], 0.02F * 49);
  EXPECT_NE(function("Softsign", {49})[0], 0.98F);
}

TEST(MlasFloat, SumsOfImagesHaveFourLanes) {
  // One after the other 2^25 + 1 loses the 1; lanes add 2^25 - 2^25 and 1 + 1.
  const Floats row = {0x1p25F, 1, -0x1p25F, 1};
  EXPECT_EQ(run(mlas_mean("GlobalAveragePool"), {}, {1, 1, 2, 2}, row), (Floats{0.5F}));
  // The fifth comes behind the lanes.
  EXPECT_EQ(run(mlas_mean("GlobalAveragePool"), {}, {1, 1, 1, 5}, {0x1p25F, 1, -0x1p25F, 1, 3}),
            (Floats{1}));
}

TEST(MlasFloat, LanesOfALastAxisBeginAtMultiplesOfSixteenBytes) {
  Node node;
  node.opset = 13;
  node.attributes["axes"] = std::vector<int64_t>{1};
  node.attributes["keepdims"] = int64_t{0};
  // The second row begins three elements before an address of the kind: its lanes are the last
  // four, which cancel; the elements in front come behind them.
  const Floats rows = {0, 0, 0, 0,       0, 0,        0, 0, 0,  //
                       0, 0, 0, 0x1p25F, 1, -0x1p25F, 1, 0, 0};
  EXPECT_EQ(run(mlas_mean("ReduceMean"), node, {2, 9}, rows), (Floats{0, 2.0F / 9}));
}

TEST(MlasFloat, SoftmaxMultipliesByAWholeNumberOfSteps) {
  // 1 / 0.011 = 90.9 is cut to 90.
  EXPECT_EQ(softmax({7}, 0.011F, 5), (std::vector<int>{95}));
  EXPECT_EQ(softmax({7, 7, 7}, 0.011F, 5), (std::vector<int>{35, 35, 35}));
  EXPECT_EQ(softmax({200, 0}, 1.0F / 256, 0), (std::vector<int>{255, 0}));
}

}  // namespace
}  // namespace npuscope
