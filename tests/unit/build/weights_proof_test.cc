// SPDX-License-Identifier: Apache-2.0
#include "build/weights_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "support/made_weights.h"

namespace npuscope {
namespace {

using testing::HasSubstr;
using Verdict = WeightProof::Verdict;

struct TwoLayers {
  ModelWeights model;
  MadeImage image;
};

TwoLayers two_layers(const std::string& first = "Conv2D_1",
                     const std::string& second = "Conv2D_2") {
  TwoLayers made;
  made.model.layers = {made_layer("Conv2D_1", {6, 8, 3, 3}, 1),
                       made_layer("Conv2D_2", {6, 8, 3, 3}, 2)};
  made.image.add(first + "_weights", made.model.layers[0].weights, {.block = 4, .group = 3})
      .add(second + "_weights", made.model.layers[1].weights,
           {.block = 8, .group = 6, .alternating = 2});
  return made;
}

TEST(WeightsProof, WeightsInAnyOrderOfTheUnitsAreProven) {
  const TwoLayers made = two_layers();
  const auto proof = prove_weights(made.image.stored(), made.model, nullptr);
  ASSERT_EQ(proof.weights.size(), 2U);
  EXPECT_EQ(proof.count(Verdict::kIdentical), 2);
  EXPECT_EQ(proof.weights[0].layer, "Conv2D_1");
  EXPECT_EQ(proof.weights[0].source.line, 7);
  EXPECT_TRUE(proof.unstored.empty());
}

TEST(WeightsProof, EveryChangedByteIsFoundInItsLayerAndChannel) {
  TwoLayers made = two_layers();
  const auto clean = prove_weights(made.image.stored(), made.model, nullptr);
  for (size_t at = 0; at < made.image.image.size(); at += 37) {
    made.image.image[at] ^= std::byte{0x10};
    const auto proof = prove_weights(made.image.stored(), made.model, nullptr);
    const size_t layer = at < static_cast<size_t>(made.image.buffers[0].offset_end) ? 0 : 1;
    ASSERT_EQ(proof.weights[layer].verdict, Verdict::kDiffers) << at;
    ASSERT_EQ(proof.weights[1 - layer].verdict, Verdict::kIdentical) << at;
    const WeightProof& found = proof.weights[layer];
    ASSERT_EQ(found.match.differing, 1);
    ASSERT_TRUE(found.first);
    ASSERT_EQ(found.first->address, 0x71000000 + at);
    const auto place = static_cast<int64_t>(at) - made.image.buffers[layer].offset_start;
    const int64_t element = clean.weights[layer].match.layout.element(place).value();
    ASSERT_EQ(found.first->kernel, element / 72);
    ASSERT_EQ(found.first->channel, element % 72 / 9);
    ASSERT_EQ(found.first->model,
              made.model.layers[layer].weights.codes[static_cast<size_t>(element)]);
    ASSERT_EQ((found.first->image ^ found.first->model) & 0xff, 0x10);
    made.image.image[at] ^= std::byte{0x10};
  }
}

TEST(WeightsProof, AnotherModelsWeightsAreInNoLayerTheSame) {
  TwoLayers made = two_layers();
  for (LayerWeights& layer : made.model.layers) std::ranges::reverse(layer.weights.codes);
  made.model.layers[0].weights.codes[0] += 1;
  made.model.layers[1].weights.codes[0] += 1;
  const auto proof = prove_weights(made.image.stored(), made.model, nullptr);
  EXPECT_EQ(proof.count(Verdict::kDiffers), 2);
  EXPECT_GT(proof.weights[0].match.differing, 200);
}

TEST(WeightsProof, LayersThatChangedPlacesAreToldApart) {
  const TwoLayers made = two_layers("Conv2D_2", "Conv2D_1");
  const auto proof = prove_weights(made.image.stored(), made.model, nullptr);
  EXPECT_EQ(proof.count(Verdict::kDiffers), 2);
  EXPECT_EQ(proof.weights[0].layer, "Conv2D_2");
  EXPECT_EQ(proof.weights[0].found_in, "Conv2D_1");
}

TEST(WeightsProof, NamesOfTheSourceModelLeadToItsLayers) {
  TwoLayers made = two_layers("Conv2D_10", "Conv2D_20");
  made.model.layers[0].names = {"/block/conv.1"};
  const SourceNames names = {{"Conv2D_10", {"__FE_GENERATED__", "_block_conv_1"}},
                             {"Conv2D_20", {"Conv2D_2_result"}}};
  const auto proof = prove_weights(made.image.stored(), made.model, &names);
  EXPECT_EQ(proof.count(Verdict::kIdentical), 2);
  made.image.image[3] ^= std::byte{1};
  const auto damaged = prove_weights(made.image.stored(), made.model, &names);
  EXPECT_EQ(damaged.weights[0].layer, "Conv2D_1");
  EXPECT_EQ(damaged.weights[0].match.differing, 1);
}

TEST(WeightsProof, WithoutNamesContentDecidesAndThenTheOrder) {
  TwoLayers made = two_layers("Conv2D_10", "Conv2D_20");
  made.image.image[3] ^= std::byte{1};
  const SourceNames none;
  const auto proof = prove_weights(made.image.stored(), made.model, &none);
  EXPECT_EQ(proof.weights[1].verdict, Verdict::kIdentical);
  EXPECT_EQ(proof.weights[1].layer, "Conv2D_2");
  EXPECT_EQ(proof.weights[0].verdict, Verdict::kDiffers);
  EXPECT_EQ(proof.weights[0].layer, "Conv2D_1");
  EXPECT_EQ(proof.weights[0].match.differing, 1);
}

TEST(WeightsProof, PiecesOfOneKernelBelongToOneLayer) {
  ModelWeights model;
  model.layers = {made_layer("conv_a", {2, 3, 5, 5}, 1), made_layer("conv_b", {2, 3, 5, 5}, 2)};
  MadeImage image;
  for (const auto& [suffix, shape] :
       {std::pair{"_submask_0_0_0_0_2_3_3_5_8", std::array<int64_t, 4>{2, 3, 3, 5}},
        std::pair{"_submask_0_0_3_0_2_3_2_5_9", std::array<int64_t, 4>{2, 3, 2, 5}}}) {
    const auto forms = stored_forms(model.layers[1], suffix, shape);
    ASSERT_TRUE(forms);
    image.add(std::string("Conv2D_4_weights") + suffix, forms->at(0), {.block = 3, .group = 2});
  }
  const SourceNames none;
  const auto proof = prove_weights(image.stored(), model, &none);
  EXPECT_EQ(proof.count(Verdict::kIdentical), 2);
  EXPECT_EQ(proof.weights[1].layer, "conv_b");
  EXPECT_EQ(proof.unstored, std::vector<std::string>{"conv_a"});
}

TEST(WeightsProof, WhatCannotBeComparedSaysWhy) {
  TwoLayers made = two_layers();
  auto stored = made.image.stored();
  stored[0].bytes.reset();
  stored[1].buffer.element.reset();
  stored[1].buffer.type = "DataType_FLOAT";
  stored[1].buffer.bits = 32;
  const auto proof = prove_weights(stored, made.model, nullptr);
  EXPECT_EQ(proof.count(Verdict::kNotComparable), 2);
  EXPECT_THAT(proof.weights[0].reason, HasSubstr("no image"));
  EXPECT_THAT(proof.weights[1].reason, HasSubstr("DataType_FLOAT"));
}

TEST(WeightsProof, AnUnknownOrderIsNotADifference) {
  TwoLayers made = two_layers();
  std::mt19937 random(5);
  const auto begin = made.image.image.begin();
  std::shuffle(begin, begin + made.image.buffers[0].offset_end, random);
  const auto proof = prove_weights(made.image.stored(), made.model, nullptr);
  EXPECT_EQ(proof.weights[0].verdict, Verdict::kNotComparable);
  EXPECT_THAT(proof.weights[0].reason, HasSubstr("order"));
}

TEST(WeightsProof, AnUnsignedBufferIsReadWithItsZeroPoint) {
  ModelWeights model;
  model.layers = {made_layer("Conv2D_1", {2, 2, 1, 1}, 1)};
  MadeImage image;
  image.add("Conv2D_1_weights", model.layers[0].weights, {.block = 2, .group = 2});
  for (std::byte& byte : image.image) byte ^= std::byte{0x80};
  image.buffers[0].element = ElementType::kUint8;
  image.buffers[0].zero_point = {128};
  EXPECT_EQ(prove_weights(image.stored(), model, nullptr).count(Verdict::kIdentical), 1);
}

}  // namespace
}  // namespace npuscope
