// SPDX-License-Identifier: Apache-2.0
// What load_model refuses, and how it says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "execute/model.h"
#include "kernels/operator.h"
#include "support/onnx_bytes.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing_support::OnnxBytes;

Result<Model> load(const OnnxBytes& model, const LoadOptions& options = {}) {
  const test::ScratchFolder folder;
  folder.write("net.onnx", model.model());
  return load_model(folder.path() / "net.onnx", options);
}

/// The message of the bad-input error that the model must give; it names the file.
std::string refusal(const OnnxBytes& model, const LoadOptions& options = {}) {
  const auto loaded = load(model, options);
  if (loaded) return "it was loaded";
  EXPECT_EQ(loaded.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(loaded.error().message(), HasSubstr("net.onnx: "));
  return loaded.error().message();
}

OnnxBytes float_model() { return OnnxBytes().opset(13).input("x", {int64_t{1}, int64_t{4}}); }

/// x -> QuantizeLinear -> DequantizeLinear -> y
OnnxBytes quantized(float scale, int zero_point = 0) {
  return float_model()
      .scalar("s", scale)
      .integers("z", ElementType::kInt8, {}, {zero_point})
      .node("QuantizeLinear", {"x", "s", "z"}, {"q"})
      .node("DequantizeLinear", {"q", "s", "z"}, {"d"})
      .node("Relu", {"d"}, {"y"})
      .output("y");
}

TEST(LoadModel, LoadsWhatTheRefusedModelsAreMadeFrom) {
  const auto model = load(quantized(0.5f));
  ASSERT_TRUE(model) << model.error().message();
  EXPECT_EQ(model->kind, ModelKind::kQdq);
}

TEST(LoadModel, EveryFileOfExternalDataCountsInTheHash) {
  const test::ScratchFolder folder;
  folder.write("net.onnx", OnnxBytes()
                               .opset(13)
                               .external("a", {1}, {{"location", "a.bin"}})
                               .external("b", {1}, {{"location", "b.bin"}})
                               .node("Add", {"a", "b"}, {"y"})
                               .output("y")
                               .model());
  const auto hash_with = [&](const std::string& a, const std::string& b) {
    folder.write("a.bin", a);
    folder.write("b.bin", b);
    const auto model = load_model(folder.path() / "net.onnx");
    return model ? model->sha256 : model.error().message();
  };
  const std::string hash = hash_with("1234", "5678");
  EXPECT_EQ(hash.size(), 64u) << hash;
  EXPECT_EQ(hash_with("1234", "5678"), hash);
  EXPECT_NE(hash_with("1235", "5678"), hash);
  EXPECT_NE(hash_with("1234", "5679"), hash);
  EXPECT_NE(hash_with("5678", "1234"), hash);
}

TEST(LoadModel, WarnsOfAnOperatorSetThatIsNewerThanItsOperators) {
  const auto model_of = [](int opset) {
    return OnnxBytes().opset(opset).input("x", {int64_t{4}}).node("Relu", {"x"}, {"y"}).output("y");
  };
  const auto known = load(model_of(kNewestOpset));
  ASSERT_TRUE(known) << known.error().message();
  EXPECT_TRUE(known->warnings.empty());
  const auto newer = load(model_of(kNewestOpset + 1));
  ASSERT_TRUE(newer) << newer.error().message();
  ASSERT_EQ(newer->warnings.size(), 1U);
  EXPECT_THAT(newer->warnings[0], HasSubstr(std::to_string(kNewestOpset + 1)));
}

TEST(LoadModel, NamesAllUnknownOperatorsAtOnce) {
  EXPECT_THAT(refusal(float_model()
                          .node("Einsum", {"x"}, {"a"})
                          .node("Relu", {"a"}, {"b"})
                          .node("Magic", {"b"}, {"y"}, "org.example")
                          .output("y")),
              HasSubstr("operators that npuscope does not execute: Einsum, org.example.Magic"));
}

TEST(LoadModel, NamesTheNodeThatHasNoOperator) {
  EXPECT_THAT(refusal(float_model().node("", {"x"}, {"y"}).output("y")),
              HasSubstr("_y': the node has no operator"));
}

TEST(LoadModel, RefusesAttributesOfAnotherType) {
  EXPECT_THAT(
      refusal(float_model().node_with({{"alpha", 1}}, "LeakyRelu", {"x"}, {"y"}).output("y")),
      AllOf(HasSubstr("LeakyRelu 'LeakyRelu_y'"), HasSubstr("attribute 'alpha'")));
}

TEST(LoadModel, ASymbolOfTheBatchHasItsSizeEverywhere) {
  const auto model = load(OnnxBytes()
                              .opset(13)
                              .input("x", {"N", int64_t{3}})
                              .input("z", {int64_t{3}, "N"})
                              .node("MatMul", {"x", "z"}, {"y"})
                              .output("y"),
                          {.batch = 2, .sizes = {}, .values = {}});
  ASSERT_TRUE(model) << model.error().message();
  EXPECT_EQ(model->graph.value(model->graph.outputs[0]).shape, (Shape{2, 2}));
}

TEST(LoadModel, RefusesCycles) {
  EXPECT_THAT(
      refusal(float_model().node("Add", {"x", "b"}, {"a"}).node("Relu", {"a"}, {"b"}).output("b")),
      AllOf(HasSubstr("the network contains a cycle"), HasSubstr("Add 'Add_a'")));
}

TEST(LoadModel, RefusesShapesThatDoNotFit) {
  EXPECT_THAT(refusal(float_model()
                          .tensor("w", ElementType::kFloat32, {3, 1}, std::string(12, '\0'))
                          .node("MatMul", {"x", "w"}, {"y"})
                          .output("y")),
              AllOf(HasSubstr("MatMul 'MatMul_y'"), HasSubstr("expected"), HasSubstr("found")));
  EXPECT_THAT(
      refusal(float_model().node("Relu", {"x"}, {"y"}).output("y", {int64_t{1}, int64_t{5}})),
      AllOf(HasSubstr("another shape for 'y'"), HasSubstr("expected: 1x4"),
            HasSubstr("found:    1x5")));
}

TEST(LoadModel, RefusesScalesThatAreNoUsableNumbers) {
  for (const float scale : {std::numeric_limits<float>::quiet_NaN(), 0.0f, -0.5f,
                            std::numeric_limits<float>::infinity()})
    EXPECT_THAT(refusal(quantized(scale)),
                AllOf(HasSubstr("QuantizeLinear 'QuantizeLinear_q'"),
                      HasSubstr("expected: a finite number > 0"), HasSubstr("at index 0")));
}

TEST(LoadModel, RefusesZeroPointsThatTheirTypeCannotHold) {
  EXPECT_THAT(refusal(quantized(0.5f, 128)),
              AllOf(HasSubstr("tensor 'z'"), HasSubstr("expected: -128 to 127"),
                    HasSubstr("found:    128")));
}

TEST(LoadModel, RefusesZeroPointsOfAnotherType) {
  EXPECT_THAT(refusal(quantized(0.5f)
                          .integers("u", ElementType::kUint8, {}, {0})
                          .node("DequantizeLinear", {"q", "s", "u"}, {"z2"})
                          .output("z2")),
              AllOf(HasSubstr("DequantizeLinear 'DequantizeLinear_z2'"), HasSubstr("int8"),
                    HasSubstr("uint8")));
  EXPECT_THAT(refusal(float_model()
                          .scalar("s", 1.0f)
                          .scalar("f", 0.0f)
                          .node("QuantizeLinear", {"x", "s", "f"}, {"y"})
                          .output("y")),
              AllOf(HasSubstr("QuantizeLinear 'QuantizeLinear_y'"), HasSubstr("float32")));
}

TEST(LoadModel, RefusesInputsOfAbsurdSize) {
  constexpr int64_t kHuge = int64_t{1} << 40;
  EXPECT_THAT(
      refusal(
          OnnxBytes().opset(13).input("x", {kHuge, kHuge}).node("Relu", {"x"}, {"y"}).output("y")),
      HasSubstr("input 'x'"));
  EXPECT_THAT(refusal(OnnxBytes()
                          .opset(13)
                          .input("x", {int64_t{1} << 31})
                          .node("Relu", {"x"}, {"y"})
                          .output("y")),
              AllOf(HasSubstr("'x' is too large"), HasSubstr("expected: at most")));
}

TEST(LoadModel, BindsTheBatchAndAsksForOtherSizes) {
  const auto batch = load(
      OnnxBytes().opset(13).input("x", {"N", int64_t{4}}).node("Relu", {"x"}, {"y"}).output("y"));
  ASSERT_TRUE(batch) << batch.error().message();
  EXPECT_EQ(batch->graph.value(batch->graph.inputs[0]).shape, (Shape{1, 4}));

  const OnnxBytes sized =
      OnnxBytes().opset(13).input("x", {"N", "H"}).node("Relu", {"x"}, {"y"}).output("y");
  EXPECT_THAT(refusal(sized), AllOf(HasSubstr("dimensions without a size"),
                                    HasSubstr("found:    'H' of input 'x'")));
  LoadOptions options;
  options.sizes["H"] = 7;
  EXPECT_TRUE(load(sized, options));
  options.sizes["H"] = -7;
  EXPECT_THAT(refusal(sized, options), HasSubstr("input 'x'"));
}

TEST(LoadModel, EveryTruncatedFileIsAnErrorOrAModel) {
  const test::ScratchFolder folder;
  const std::string bytes = quantized(0.5f).model();
  for (size_t length = 0; length < bytes.size(); ++length) {
    folder.write("net.onnx", std::string_view(bytes).substr(0, length));
    const auto model = load_model(folder.path() / "net.onnx");
    EXPECT_TRUE(model || model.error().kind() == ErrorKind::kBadInput) << length;
  }
}

}  // namespace
}  // namespace npuscope
