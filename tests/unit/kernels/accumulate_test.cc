// SPDX-License-Identifier: Apache-2.0
#include "kernels/accumulate.h"

#include <gtest/gtest.h>

#include <numeric>

#include "unit/kernels/accumulate_reference.h"

namespace npuscope {
namespace {

using test::pick;
using test::random_codes;
using test::random_quantization;

constexpr ElementType kCodeTypes[] = {ElementType::kInt8,  ElementType::kUint8,
                                      ElementType::kInt16, ElementType::kUint16,
                                      ElementType::kInt4,  ElementType::kUint4};

struct RandomConvolution {
  ConvolutionSum geometry;
  Tensor x, w;
  Quantization xq, wq;
  Shape output;

  [[nodiscard]] SumOperand a() const { return {&x, &xq}; }
  [[nodiscard]] SumOperand b() const { return {&w, &wq}; }
};

RandomConvolution random_convolution(std::mt19937& random) {
  RandomConvolution c;
  const int64_t rank = pick(random, 1, 3);
  c.geometry.groups = pick(random, 1, 3);
  const bool depthwise = pick(random, 0, 2) == 0;
  const int64_t channels = depthwise ? 1 : pick(random, 1, 5);
  const int64_t outputs = c.geometry.groups * pick(random, 1, 3);
  Shape x = {pick(random, 1, 2), channels * c.geometry.groups}, w = {outputs, channels};
  c.output = {x[0], outputs};
  Window& window = c.geometry.window;
  for (int64_t axis = 0; axis < rank; ++axis) {
    window.kernel.push_back(pick(random, 1, 4));
    window.stride.push_back(pick(random, 1, 3));
    window.dilation.push_back(pick(random, 1, 2));
    window.pad_begin.push_back(pick(random, 0, 3));
    window.pad_end.push_back(pick(random, 0, 3));
    const int64_t extent = (window.kernel.back() - 1) * window.dilation.back() + 1;
    const int64_t pads = window.pad_begin.back() + window.pad_end.back();
    const int64_t size = std::max<int64_t>(extent - pads, 1) + pick(random, 0, 6);
    x.push_back(size);
    w.push_back(window.kernel.back());
    c.output.push_back((size + pads - extent) / window.stride.back() + 1);
  }
  c.x = random_codes(kCodeTypes[pick(random, 0, 5)], x, random);
  c.w = random_codes(kCodeTypes[pick(random, 0, 5)], w, random);
  c.xq = random_quantization(c.x, -1, random);
  c.wq = random_quantization(c.w, pick(random, 0, 1) == 0 ? -1 : 0, random);
  return c;
}

TEST(Accumulate, ConvolutionsEqualTheirDefinition) {
  std::mt19937 random(1);
  for (int i = 0; i < 300; ++i) {
    const RandomConvolution c = random_convolution(random);
    const auto sums = accumulate(c.geometry, c.a(), c.b(), c.output, {});
    ASSERT_TRUE(sums) << sums.error().message();
    ASSERT_EQ(sums->values, test::reference_convolution(c.geometry, c.a(), c.b(), c.output))
        << "case " << i << ": " << shape_text(c.x.shape()) << " * " << shape_text(c.w.shape());
  }
}

TEST(Accumulate, SlicesOfAConvolutionAddUpToTheWhole) {
  std::mt19937 random(2);
  for (int i = 0; i < 100; ++i) {
    const RandomConvolution c = random_convolution(random);
    const int64_t channel = pick(random, 0, 3), row = pick(random, 0, 3),
                  column = pick(random, 0, 3);
    std::vector<int64_t> total(static_cast<size_t>(element_count(c.output)));
    for (int part = 0; part < 8; ++part) {
      const auto half = [](bool second, int64_t at) {
        return second ? SumSlice::Range{at, 1000} : SumSlice::Range{0, at};
      };
      SumSlice slice{half((part & 1) != 0, channel), std::nullopt, half((part & 4) != 0, column)};
      // A window over one axis has columns only.
      if (c.output.size() > 3) slice.rows = half((part & 2) != 0, row);
      if (c.output.size() == 3 && (part & 2) != 0) continue;
      const auto sums = accumulate(c.geometry, c.a(), c.b(), c.output, slice);
      ASSERT_TRUE(sums);
      for (size_t e = 0; e < total.size(); ++e) total[e] += sums->values[e];
    }
    ASSERT_EQ(total, accumulate(c.geometry, c.a(), c.b(), c.output, {})->values) << "case " << i;
  }
}

TEST(Accumulate, TermsOfAConvolutionAreItsPositionsAndInEachTheChannels) {
  std::mt19937 random(4);
  for (int i = 0; i < 100; ++i) {
    const RandomConvolution c = random_convolution(random);
    const auto& kernel = c.geometry.window.kernel;
    if (kernel.size() > 2) continue;
    const int64_t channels = c.w.shape()[1];
    std::vector<int64_t> total(static_cast<size_t>(element_count(c.output)));
    for (int64_t begin = 0; begin < channels * element_count(kernel);) {
      const int64_t end = begin + pick(random, 1, 2 * channels);
      SumSlice slice;
      slice.terms = SumSlice::Range{begin, end};
      const auto sums = accumulate(c.geometry, c.a(), c.b(), c.output, slice);
      ASSERT_TRUE(sums) << sums.error().message();
      for (size_t e = 0; e < total.size(); ++e) total[e] += sums->values[e];
      begin = end;
    }
    ASSERT_EQ(total, accumulate(c.geometry, c.a(), c.b(), c.output, {})->values) << "case " << i;

    SumSlice last, same;
    last.terms = SumSlice::Range{channels * element_count(kernel) - 1, INT32_MAX};
    same.channels = SumSlice::Range{channels - 1, channels};
    if (kernel.size() == 2) same.rows = SumSlice::Range{kernel[0] - 1, kernel[0]};
    same.columns = SumSlice::Range{kernel.back() - 1, kernel.back()};
    ASSERT_EQ(accumulate(c.geometry, c.a(), c.b(), c.output, last)->values,
              accumulate(c.geometry, c.a(), c.b(), c.output, same)->values)
        << "case " << i;
  }
}

TEST(Accumulate, SumsThatInt32CannotHoldAreExact) {
  const int64_t channels = 40;
  const Tensor x = Tensor::of<int16_t>({1, channels, 1}, std::vector<int16_t>(channels, -32768));
  const Tensor w = Tensor::of<int16_t>({1, channels, 1}, std::vector<int16_t>(channels, -32768));
  const ConvolutionSum pointwise{{{1}, {1}, {1}, {0}, {0}}, 1};
  EXPECT_EQ(accumulate(pointwise, {&x, nullptr}, {&w, nullptr}, {1, 1, 1}, {})->values[0],
            channels << 30);
  const Quantization lowest{ElementType::kInt16, {1}, {32767}, -1};
  EXPECT_EQ(accumulate(pointwise, {&x, &lowest}, {&w, &lowest}, {1, 1, 1}, {})->values[0],
            channels * 65535 * 65535);
}

TEST(Accumulate, MatrixProductsEqualTheirDefinition) {
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    const int64_t m = pick(random, 1, 5), k = pick(random, 1, 20), n = pick(random, 1, 5);
    const MatrixSum matrix{pick(random, 0, 1) == 1, pick(random, 0, 1) == 1};
    const Tensor a = random_codes(kCodeTypes[pick(random, 0, 5)],
                                  matrix.transpose_a ? Shape{k, m} : Shape{m, k}, random);
    const Tensor b = random_codes(kCodeTypes[pick(random, 0, 5)],
                                  matrix.transpose_b ? Shape{n, k} : Shape{k, n}, random);
    const Quantization aq = random_quantization(a, matrix.transpose_a ? 1 : 0, random);
    const Quantization bq = random_quantization(b, matrix.transpose_b ? 0 : 1, random);
    const SumOperand left{&a, &aq}, right{&b, &bq};
    std::vector<int64_t> expected;
    const int64_t half = k / 2;
    for (const SumSlice::Range range : {SumSlice::Range{0, half}, {half, k}, {0, k}}) {
      expected.clear();
      test::for_each_index({m, n}, [&](const std::vector<int64_t>& o) {
        int64_t sum = 0;
        for (int64_t t = range.begin; t < range.end; ++t)
          sum += test::centred_at(
                     left, matrix.transpose_a ? std::vector{t, o[0]} : std::vector{o[0], t}) *
                 test::centred_at(right,
                                  matrix.transpose_b ? std::vector{o[1], t} : std::vector{t, o[1]});
        expected.push_back(sum);
      });
      const auto sums = accumulate(matrix, left, right, {m, n}, {range, {}, {}});
      ASSERT_TRUE(sums) << sums.error().message();
      ASSERT_EQ(sums->values, expected) << "case " << i;
    }
  }
}

TEST(Accumulate, MatrixProductsBroadcastTheirBatches) {
  std::mt19937 random(4);
  const Tensor a = random_codes(ElementType::kInt8, {2, 1, 3, 4}, random);
  const Tensor b = random_codes(ElementType::kUint8, {5, 4, 2}, random);
  const auto sums = accumulate(MatrixSum{}, {&a, nullptr}, {&b, nullptr}, {2, 5, 3, 2}, {});
  ASSERT_TRUE(sums);
  size_t i = 0;
  test::for_each_index({2, 5, 3, 2}, [&](const std::vector<int64_t>& o) {
    int64_t sum = 0;
    for (int64_t k = 0; k < 4; ++k)
      sum += test::centred_at({&a, nullptr}, {o[0], 0, o[2], k}) *
             test::centred_at({&b, nullptr}, {o[1], k, o[3]});
    EXPECT_EQ(sums->values[i++], sum);
  });
}

TEST(Accumulate, AVectorIsARowOnTheLeftAndAColumnOnTheRight) {
  const Tensor v = Tensor::of<int8_t>({2}, std::vector<int8_t>{1, 2});
  const Tensor m = Tensor::of<int8_t>({2, 2}, std::vector<int8_t>{3, 4, 5, 6});
  using Values = std::vector<int64_t>;
  EXPECT_EQ(accumulate(MatrixSum{}, {&v, nullptr}, {&m, nullptr}, {2}, {})->values,
            (Values{13, 16}));
  EXPECT_EQ(accumulate(MatrixSum{}, {&m, nullptr}, {&v, nullptr}, {2}, {})->values,
            (Values{11, 17}));
  EXPECT_EQ(accumulate(MatrixSum{}, {&v, nullptr}, {&v, nullptr}, {}, {})->values, (Values{5}));
}

TEST(Accumulate, MeansOverAxesSumWhatTheyReduce) {
  std::mt19937 random(5);
  const Tensor x = random_codes(ElementType::kUint8, {2, 3, 4, 5}, random);
  const Quantization q{ElementType::kUint8, {1}, {7}, -1};
  const MeanSum mean{{}, false, {1, 3}};
  std::vector<int64_t> expected(8);
  test::for_each_index(x.shape(), [&](const std::vector<int64_t>& i) {
    expected[static_cast<size_t>(i[0] * 4 + i[2])] += test::centred_at({&x, &q}, i);
  });
  for (const Shape& output : {Shape{2, 4}, Shape{2, 1, 4, 1}})
    EXPECT_EQ(accumulate(mean, {&x, &q}, {}, output, {})->values, expected);
  EXPECT_EQ(mean_counts(mean, x.shape(), {2, 4}), (std::vector<int64_t>{15}));
}

TEST(Accumulate, MeansOverWindowsLeaveThePaddingOut) {
  const Tensor x = Tensor::of<int8_t>({1, 1, 3, 3}, std::vector<int8_t>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  MeanSum mean{{{2, 2}, {2, 2}, {1, 1}, {1, 1}, {0, 0}}, false, {}};
  using Values = std::vector<int64_t>;
  EXPECT_EQ(accumulate(mean, {&x, nullptr}, {}, {1, 1, 2, 2}, {})->values, (Values{1, 5, 11, 28}));
  EXPECT_EQ(mean_counts(mean, x.shape(), {1, 1, 2, 2}), (Values{1, 2, 2, 4}));
  mean.count_padding = true;
  EXPECT_EQ(mean_counts(mean, x.shape(), {1, 1, 2, 2}), (Values{4}));
}

TEST(Accumulate, RefusesCodesThatItCannotSumAndShapesThatDoNotFit) {
  const Tensor wide = Tensor::zeros(ElementType::kInt32, {1, 1});
  const Tensor a = Tensor::zeros(ElementType::kInt8, {2, 3});
  EXPECT_FALSE(accumulate(MatrixSum{}, {&wide, nullptr}, {&wide, nullptr}, {1, 1}, {}));
  EXPECT_FALSE(accumulate(MatrixSum{}, {&a, nullptr}, {&a, nullptr}, {2, 3}, {}));
  EXPECT_FALSE(accumulate(MatrixSum{}, {nullptr, nullptr}, {&a, nullptr}, {2, 3}, {}));
  const ConvolutionSum convolution{{{1}, {1}, {1}, {0}, {0}}, 1};
  EXPECT_FALSE(accumulate(convolution, {&a, nullptr}, {&a, nullptr}, {2, 3}, {}));
  EXPECT_FALSE(accumulate(MeanSum{{}, false, {2}}, {&a, nullptr}, {}, {2}, {}));
}

}  // namespace
}  // namespace npuscope
