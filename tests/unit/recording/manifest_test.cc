// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recording/manifest_json.h"
#include "sample_manifest.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

std::string error_of(const std::string& text) {
  const auto manifest = parse_manifest(as_bytes(text));
  return manifest ? "no error" : manifest.error().message();
}

TEST(Manifest, SurvivesARoundTripBitByBit) {
  Manifest manifest = sample_manifest();
  manifest.samples = {{"b.png", "h1"}, {"a.png", ""}};
  manifest.warnings = {"careful"};
  const std::string text = manifest_text(manifest);
  const Manifest read = parse_manifest(as_bytes(text)).value();
  EXPECT_EQ(manifest_text(read), text);
  EXPECT_EQ(read.tensors[1].quantization, manifest.tensors[1].quantization);
  EXPECT_EQ(read.tensors[0].role, TensorRole::kInput);
  EXPECT_EQ(read.samples[1].name, "a.png");
  EXPECT_EQ(run_id(read), run_id(manifest));
}

TEST(Manifest, RemarksOnTensorsAreKeptAndNoPartOfTheRun) {
  Manifest manifest = sample_manifest();
  const std::string run = run_id(manifest);
  manifest.tensors[2].remark = "noticed";
  EXPECT_EQ(run_id(manifest), run);
  EXPECT_EQ(difference_text(sample_manifest(), manifest), "");
  const std::string text = manifest_text(manifest);
  const auto back = parse_manifest(as_bytes(text));
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_EQ(back->tensors[2].remark, "noticed");
  EXPECT_EQ(back->tensors[1].remark, "");
}

TEST(Manifest, SamplesAndWarningsAreNoPartOfTheRun) {
  Manifest manifest = sample_manifest();
  const std::string run = run_id(manifest);
  manifest.samples = {{"x", ""}};
  manifest.warnings = {"w"};
  EXPECT_EQ(run_id(manifest), run);
  manifest.preparation = "resize 3x3";
  EXPECT_NE(run_id(manifest), run);
}

TEST(Manifest, DifferencesAreSaidForPeople) {
  const Manifest before = sample_manifest();
  EXPECT_EQ(difference_text(before, before), "");
  Manifest now = before;
  now.facts["library onnxruntime"] = "1.32.0";
  EXPECT_EQ(difference_text(before, now), "library onnxruntime 1.31.0 -> 1.32.0");
  now.facts.erase("model");
  now.preparation = "";
  EXPECT_EQ(difference_text(before, now), "library onnxruntime 1.31.0 -> 1.32.0; 2 more");
  now = before;
  now.tensors[0].quantization->scale[0] = 0.2f;
  EXPECT_THAT(difference_text(before, now), HasSubstr("tensor {\"name\":\"in\""));
}

TEST(Manifest, NewerSchemasAreRefusedClearly) {
  EXPECT_THAT(error_of(R"({"schema": 2})"), HasSubstr("newer npuscope"));
  EXPECT_THAT(error_of(R"({"schema": 0})"), HasSubstr("not a recording"));
  EXPECT_THAT(error_of("{}"), HasSubstr("not a recording"));
}

TEST(Manifest, KeepsWhichTensorsNoSampleHas) {
  Manifest manifest = sample_manifest();
  manifest.tensors[1].stored = false;
  const Manifest read = parse_manifest(as_bytes(manifest_text(manifest))).value();
  EXPECT_TRUE(read.tensors[0].stored);
  EXPECT_FALSE(read.tensors[1].stored);
}

TEST(Manifest, AStoredThatIsNoBooleanIsAsIfItWereMissing) {
  const auto read = parse_manifest(as_bytes(std::string_view(
      R"({"schema": 1, "tensors": [{"name": "x", "dtype": "int8", "shape": [1], "stored": "no"}]})")));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->tensors.at(0).stored);
}

TEST(Manifest, HostileTablesAreRefused) {
  const auto with = [](const std::string& tensors) {
    return R"({"schema": 1, "tensors": [)" + tensors + "]}";
  };
  EXPECT_THAT(error_of(with(R"({"name": "a", "dtype": "int9", "shape": [1]})")),
              HasSubstr("a: dtype or shape"));
  EXPECT_THAT(error_of(with(R"({"name": "a", "dtype": "int8", "shape": [-1]})")),
              HasSubstr("a: dtype or shape"));
  EXPECT_THAT(error_of(with(R"({"name": "a", "dtype": "int8", "shape": [1], "scale": [0]})")),
              HasSubstr("scale"));
  EXPECT_THAT(error_of(with(R"({"name": "a", "dtype": "int8", "shape": [3], "scale": [1, 2],
                        "zero_point": [0, 0], "axis": 0})")),
              HasSubstr("number of scales"));
  const std::string twice = R"({"name": "a", "dtype": "int8", "shape": [1]})";
  EXPECT_THAT(error_of(with(twice + "," + twice)), HasSubstr("listed twice"));
}

}  // namespace
}  // namespace npuscope
