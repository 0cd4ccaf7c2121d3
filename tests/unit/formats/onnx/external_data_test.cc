// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "formats/onnx/model_reader.h"
#include "support/onnx_bytes.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::OnnxBytes;
using Entries = std::map<std::string, std::string>;

/// A model with two floats outside, in the folder `model` of a scratch folder.
class ExternalData : public testing::Test {
 protected:
  Result<Graph> read(const Entries& entries) {
    folder_.write("model/net.onnx",
                  OnnxBytes().opset(13).external("w", {2}, entries).output("w").model());
    return read_onnx(folder_.path() / "model" / "net.onnx");
  }

  std::string refusal(const Entries& entries) {
    const auto graph = read(entries);
    if (graph) return "it was read";
    EXPECT_EQ(graph.error().kind(), ErrorKind::kBadInput);
    EXPECT_THAT(graph.error().message(), AllOf(HasSubstr("net.onnx"), HasSubstr("tensor 'w'")));
    return graph.error().message();
  }

  test::ScratchFolder folder_;
};

TEST_F(ExternalData, IsReadFromBesideTheModel) {
  const std::array<float, 3> values = {0, 1.5f, -2};
  folder_.write("model/sub/w.bin", as_text(std::as_bytes(std::span(values))));
  const auto graph = read({{"location", "sub/w.bin"}, {"offset", "4"}, {"length", "8"}});
  ASSERT_TRUE(graph) << graph.error().message();
  EXPECT_THAT(graph->values[0].constant->values<float>(), ElementsAre(1.5f, -2));
}

TEST_F(ExternalData, MustExistAndHaveAName) {
  EXPECT_THAT(refusal({{"location", "missing.bin"}}), HasSubstr("missing.bin"));
  EXPECT_THAT(refusal({{"offset", "0"}}), HasSubstr("without a location"));
  EXPECT_THAT(refusal({{"location", ""}}), HasSubstr("leaves the model's folder"));
  EXPECT_THAT(refusal({{"location", std::string("weights.bin\0x", 13)}}), HasSubstr("zero byte"));
}

TEST_F(ExternalData, MustNotLeaveTheModelsFolder) {
  folder_.write("outside.bin", "01234567");
  const std::string absolute = to_utf8(folder_.path() / "outside.bin");
  for (const std::string& location :
       {std::string("../outside.bin"), std::string("sub/../../outside.bin"), absolute,
        std::string("..\\outside.bin"), std::string("C:\\outside.bin")})
    EXPECT_THAT(refusal({{"location", location}}),
                AllOf(HasSubstr("leaves the model's folder"), HasSubstr("'" + location + "'")));
}

TEST_F(ExternalData, MustNotLeaveTheModelsFolderThroughALink) {
  folder_.write("outside.bin", "01234567");
  fs::create_directories(folder_.path() / "model");
  std::error_code error;
  fs::create_symlink("../outside.bin", folder_.path() / "model" / "inside.bin", error);
  if (error) GTEST_SKIP() << "links cannot be made here";
  EXPECT_THAT(refusal({{"location", "inside.bin"}}), HasSubstr("leaves the model's folder"));
}

TEST_F(ExternalData, ALinkToItselfCannotBeResolved) {
  fs::create_directories(folder_.path() / "model");
  std::error_code error;
  fs::create_symlink("loop.bin", folder_.path() / "model" / "loop.bin", error);
  if (error) GTEST_SKIP() << "links cannot be made here";
  EXPECT_THAT(refusal({{"location", "loop.bin"}}),
              AllOf(HasSubstr("cannot be resolved"), HasSubstr("'loop.bin'")));
}

TEST_F(ExternalData, MustFitTheTensor) {
  folder_.write("model/w.bin", "0123456789");
  EXPECT_THAT(
      refusal({{"location", "w.bin"}, {"offset", "3"}}),
      AllOf(HasSubstr("expected: 8 bytes"), HasSubstr("offset 3, length 8 in a file of 10 bytes")));
  EXPECT_THAT(refusal({{"location", "w.bin"}, {"offset", "18446744073709551615"}}),
              HasSubstr("does not fit the tensor"));
  EXPECT_THAT(refusal({{"location", "w.bin"}, {"length", "7"}}), HasSubstr("length 7"));
  EXPECT_THAT(refusal({{"location", "w.bin"}, {"offset", "-1"}}),
              AllOf(HasSubstr("unusable offset"), HasSubstr("'-1'")));
  EXPECT_THAT(refusal({{"location", "w.bin"}, {"length", "99999999999999999999"}}),
              HasSubstr("unusable length"));
}

}  // namespace
}  // namespace npuscope
