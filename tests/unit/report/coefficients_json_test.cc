// SPDX-License-Identifier: Apache-2.0
#include "report/coefficients_json.h"

#include <gtest/gtest.h>

#include "neural_art/global_mean.h"
#include "neural_art/multiplication.h"
#include "neural_art/prelu.h"
#include "neural_art/requantize.h"

namespace npuscope {
namespace {

constexpr IntegerRange kInt8 = {-128, 127};

ProductLayer dense(size_t channels, CompilerGeneration generation) {
  ProductLayer layer;
  layer.scales.input = 0.02;
  layer.scales.weights = {0.004};
  layer.scales.output = 0.05;
  layer.scales.output_zero_point = -7;
  layer.scales.weight_sums = std::vector<int64_t>(channels, 500);
  layer.coefficients = product_coefficients(layer.scales, generation).value();
  layer.pieces = {{SumSlice{}}};
  return layer;
}

OrderedJson of(Lowering stages) {
  LayerCoefficients layer;
  layer.stages = std::move(stages);
  return coefficients_json(layer);
}

/// The keys of an object, in their order.
std::vector<std::string> keys(const OrderedJson& object) {
  std::vector<std::string> result;
  for (const auto& [key, value] : object.items()) result.push_back(key);
  return result;
}

TEST(CoefficientsJson, OfProductsHasTheRegistersInTheOrderOfTheirUse) {
  const auto generation = CompilerGeneration::kCore2;
  const auto step = coefficients_json({dense(2, generation), {}, {}})[0];
  EXPECT_EQ(keys(step),
            (std::vector<std::string>{"step", "s_o", "n", "s1", "A1", "s2", "A2", "C", "Qn",
                                      "resolution", "multiplier_bits", "pieces"}));
  const ProductCoefficients k = dense(2, generation).coefficients;
  EXPECT_EQ(step["s_o"], k.s_o);
  EXPECT_EQ(step["A1"], k.a1);
  EXPECT_EQ(step["C"], OrderedJson(k.c));
  EXPECT_EQ(step["Qn"], 28) << "7 needs 3 bits of 31";
}

TEST(CoefficientsJson, OfTwoRoundingsHasOneMultiplierAndOneShift) {
  const auto step = coefficients_json({dense(2, CompilerGeneration::kCore4), {}, {}})[0];
  EXPECT_EQ(keys(step), (std::vector<std::string>{"step", "s_o", "s", "A", "C", "Qn", "resolution",
                                                  "multiplier_bits", "pieces"}));
}

TEST(CoefficientsJson, OfManyChannelsHasTheBiasThatIsStreamed) {
  const auto step = coefficients_json({dense(513, CompilerGeneration::kCore4), {}, {}})[0];
  EXPECT_EQ(step["b16"], (OrderedJson{0}));
  EXPECT_FALSE(step.contains("Qn"));
}

TEST(CoefficientsJson, SaysWhichChannelsEachPassTakes) {
  ProductLayer layer = dense(2, CompilerGeneration::kCore2);
  layer.pieces = {{{SumSlice::Range{0, 8}, SumSlice::Range{0, 3}, {}},
                   {SumSlice::Range{8, 16}, SumSlice::Range{0, 3}, {}}}};
  const auto pieces = coefficients_json({layer, {}, {}})[0]["pieces"];
  EXPECT_EQ(pieces.dump(), R"([{"rows":[0,3],"columns":null,"passes":[[0,8],[8,16]]}])");
}

TEST(CoefficientsJson, OfAMeanHasItsReciprocal) {
  const Quantization x = {ElementType::kInt8, {0.02f}, {-128}};
  const Quantization y = {ElementType::kInt8, {0.01f}, {-128}};
  const MeanCoefficients k = mean_coefficients(6, x, y).value();
  const auto step = of(lower_global_mean(k, kInt8))[0];
  EXPECT_EQ(step["mulval"], 21845);
  EXPECT_EQ(step["sh"], 9);
  EXPECT_EQ(step["A"], k.a);
  EXPECT_EQ(step["C"], k.c);
  EXPECT_EQ(step["k"], k.k);
  EXPECT_EQ(of(lower_mean_of_codes(4, kInt8)).dump(),
            R"([{"step":"mean","mulval":16384,"sh":16}])");
}

TEST(CoefficientsJson, OfAProductHasTheAddendAsItsRegisterHoldsIt) {
  const auto steps = of(lower_multiplication({0.02, 3}, {0.05, -128}, {0.1, -5}, kInt8).value());
  ASSERT_EQ(steps.size(), 3);
  EXPECT_EQ(steps[0].dump(), R"({"step":"product","x":0,"y":1})");
  // m - z_b a
  EXPECT_EQ(steps[1]["step"], "affine");
  EXPECT_EQ(steps[1]["A"], 16384);
  EXPECT_EQ(steps[1]["A_shift"], 7);
  EXPECT_EQ(steps[1]["B"], 16384);
  EXPECT_EQ(steps[1]["shift"], 7);
  const int64_t c = steps[2]["C"];
  EXPECT_LE(std::abs(c), 32767);
  EXPECT_GT(std::abs(c), 16383);
  EXPECT_GT(steps[2]["C_shift"], 0);
}

TEST(CoefficientsJson, OfAPReluHasFiveStepsThatReadEachOther) {
  const auto steps =
      of(lower_prelu({0.02, 3}, {0.01, 0}, {0.02, -5}, std::vector<int64_t>{7, -9}, kInt8).value());
  ASSERT_EQ(steps.size(), 5);
  EXPECT_EQ(steps[0]["high"], 3) << "the clip";
  EXPECT_EQ(steps[1].dump(), R"({"step":"product","x":2,"y":1})");
  EXPECT_EQ(steps[2]["C"].size(), 2);
  EXPECT_EQ(steps[3]["table"].size(), 256);
  // 16384 x + 16384 y + 5 * 2^14, as the registers hold it.
  EXPECT_EQ(steps[4]["A"], 16384);
  EXPECT_EQ(steps[4]["B"], 16384);
  EXPECT_EQ(steps[4]["C"], 20480);
  EXPECT_EQ(steps[4]["C_shift"], 2);
}

TEST(CoefficientsJson, OfMovedCodesSayWhichInputsAreRequantized) {
  const Quantization x = {ElementType::kInt8, {0.02f}, {3}};
  const Quantization y = {ElementType::kInt8, {0.01f}, {-4}};
  LayerCoefficients layer;
  layer.stages = MovementLowering();
  layer.requantizations = {std::nullopt, requantize_stage(x, y).value()};
  const auto step = coefficients_json(layer)[0];
  EXPECT_EQ(step["step"], "move");
  EXPECT_TRUE(step["inputs"][0].is_null());
  EXPECT_EQ(step["inputs"][1]["A"][0], 16384);
  EXPECT_EQ(step["inputs"][1]["shift"], 13);
}

TEST(CoefficientsJson, AreNullWhereTheNpuHasNoPart) { EXPECT_TRUE(of(FloatLowering()).is_null()); }

}  // namespace
}  // namespace npuscope
