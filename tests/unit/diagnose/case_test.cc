// SPDX-License-Identifier: Apache-2.0
#include "diagnose/case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Case, NamesModelsInputsRungsAndTask) {
  const auto result = parse_case(R"(
schema = 1
name = "liveness"
[models]
float = "f.onnx"
quantized = "q.onnx"
[inputs]
files = ["images/*.png"]
labels = "images/labels.csv"
limit = 32
[inputs.prepare]
resize = { size = [128, 96], kernel = "area" }
colour = "bgr"
scale = 0.5
mean = [1, 2, 3]
layout = "nhwc"
[rungs]
run = ["ort", "exact"]
ort = "ort:level=all,precise=1"
detail = 4
[task]
kind = "presentation-attack"
live_index = 1
threshold = -2.0
ties = "live"
[recordings]
board = "network_val_io.npz:c"
[[gate]]
tensor = "conv*"
hop = "* -> board"
codes_max = 1
cos_min = 0.999
)",
                                 "folder");
  ASSERT_TRUE(result) << result.error().message();
  EXPECT_EQ(result->name, "liveness");
  EXPECT_EQ(to_utf8(*result->float_model), "folder/f.onnx");
  EXPECT_EQ(to_utf8(*result->quantized_model), "folder/q.onnx");
  EXPECT_THAT(result->inputs->files, ElementsAre("images/*.png"));
  EXPECT_EQ(result->inputs->limit, 32);
  const Preparation& preparation = *result->inputs->preparation;
  EXPECT_EQ(preparation.resize->width, 128);
  EXPECT_EQ(preparation.resize->height, 96);
  EXPECT_EQ(preparation.resize->kernel, ResizeKernel::kArea);
  EXPECT_EQ(preparation.colour, Colour::kBgr);
  EXPECT_EQ(preparation.mean[2], 3.0f);
  EXPECT_THAT(result->run, ElementsAre("ort", "exact"));
  EXPECT_EQ(result->ort_spec, "ort:level=all,precise=1");
  EXPECT_EQ(result->detail, 4);
  EXPECT_EQ(result->task->live_index, 1);
  EXPECT_EQ(result->task->ties, Decision::kLive);
  EXPECT_EQ(result->recordings.at("board"), "folder/network_val_io.npz:c");
  ASSERT_EQ(result->gates.size(), 2u);
  EXPECT_EQ(result->gates[0].hop, "* -> board");
  EXPECT_EQ(result->gates[0].gate.text(), "conv*: codes.max<=1");
  EXPECT_EQ(result->gates[1].gate.text(), "conv*: cos>=0.999");
}

TEST(Case, AGateThatBoundsNothingIsRefused) {
  const auto result = parse_case("[[gate]]\ntensor = \"conv*\"\n", "folder");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message(), HasSubstr("bounds no metric"));
  EXPECT_THAT(result.error().message(), HasSubstr("line 1"));
}

TEST(Case, TextThatIsNotUtf8IsRefusedWithItsLine) {
  const auto result = parse_case("name = \"a\"\n# caf\xE9\n", "folder");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message(), HasSubstr("line 2: the case is not UTF-8"));
}

TEST(Case, ALibraryIsRelativeToTheCase) {
  const auto result = parse_case(
      "[rungs]\nrun = [\"ort\", \"ort:level=none,lib=old/libonnxruntime.so\"]\n"
      "ort = \"ort:lib=/opt/libonnxruntime.so\"\n",
      "folder");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->run[1], "ort:level=none,lib=folder/old/libonnxruntime.so");
  EXPECT_EQ(result->ort_spec, "ort:lib=/opt/libonnxruntime.so");
}

TEST(Case, NoLibraryIsNoPath) {
  for (const auto& [given, read] :
       {std::pair("none", "none"), std::pair("./none", "folder/./none")}) {
    const auto result =
        parse_case(std::string("[rungs]\nort = \"ort:lib=") + given + "\"\n", "folder");
    ASSERT_TRUE(result);
    EXPECT_EQ(result->ort_spec, std::string("ort:lib=") + read);
  }
}

TEST(Case, EverythingIsOptional) {
  const auto result = parse_case("", "");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->ort_spec, "ort:level=all");
  EXPECT_EQ(result->detail, 8);
  EXPECT_FALSE(result->task);
}

TEST(Case, AnUnknownKeySuggestsTheNearestAndNamesTheLine) {
  const auto result = parse_case("[models]\nquantised = \"q.onnx\"\n", "");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(result.error().message(), HasSubstr("line 2"));
  EXPECT_EQ(result.error().hint(), "'quantized'");
}

TEST(Case, AWrongTypeSaysWhatWasExpectedAndFound) {
  const auto result = parse_case("[rungs]\ndetail = \"many\"\n", "");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().expected(), "a whole number");
  EXPECT_EQ(result.error().found(), "string");
}

TEST(Case, RungsThatDoNotExistAndTheirOptionsNameTheLine) {
  for (const char* text :
       {"[rungs]\nrun = [\"exact\", \"orth\"]\n", "[rungs]\nrun = [\"ort:levle=all\"]\n",
        "[rungs]\nort = \"ort:level=al\"\n", "[rungs]\nrun = [\"exact:level=all\"]\n",
        "[recordings]\nborad = \"x.npz:c\"\n"}) {
    const auto result = parse_case(text, "");
    ASSERT_FALSE(result) << text;
    EXPECT_THAT(result.error().message(), HasSubstr("line 2")) << text;
  }
}

TEST(Case, DamagedTomlNamesLineAndColumn) {
  const auto result = parse_case("name = \"x\n", "");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message(), HasSubstr("line 1"));
}

TEST(Case, ANewerSchemaIsRefused) { EXPECT_FALSE(parse_case("schema = 2\n", "")); }

TEST(Case, WindowsLineEndsAndAByteOrderMarkAreFine) {
  const auto result = parse_case("\xef\xbb\xbfname = \"x\"\r\n[rungs]\r\ndetail = 2\r\n", "");
  ASSERT_TRUE(result) << result.error().message();
  EXPECT_EQ(result->detail, 2);
}

TEST(Case, AnEmptyListOfFilesNamesNothing) {
  const auto result = parse_case("[inputs]\nfiles = []\n", "");
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message(), HasSubstr("line 2: [inputs]: 'files': names no files"));
}

TEST(Case, AThresholdThatNoScoreCanReachIsRefusedWithItsLine) {
  for (const char* text :
       {"[task]\nthreshold = nan\n", "[task]\nthreshold = inf\n", "[task]\nthreshold = -inf\n",
        "[task]\nthreshold = 1.5\nscore = \"softmax\"\n",
        "[task]\nthreshold = 0\nscore = \"softmax\"\n"}) {
    const auto result = parse_case(text, "");
    ASSERT_FALSE(result) << text;
    EXPECT_THAT(result.error().message(), HasSubstr("line 2: [task]: 'threshold'")) << text;
  }
  const auto even = parse_case("[task]\nscore = \"softmax\"\n", "");
  ASSERT_TRUE(even);
  EXPECT_EQ(even->task->threshold, 0.5);
  EXPECT_TRUE(parse_case("[task]\nscore = \"single\"\nthreshold = 1.5\n", ""));
}

TEST(Case, AGateWhoseBoundIsNoNumberIsRefusedWithItsLine) {
  for (const char* bound : {"nan", "inf"}) {
    const auto result = parse_case(std::string("[[gate]]\ncos_min = ") + bound + "\n", "");
    ASSERT_FALSE(result) << bound;
    EXPECT_THAT(result.error().message(), HasSubstr("line 2: [[gate]]: 'cos_min': bounds nothing"));
  }
}

TEST(Case, NonsenseInSectionsIsRefused) {
  for (const char* text :
       {"[task]\nties = \"maybe\"\n", "[task]\nlive_index = -1\n", "[rungs]\ndetail = -1\n",
        "[inputs]\nlimit = -3\n", "[inputs.prepare]\nresize = { size = [1] }\n",
        "[inputs.prepare]\nmean = [1, 2]\n", "[inputs.prepare]\ncolour = \"cmyk\"\n",
        "[[gate]]\ncodes = 1\n", "[recordings]\nboard = 3\n"})
    EXPECT_FALSE(parse_case(text, "")) << text;
}

}  // namespace
}  // namespace npuscope
