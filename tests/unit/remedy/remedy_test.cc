// SPDX-License-Identifier: Apache-2.0
#include "remedy/remedy.h"

#include <gmock/gmock.h>

#include "remedy_fixture.h"

namespace npuscope {
namespace {

using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Remedies : public RemedyFixture {
 protected:
  static std::vector<Remedy> all(const RemedySource& source) {
    auto remedies = propose_remedies(source);
    EXPECT_TRUE(remedies) << remedies.error().message();
    return *std::move(remedies);
  }
};

TEST_F(Remedies, OfTheExampleLoadAndAreTheSameEveryTime) {
  const Network network = example("liveness_int8.onnx"), real = example("liveness_float.onnx");
  RemedySource with = source(network);
  with.float_model = real.model.get();
  std::mt19937 random(1);
  Tensor image = Tensor::zeros(ElementType::kFloat32, {1, 3, 128, 128});
  for (float& x : image.mutable_values<float>()) x = static_cast<float>(random() % 256) / 255.0f;
  with.calibration = {{image}};
  const auto before = run(*network.model, exact_arithmetic(), with.calibration[0]);
  int applied_ones = 0;
  for (const Remedy& remedy : all(with)) {
    EXPECT_EQ(remedy.not_possible, "") << remedy.id;
    const auto first = apply_remedy(with, remedy.id), second = apply_remedy(with, remedy.id);
    ASSERT_TRUE(first) << first.error().message();
    EXPECT_TRUE(*first == *second) << remedy.id;
    const Network better = load(*first);
    ASSERT_TRUE(better.model);
    if (remedy.lossless) {
      const auto b = run(*better.model, exact_arithmetic(), with.calibration[0]);
      EXPECT_TRUE(std::ranges::equal(before[0].bytes(), b[0].bytes())) << remedy.id;
    }
    ++applied_ones;
  }
  EXPECT_GE(applied_ones, 6);
}

TEST_F(Remedies, AreForTheCutLayersWorstFirstWhereNoneAreNamed) {
  const Network network = load(capped_network());
  const auto remedies = all(source(network));
  EXPECT_THAT(remedies, Not(IsEmpty()));
  ASSERT_GT(cap_of(*network.model, "Gemm").share, cap_of(*network.model, "Conv").share);
  EXPECT_EQ(ids(remedies), ids(all(source(network, {"c", "g"}))));
}

TEST_F(Remedies, LeaveLayersAloneThatTheyCannotRewrite) {
  testing_support::GraphBuilder b;
  b.input("x", {1, 2, 3, 3}).quantize("x", "xq", 0.02f).dequantize("xq", "xd", 0.02f);
  b.constant<int8_t>("w", {2, 2, 2, 2}, std::vector<int8_t>(16, 5)).dequantize("w", "wd", 0.01f);
  b.node("Conv", {"xd", "wd"}, {"c"}).quantize("c", "cq", 0.02f).dequantize("cq", "cd", 0.02f);
  b.constant<int8_t>("v", {2, 2, 2, 2}, std::vector<int8_t>(16, 5)).dequantize("v", "vd", 0.01f);
  b.node("ConvTranspose", {"cd", "vd"}, {"t"}, {{"strides", std::vector<int64_t>{2, 2}}});
  b.quantize("t", "tq", 0.02f).dequantize("tq", "y", 0.02f).output("y");
  const Network network = load(b.build());
  const auto per_channel = proposed(source(network), "per-channel-weights");
  ASSERT_EQ(per_channel.size(), 1U);
  EXPECT_THAT(per_channel[0].text, HasSubstr("weights of 1 layer,"));
  const auto alone = proposed(source(network, {"t"}), "float-layer");
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_THAT(alone[0].not_possible, HasSubstr("of type ConvTranspose cannot be rewritten"));
}

TEST_F(Remedies, CanFollowOneAnother) {
  const Network network = load(capped_network());
  const Network once = applied(source(network), "dummy-channel@c,shift=2");
  const Network twice = applied(source(once), "dummy-channel@g,shift=5");
  ASSERT_TRUE(twice.model);
  expect_equal_outputs(*network.model, *twice.model);
}

TEST_F(Remedies, NameTheNearestWhereTheNameIsNotKnown) {
  const Network network = load(capped_network());
  const auto unknown = apply_remedy(source(network), "dummy-channel@g,shift=99");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind(), ErrorKind::kUsage);
  EXPECT_THAT(unknown.error().hint(), HasSubstr("dummy-channel@g,shift="));
  EXPECT_FALSE(apply_remedy(source(network), "nothing"));
  EXPECT_FALSE(apply_remedy(source(network), ""));
}

TEST_F(Remedies, OfAFileThatIsNotOfPairsSayWhy) {
  const Network network = load(capped_network());
  Model model = *network.model;
  for (const auto& [kind, word] :
       {std::pair(ModelKind::kQoperator, "QOperator"), std::pair(ModelKind::kCompilerOe, "OE")}) {
    model.kind = kind;
    RemedySource with = source(network, {"g"});
    with.model = &model;
    const auto remedies = all(with);
    EXPECT_THAT(remedies, Not(IsEmpty()));
    EXPECT_THAT(remedies, Each(Field(&Remedy::not_possible, HasSubstr(word))));
  }
}

TEST_F(Remedies, OfAFloatNetworkAreNotAsked) {
  const Network network = example("liveness_float.onnx");
  const auto remedies = propose_remedies(source(network));
  ASSERT_FALSE(remedies);
  EXPECT_EQ(remedies.error().kind(), ErrorKind::kBadInput);
}

}  // namespace
}  // namespace npuscope
