// SPDX-License-Identifier: Apache-2.0
// Conv, Gemm, MatMul, the averages, and the integer forms, as plain operators.
#include <gtest/gtest.h>

#include "kernels/operator.h"
#include "unit/kernels/accumulate_reference.h"

namespace npuscope {
namespace {

using Attributes = std::map<std::string, AttributeValue, std::less<>>;
using Floats = std::vector<float>;
using Ints = std::vector<int64_t>;

Result<std::vector<Tensor>> run(const std::string& op_type, const std::vector<Tensor>& inputs,
                                Attributes attributes = {}) {
  Node node;
  node.op_type = op_type;
  node.attributes = std::move(attributes);
  node.outputs = {0};
  std::vector<const Tensor*> pointers;
  for (const Tensor& input : inputs)
    pointers.push_back(input.type() == ElementType::kUndefined ? nullptr : &input);
  return find_operator(op_type, "")->run(node, pointers);
}

Tensor floats(Shape shape, const Floats& values) {
  return Tensor::of<float>(std::move(shape), values);
}

template <class T = float>
std::vector<T> values_of(const Result<std::vector<Tensor>>& outputs) {
  EXPECT_TRUE(outputs) << outputs.error().message();
  if (!outputs) return {};
  const auto values = outputs->at(0).values<T>();
  return {values.begin(), values.end()};
}

TEST(Conv, OnWholeNumbersEqualsTheIntegerConvolution) {
  std::mt19937 random(7);
  for (const Shape& spatial : {Shape{9}, Shape{6, 7}, Shape{4, 5, 3}}) {
    for (int64_t groups : {1, 2, 4}) {
      Shape xs = {2, 4}, ws = {4, 4 / groups};
      const size_t rank = spatial.size();
      xs.insert(xs.end(), spatial.begin(), spatial.end());
      ws.insert(ws.end(), rank, 2);
      const Tensor x = test::random_codes(ElementType::kInt8, xs, random);
      const Tensor w = test::random_codes(ElementType::kInt8, ws, random);
      const Quantization unit{ElementType::kInt8, {1}, {0}, -1};
      const Attributes attributes = {{"group", groups},
                                     {"strides", Ints(rank, 2)},
                                     {"dilations", Ints(rank, 2)},
                                     {"pads", Ints(2 * rank, 1)}};
      const auto integer = run("ConvInteger", {x, w}, attributes);
      const auto real = run("Conv", {dequantize(x, unit), dequantize(w, unit)}, attributes);
      const auto expected = values_of<int32_t>(integer);
      EXPECT_EQ(values_of(real), Floats(expected.begin(), expected.end()));
      const ConvolutionSum sum{
          {Ints(rank, 2), Ints(rank, 2), Ints(rank, 2), Ints(rank, 1), Ints(rank, 1)}, groups};
      const Ints reference =
          test::reference_convolution(sum, {&x, nullptr}, {&w, nullptr}, integer->at(0).shape());
      EXPECT_EQ(Ints(expected.begin(), expected.end()), reference);
    }
  }
}

TEST(Conv, AddsTheBiasLastAndSumsInOrder) {
  // (1e8 + 1) - 1e8 is 0 in float32 in this order, and the bias comes after it.
  const Tensor x = floats({1, 3, 1}, {1e8f, 1, -1e8f});
  const Tensor w = floats({1, 3, 1}, {1, 1, 1});
  EXPECT_EQ(values_of(run("Conv", {x, w, floats({1}, {0.5f})})), (Floats{0.5f}));
}

TEST(Conv, ComputesHalvesInSinglePrecisionAndDoublesInDouble) {
  Tensor x = Tensor::zeros(ElementType::kFloat16, {1, 1, 2});
  x.mutable_values<uint16_t>()[0] = 0x3c00;  // 1
  x.mutable_values<uint16_t>()[1] = 0x4000;  // 2
  Tensor w = Tensor::zeros(ElementType::kFloat16, {1, 1, 1});
  w.mutable_values<uint16_t>()[0] = 0x4200;  // 3
  EXPECT_EQ(values_of<uint16_t>(run("Conv", {x, w})), (std::vector<uint16_t>{0x4200, 0x4600}));
  const Tensor tenth = Tensor::of<double>({1, 1, 1}, std::vector<double>{0.1});
  EXPECT_EQ(values_of<double>(run("Conv", {tenth, tenth})), (std::vector<double>{0.1 * 0.1}));
}

TEST(Conv, RefusesOperandsThatDoNotFit) {
  const Tensor x = floats({1, 4, 5}, Floats(20));
  const auto weights = [](Shape shape) {
    return Tensor::zeros(ElementType::kFloat32, std::move(shape));
  };
  EXPECT_TRUE(run("Conv", {x, weights({2, 4, 3})}));
  EXPECT_FALSE(run("Conv", {x, weights({2, 3, 3})}));
  EXPECT_FALSE(run("Conv", {x, weights({2, 4, 3, 3})}));
  EXPECT_FALSE(run("Conv", {x, weights({3, 2, 3})}, {{"group", int64_t{2}}}));
  EXPECT_FALSE(run("Conv", {x, weights({2, 4, 3})}, {{"group", int64_t{0}}}));
  EXPECT_FALSE(run("Conv", {x, weights({2, 4, 3})}, {{"group", INT64_MAX}}));
  EXPECT_FALSE(run("Conv", {x, weights({2, 4, 3}), weights({3})}));
  EXPECT_FALSE(run("Conv", {x, Tensor::zeros(ElementType::kFloat64, {2, 4, 3})}));
  EXPECT_FALSE(run("Conv", {floats({4}, Floats(4)), weights({1})}));
}

TEST(ConvInteger, SubtractsAScalarAndAPerChannelZeroPoint) {
  const Tensor x = Tensor::of<uint8_t>({1, 1, 2}, std::vector<uint8_t>{2, 255});
  const Tensor w = Tensor::of<int8_t>({2, 1, 1}, std::vector<int8_t>{3, 3});
  const Tensor xz = Tensor::scalar<uint8_t>(1);
  const Tensor wz = Tensor::of<int8_t>({2}, std::vector<int8_t>{0, 5});
  EXPECT_EQ(values_of<int32_t>(run("ConvInteger", {x, w, xz, wz})),
            (std::vector<int32_t>{3, 762, -2, -508}));
  EXPECT_FALSE(run("ConvInteger", {x, w, Tensor::scalar<int8_t>(1)}));
  EXPECT_FALSE(run("ConvInteger", {x, w, xz, Tensor::zeros(ElementType::kInt8, {3})}));
}

TEST(MatMulInteger, SubtractsZeroPointsPerRowAndPerColumn) {
  const Tensor a = Tensor::of<uint8_t>({2, 2}, std::vector<uint8_t>{1, 2, 3, 4});
  const Tensor b = Tensor::of<int8_t>({2, 2}, std::vector<int8_t>{1, 2, 3, 4});
  const Tensor az = Tensor::of<uint8_t>({2}, std::vector<uint8_t>{1, 3});
  const Tensor bz = Tensor::of<int8_t>({2}, std::vector<int8_t>{1, 2});
  EXPECT_EQ(values_of<int32_t>(run("MatMulInteger", {a, b, az, bz})),
            (std::vector<int32_t>{2, 2, 2, 2}));
  EXPECT_EQ(values_of<int32_t>(run("MatMulInteger", {a, b})),
            (std::vector<int32_t>{7, 10, 15, 22}));
}

TEST(MatMul, MultipliesMatricesVectorsAndBatches) {
  const Tensor m = floats({2, 2}, {1, 2, 3, 4});
  const Tensor v = floats({2}, {10, 100});
  EXPECT_EQ(values_of(run("MatMul", {m, m})), (Floats{7, 10, 15, 22}));
  EXPECT_EQ(values_of(run("MatMul", {m, v})), (Floats{210, 430}));
  EXPECT_EQ(values_of(run("MatMul", {v, m})), (Floats{310, 420}));
  EXPECT_EQ(values_of(run("MatMul", {v, v})), (Floats{10100}));
  const auto batches =
      run("MatMul", {floats({3, 1, 1, 2}, {1, 2, 3, 4, 5, 6}), floats({2, 2, 1}, {1, 1, 10, 10})});
  EXPECT_EQ(batches->at(0).shape(), (Shape{3, 2, 1, 1}));
  EXPECT_EQ(values_of(batches), (Floats{3, 30, 7, 70, 11, 110}));
  EXPECT_FALSE(run("MatMul", {m, floats({3, 2}, Floats(6))}));
  EXPECT_FALSE(run("MatMul", {m, floats({}, {1})}));
}

TEST(MatMul, OfIntegersWraps) {
  const Tensor a = Tensor::of<int32_t>({1, 1}, std::vector<int32_t>{INT32_MAX});
  const Tensor b = Tensor::of<int32_t>({1, 1}, std::vector<int32_t>{2});
  EXPECT_EQ(values_of<int32_t>(run("MatMul", {a, b})), (std::vector<int32_t>{-2}));
}

TEST(Gemm, TransposesScalesAndAdds) {
  const Tensor a = floats({2, 3}, {1, 2, 3, 4, 5, 6});
  const Tensor b = floats({2, 3}, {1, 0, 1, 0, 1, 0});
  const Attributes attributes = {{"transB", int64_t{1}}, {"alpha", 2.0f}, {"beta", 0.5f}};
  EXPECT_EQ(values_of(run("Gemm", {a, b, floats({2, 1}, {2, 4})}, attributes)),
            (Floats{9, 5, 22, 12}));
  EXPECT_EQ(values_of(run("Gemm", {a, b, floats({2}, {2, 4})}, attributes)),
            (Floats{9, 6, 21, 12}));
  EXPECT_EQ(values_of(run("Gemm", {a, b}, {{"transA", int64_t{1}}})),
            (Floats{1, 4, 1, 2, 5, 2, 3, 6, 3}));
  EXPECT_FALSE(run("Gemm", {a, b}));
  EXPECT_FALSE(run("Gemm", {a, b, floats({3, 2, 2}, Floats(12))}, attributes));
}

TEST(AveragePool, CountsPaddingOnlyIfAsked) {
  const Tensor x = floats({1, 1, 3}, {3, 6, 9});
  const Attributes plain = {{"kernel_shape", Ints{3}}, {"pads", Ints{1, 1}}};
  Attributes counting = plain;
  counting["count_include_pad"] = int64_t{1};
  EXPECT_EQ(values_of(run("AveragePool", {x}, plain)), (Floats{4.5f, 6, 7.5f}));
  EXPECT_EQ(values_of(run("AveragePool", {x}, counting)), (Floats{3, 6, 5}));
}

TEST(AveragePool, APartialWindowOfCeilModeDividesByWhatIsThere) {
  const Tensor x = floats({1, 1, 3}, {3, 6, 9});
  EXPECT_EQ(
      values_of(run("AveragePool", {x},
                    {{"kernel_shape", Ints{2}}, {"strides", Ints{2}}, {"ceil_mode", int64_t{1}}})),
      (Floats{4.5f, 9}));
}

TEST(AveragePool, RefusesAWindowThatSeesNothing) {
  const Tensor x = floats({1, 1, 1}, {3});
  EXPECT_FALSE(run("AveragePool", {x},
                   {{"kernel_shape", Ints{2}}, {"dilations", Ints{4}}, {"pads", Ints{3, 3}}}));
}

TEST(GlobalAveragePool, AveragesEachChannel) {
  const auto y = run("GlobalAveragePool", {floats({1, 2, 2, 1}, {1, 3, 10, 20})});
  EXPECT_EQ(y->at(0).shape(), (Shape{1, 2, 1, 1}));
  EXPECT_EQ(values_of(y), (Floats{2, 15}));
}

TEST(ReduceMean, TakesItsAxesFromTheAttributeOrTheInput) {
  const Tensor x = floats({2, 2}, {1, 3, 10, 20});
  const auto kept = run("ReduceMean", {x}, {{"axes", Ints{-1}}});
  EXPECT_EQ(kept->at(0).shape(), (Shape{2, 1}));
  EXPECT_EQ(values_of(kept), (Floats{2, 15}));
  const Tensor axes = Tensor::of<int64_t>({1}, Ints{0});
  const auto dropped = run("ReduceMean", {x, axes}, {{"keepdims", int64_t{0}}});
  EXPECT_EQ(dropped->at(0).shape(), (Shape{2}));
  EXPECT_EQ(values_of(dropped), (Floats{5.5f, 11.5f}));
  EXPECT_EQ(values_of(run("ReduceMean", {x})), (Floats{8.5f}));
  EXPECT_EQ(values_of(run("ReduceMean", {x}, {{"noop_with_empty_axes", int64_t{1}}})),
            (Floats{1, 3, 10, 20}));
  EXPECT_FALSE(run("ReduceMean", {x}, {{"axes", Ints{2}}}));
  EXPECT_FALSE(run("ReduceMean", {floats({0, 2}, {})}, {{"axes", Ints{0}}}));
}

}  // namespace
}  // namespace npuscope
