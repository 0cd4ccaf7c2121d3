// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/onnx_bytes.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing_support::OnnxBytes;

Result<Graph> parsed(const OnnxBytes& model) {
  const std::string bytes = model.model();
  return parse_onnx(as_bytes(bytes), {});
}

/// The message of the bad-input error that the model must give.
std::string refusal(const OnnxBytes& model) {
  const auto graph = parsed(model);
  if (graph) return "it was read";
  EXPECT_EQ(graph.error().kind(), ErrorKind::kBadInput);
  EXPECT_FALSE(graph.error().expected().empty()) << graph.error().message();
  EXPECT_FALSE(graph.error().found().empty()) << graph.error().message();
  return graph.error().message();
}

/// x -> Add w -> y with everything that a model needs.
OnnxBytes small_model() {
  return OnnxBytes()
      .opset(13)
      .input("x", {int64_t{1}, int64_t{2}})
      .tensor("w", ElementType::kFloat32, {2}, std::string(8, '\0'))
      .node("Add", {"x", "w"}, {"y"})
      .output("y");
}

TEST(ModelReader, ReadsNodesConstantsAndBorders) {
  const auto graph = parsed(small_model());
  ASSERT_TRUE(graph) << graph.error().message();
  EXPECT_EQ(graph->nodes.size(), 1u);
  EXPECT_EQ(graph->inputs.size(), 1u);
  EXPECT_TRUE(graph->value(graph->find_value("w")).constant);
}

TEST(ModelReader, EveryTruncationIsAnErrorOrAModel) {
  const std::string bytes = small_model().model();
  for (size_t length = 0; length < bytes.size(); ++length) {
    const std::string prefix = bytes.substr(0, length);  // its end is watched by sanitizers
    const auto graph = parse_onnx(as_bytes(prefix), {});
    EXPECT_TRUE(graph || graph.error().kind() == ErrorKind::kBadInput) << length;
  }
}

TEST(ModelReader, EveryFlippedByteIsAnErrorOrAModel) {
  const std::string bytes = small_model().model();
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      const auto graph = parse_onnx(as_bytes(damaged), {});
      EXPECT_TRUE(graph || graph.error().kind() == ErrorKind::kBadInput) << i;
    }
  }
}

TEST(ModelReader, LengthsBeyondTheFileAreRefused) {
  const std::string huge = "\x08\x08\x3a\xff\xff\xff\xff\x7f";
  const auto graph = parse_onnx(as_bytes(huge), {});
  ASSERT_FALSE(graph);
  EXPECT_THAT(graph.error().message(), HasSubstr("damaged or truncated protobuf"));
}

TEST(ModelReader, AFileWithoutAGraphIsNoModel) {
  const std::string header = "\x08\x08";
  const auto graph = parse_onnx(as_bytes(header), {});
  ASSERT_FALSE(graph);
  EXPECT_THAT(graph.error().message(),
              AllOf(HasSubstr("not an ONNX model"), HasSubstr("a ModelProto with a graph")));
}

TEST(ModelReader, OperatorSetsMustBeImportedAndUsable) {
  EXPECT_THAT(refusal(OnnxBytes().node("Relu", {"x"}, {"y"})), HasSubstr("no ONNX operator set"));
  EXPECT_THAT(refusal(OnnxBytes().opset(0)),
              AllOf(HasSubstr("expected: at least 1"), HasSubstr("found:    0 for domain ''")));
  EXPECT_THAT(refusal(OnnxBytes().opset(int64_t{1} << 40)), HasSubstr("unusable operator set"));
}

TEST(ModelReader, ATensorHasOneOrigin) {
  EXPECT_THAT(refusal(small_model().node("Relu", {"x"}, {"y"})),
              AllOf(HasSubstr("output of Relu 'y'"), HasSubstr("provided twice")));
  EXPECT_THAT(refusal(small_model().tensor("w", ElementType::kFloat32, {1}, "abcd")),
              HasSubstr("initializer 'w': the tensor is provided twice"));
  EXPECT_THAT(refusal(small_model().input("x", {int64_t{1}})), HasSubstr("input 'x'"));
  EXPECT_THAT(refusal(small_model().node("Relu", {"y"}, {"x"})), HasSubstr("output of Relu 'x'"));
}

TEST(ModelReader, InitializersMayBeListedAmongTheInputs) {
  const auto graph = parsed(small_model().input("w", {int64_t{2}}));
  ASSERT_TRUE(graph) << graph.error().message();
  EXPECT_EQ(graph->inputs.size(), 1u);
}

TEST(ModelReader, WhatIsReadMustBeProvided) {
  EXPECT_THAT(refusal(small_model().node("Relu", {"nowhere"}, {"z"})),
              AllOf(HasSubstr("Relu 'Relu_z'"), HasSubstr("tensor 'nowhere'")));
  EXPECT_THAT(refusal(small_model().output("nothing")), HasSubstr("output 'nothing'"));
}

TEST(ModelReader, OutputsAndAttributesAreNamedOnce) {
  EXPECT_THAT(refusal(small_model().output("y").output("y")),
              AllOf(HasSubstr("output 'y'"), HasSubstr("named twice")));
  EXPECT_TRUE(parsed(small_model().node_with({{"axis", 0}, {"to", 1}}, "Cast", {"y"}, {"z"})));
  EXPECT_THAT(refusal(small_model().node_with({{"axis", 0}, {"axis", 1}}, "Cast", {"y"}, {"z"})),
              AllOf(HasSubstr("Cast 'Cast_z'"), HasSubstr("attribute 'axis' is stated twice")));
}

TEST(ModelReader, InputsAreTensorsOfKnownType) {
  EXPECT_THAT(refusal(small_model().input_of_number("z", {int64_t{1}}, 14)),
              AllOf(HasSubstr("input 'z'"), HasSubstr("found:    ONNX data type 14")));
  EXPECT_THAT(refusal(small_model().input_of_number("z", {int64_t{1}}, 257)),
              HasSubstr("ONNX data type 257"));
}

TEST(ModelReader, LengthsBeyond32BitsAreDamageAndNotCutOff) {
  const std::string model = small_model().model();
  // Field 7, a graph, of 2^63 and of 2^32 bytes.
  for (const char* length : {"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", "\x80\x80\x80\x80\x10"}) {
    const std::string hostile = model + "\x3a" + length;
    EXPECT_FALSE(parse_onnx(as_bytes(hostile), {}));
  }
}

TEST(ModelReader, DimensionsWithoutASizeKeepTheirNames) {
  const auto graph = parsed(small_model().input("z", {"batch", int64_t{3}, int64_t{-5}}));
  ASSERT_TRUE(graph) << graph.error().message();
  const Value& z = graph->value(graph->find_value("z"));
  EXPECT_EQ(z.dimension_names, (std::vector<std::string>{"batch", "", "?"}));
}

TEST(ModelReader, NamesTheFileThatItRefuses) {
  const test::ScratchFolder folder;
  folder.write("bad.onnx", "this is no protobuf");
  const auto graph = read_onnx(folder.path() / "bad.onnx");
  ASSERT_FALSE(graph);
  EXPECT_THAT(graph.error().message(), HasSubstr("bad.onnx: not a readable ONNX file"));
}

}  // namespace
}  // namespace npuscope
