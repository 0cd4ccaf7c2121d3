// SPDX-License-Identifier: Apache-2.0
// A ConvTranspose on codes is the convolution that is the same, in every arithmetic.
#include <gtest/gtest.h>

#include <random>

#include "execute/executor.h"
#include "execute/model.h"
#include "unit/execute/graph_builder.h"

namespace npuscope {
namespace {

using test::elements;
using test::GraphBuilder;
using test::int8;
using Codes = std::vector<int8_t>;
using Sizes = std::vector<int64_t>;

constexpr int8_t kZero = -7;
constexpr int64_t kIn = 3, kOut = 2, kSize = 4;  // channels, channels, height and width

Codes random_codes(size_t count, int seed) {
  std::mt19937 random(static_cast<unsigned>(seed));
  Codes codes(count);
  for (int8_t& code : codes) code = static_cast<int8_t>(static_cast<int>(random() % 256) - 128);
  return codes;
}

/// kIn x 7 x 7: the elements two apart, zeros between.
Tensor with_zeros_between(const Codes& x) {
  constexpr int64_t kWide = 2 * kSize - 1;
  Codes wide(kIn * kWide * kWide, kZero);
  for (int64_t i = 0; i < kIn * kSize * kSize; ++i) {
    const int64_t c = i / (kSize * kSize), row = i / kSize % kSize, column = i % kSize;
    wide[static_cast<size_t>((c * kWide + 2 * row) * kWide + 2 * column)] =
        x[static_cast<size_t>(i)];
  }
  return Tensor::of<int8_t>({1, kIn, kWide, kWide}, wide);
}

/// C x M x 2 x 2 as M x C x 2 x 2, the kernels backwards.
Codes turned(const Codes& w) {
  Codes out;
  for (int64_t m = 0; m < kOut; ++m)
    for (int64_t c = 0; c < kIn; ++c)
      for (int64_t k = 4; k-- > 0;) out.push_back(w[static_cast<size_t>((c * kOut + m) * 4 + k)]);
  return out;
}

Codes computed(const Arithmetic& arithmetic, const std::string& op_type, const Tensor& x,
               const Codes& w, std::map<std::string, AttributeValue, std::less<>> attributes) {
  const bool transposed = op_type == "ConvTranspose";
  GraphBuilder b;
  const ValueId input = b.codes("x", x.shape(), int8(0.05f, kZero));
  const ValueId weights =
      b.constant_codes<int8_t>("w", transposed ? Shape{kIn, kOut, 2, 2} : Shape{kOut, kIn, 2, 2}, w,
                               {ElementType::kInt8, {0.01f, 0.03f}, {0, 0}, transposed ? 1 : 0});
  const ValueId bias = b.constant<float>("bias", {kOut}, {0.7f, -1.5f});
  b.node(op_type, "y", {input, weights, bias}, std::move(attributes), int8(0.2f, 3));
  b.output(b.graph.nodes.back().outputs[0]);
  const auto shapes = infer_shapes(b.graph);
  EXPECT_TRUE(shapes) << shapes.error().message();
  const auto executor = Executor::create(b.graph, arithmetic);
  EXPECT_TRUE(executor) << executor.error().message();
  const auto outputs = executor->run(std::array{x});
  EXPECT_TRUE(outputs) << outputs.error().message();
  return elements<int8_t>(outputs->at(0));
}

TEST(ConvTransposeOnCodes, EqualsTheConvolutionOverZerosBetween) {
  const Codes x = random_codes(kIn * kSize * kSize, 1), w = random_codes(kIn * kOut * 4, 2);
  const auto npu2 = make_neural_art_arithmetic({});
  const auto npu4 = make_neural_art_arithmetic({.generation = CompilerGeneration::kCore4});
  for (const Arithmetic* arithmetic : {&exact_arithmetic(), npu2.get(), npu4.get()}) {
    const Codes transposed =
        computed(*arithmetic, "ConvTranspose", Tensor::of<int8_t>({1, kIn, kSize, kSize}, x), w,
                 {{"strides", Sizes{2, 2}}});
    const Codes convolved = computed(*arithmetic, "Conv", with_zeros_between(x), turned(w),
                                     {{"pads", Sizes{1, 1, 1, 1}}});
    EXPECT_EQ(transposed, convolved) << arithmetic->name();
    EXPECT_EQ(transposed.size(), size_t{kOut * 8 * 8});
    EXPECT_GT(std::set<int8_t>(transposed.begin(), transposed.end()).size(), 50U);
  }
}

}  // namespace
}  // namespace npuscope
