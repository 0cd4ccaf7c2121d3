// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Uint8s = std::vector<uint8_t>;
using Int8s = std::vector<int8_t>;

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

Int8s narrow_codes(int64_t to, int opset) {
  const Tensor y = output_of(make_node("Cast", {{"to", to}}, opset), {floats({4}, {-9, 7, 8, 15})});
  const auto codes = y.values<int8_t>();
  return {codes.begin(), codes.end()};
}

TEST(Cast, FourBitsWrapSinceVersion24AndWereClampedBefore) {
  EXPECT_EQ(narrow_codes(22, 24), (Int8s{7, 7, -8, -1}));
  EXPECT_EQ(narrow_codes(22, 23), (Int8s{-8, 7, 7, 7}));
  EXPECT_EQ(narrow_codes(21, 24), (Int8s{7, 7, 8, 15}));
}

TEST(Cast, TwoBitsKeepTheirSign) {
  EXPECT_EQ(narrow_codes(26, 25), (Int8s{-1, -1, 0, -1}));
  EXPECT_EQ(narrow_codes(25, 25), (Int8s{3, 3, 0, 3}));
}

TEST(Cast, MinifloatsSaturateUnlessTheAttributeSaysNo) {
  const Tensor x = floats({3}, {1.05f, 1e6f, -INFINITY});
  Node node = make_node("Cast", {{"to", int64_t{19}}});
  EXPECT_EQ(to_doubles(output_of(node, {x})), (std::vector<double>{1, 57344, -57344}));
  node.attributes["saturate"] = int64_t{0};
  EXPECT_EQ(to_doubles(output_of(node, {x})), (std::vector<double>{1, INFINITY, -INFINITY}));
}

TEST(Cast, MinifloatsAreRoundedOnceFromWideNumbers) {
  // float32 would round to 1.0625, a tie of e4m3fn, first.
  const Tensor x = Tensor::scalar(1.0625 + 0x1p-40);
  EXPECT_EQ(to_doubles(output_of(make_node("Cast", {{"to", int64_t{17}}}), {x}))[0], 1.125);
}

TEST(Cast, ScalesRoundAsTheAttributeSays) {
  const auto scale = [](const char* mode) {
    const Node node = make_node("Cast", {{"to", int64_t{24}}, {"round_mode", std::string(mode)}});
    return to_doubles(output_of(node, {floats({1}, {2.5f})}))[0];
  };
  EXPECT_EQ(scale("up"), 4);
  EXPECT_EQ(scale("down"), 2);
  EXPECT_EQ(scale("nearest"), 2);
  EXPECT_FALSE(run_operator(
      make_node("Cast", {{"to", int64_t{24}}, {"round_mode", std::string("sideways")}}),
      {floats({1}, {2.5f})}));
}

TEST(Cast, SpellsNumbersSoThatTheyReadBack) {
  const Node to_string = make_node("Cast", {{"to", int64_t{8}}});
  const Tensor text = output_of(to_string, {floats({4}, {0.1f, 1e6f, -INFINITY, NAN})});
  const auto strings = text.strings();
  EXPECT_EQ((std::vector<std::string>{strings.begin(), strings.end()}),
            (std::vector<std::string>{"0.1", "1000000", "-INF", "NaN"}));
  const Tensor back = output_of(make_node("Cast", {{"to", int64_t{1}}}), {text});
  EXPECT_EQ(back.values<float>()[0], 0.1f);
  EXPECT_EQ(back.values<float>()[2], -INFINITY);
}

TEST(Cast, ReadsNumbersInAnyNotationAndNothingElse) {
  const Node node = make_node("Cast", {{"to", int64_t{1}}});
  EXPECT_EQ(values_of<float>(output_of(node, {Tensor::of_strings({3}, {" 1e-5", "+INF", "3.5"})})),
            (std::vector<float>{1e-5f, INFINITY, 3.5f}));
  for (const char* text : {"", "abc", "1.5x", "+-1"}) {
    const auto result = run_operator(node, {Tensor::of_strings({1}, {text})});
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().found(), "'" + std::string(text) + "'");
  }
}

TEST(CastLike, TakesTheTypeOfItsSecondInput) {
  const Tensor like = tensor_of<int8_t>({2}, {0, 0});
  EXPECT_EQ(values_of<int8_t>(output_of(make_node("CastLike"), {floats({1}, {3.7f}), like})),
            Int8s{3});
}

TEST(Cast, AnythingButZeroIsTrue) {
  const auto codes =
      output_of(make_node("Cast", {{"to", int64_t{9}}}), {floats({3}, {0, 0.5f, NAN})});
  ASSERT_EQ(codes.type(), ElementType::kBool);
  EXPECT_EQ((Uint8s{codes.values<uint8_t>().begin(), codes.values<uint8_t>().end()}),
            (Uint8s{0, 1, 1}));
  EXPECT_FALSE(run_operator(make_node("Cast"), {floats({1}, {0})}));
  EXPECT_FALSE(run_operator(make_node("Cast", {{"to", int64_t{14}}}), {floats({1}, {0})}));
  EXPECT_FALSE(run_operator(make_node("Cast", {{"to", int64_t{-3}}}), {floats({1}, {0})}));
}

}  // namespace
}  // namespace npuscope::testing
