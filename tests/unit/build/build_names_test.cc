// SPDX-License-Identifier: Apache-2.0
#include "build/build_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "build/source_values.h"
#include "formats/onnx/model_reader.h"

namespace npuscope {
namespace {

using testing::IsEmpty;

const fs::path kNamedBuilds = fs::path(NPUSCOPE_TEST_DATA) / "builds";

TEST(BuildNames, OtherCharactersThanLettersDigitsAndUnderscoresAreReplaced) {
  EXPECT_EQ(st_sanitised("/conv1/Conv:0.Output-x"), "_conv1_Conv_0_Output_x");
}

TEST(BuildNames, WhatTheCompilerAppendsIsTakenOff) {
  EXPECT_EQ(oe_stem("Conv2D_14_off_bias_out_7"), "Conv2D_14");
  EXPECT_EQ(oe_stem("Conv2D_14_zero_off_out_7_inserted_out12"), "Conv2D_14");
  EXPECT_EQ(oe_stem("Mul_11_out_0_cp_in_1_cp_in_2"), "Mul_11_out_0");
  EXPECT_EQ(oe_stem("Gemm_286_conv_4_off_bias_out_451"), "Gemm_286");
  EXPECT_EQ(oe_stem("Conv2D_4_out_0"), "Conv2D_4_out_0");
  EXPECT_EQ(oe_stem("___17"), "___17");
  EXPECT_EQ(oe_stem(""), "");
}

/// A build and its source model, with what resolving its names found.
struct Resolved {
  Build build;
  Graph source;
  NameResolution names;
};

Resolved resolved(const char* name) {
  Resolved made;
  made.build = *load_build(kNamedBuilds / name);
  made.source = *read_onnx(kNamedBuilds / name / "fingers.onnx");
  made.names = resolve_names(made.build, &made.source);
  return made;
}

class EveryGeneration : public testing::TestWithParam<const char*> {};

TEST_P(EveryGeneration, EveryNameIsFoundInTheSourceModel) {
  const Resolved made = resolved(GetParam());
  EXPECT_GT(made.names.named, 0);
  EXPECT_EQ(made.names.resolved, made.names.named);
  EXPECT_THAT(made.names.unresolved, IsEmpty());
}

TEST_P(EveryGeneration, OutputsOfConvolutionsCarryTheSourceModelsNames) {
  const Resolved made = resolved(GetParam());
  int64_t named = 0;
  for (const BuildBuffer& buffer : made.build.buffers) {
    if (buffer.buffer.parameter || buffer.buffer.name.find("_off_bias_out_") == std::string::npos)
      continue;
    EXPECT_NE(made.source.find_value(buffer.source_name), kNoValue) << buffer.buffer.name;
    ++named;
  }
  EXPECT_GT(named, 0);
}

TEST_P(EveryGeneration, ARecodedCopyHoldsWhatItsReaderReads) {
  const Resolved made = resolved(GetParam());
  for (const BuildBuffer& buffer : made.build.buffers)
    if (buffer.recoded) {
      EXPECT_FALSE(buffer.oe_tensor.empty()) << buffer.buffer.name;
      EXPECT_FALSE(buffer.buffer.name.starts_with(buffer.oe_tensor)) << buffer.buffer.name;
    }
}

TEST_P(EveryGeneration, AccumulatorsAndProductsHoldNoTensor) {
  const Resolved made = resolved(GetParam());
  for (const BuildBuffer& buffer : made.build.buffers)
    if (buffer.buffer.fixed_point || buffer.buffer.name.ends_with("_mul_x")) {
      EXPECT_THAT(buffer.oe_tensor, IsEmpty()) << buffer.buffer.name;
    }
}

INSTANTIATE_TEST_SUITE_P(Cores, EveryGeneration,
                         testing::Values("core-2.0", "core-2.1-ec", "core-2.2", "core-3.0",
                                         "core-4.0-ec", "core-4.0-user-io"));

TEST(BuildNames, AnotherModelDoesNotResolve) {
  Build build = *load_build(kNamedBuilds / "core-2.2");
  Graph other;
  Value value;
  value.name = "elsewhere";
  other.add_value(value);
  const NameResolution names = resolve_names(build, &other);
  EXPECT_EQ(names.resolved, 0);
  EXPECT_EQ(static_cast<int64_t>(names.unresolved.size()), names.named);
}

TEST(BuildNames, WithoutASourceModelTheNamesStayAsTheQuantizationFileHasThem) {
  Build build = *load_build(kNamedBuilds / "core-2.2");
  resolve_names(build, nullptr);
  bool found = false;
  for (const BuildBuffer& buffer : build.buffers)
    found = found || (buffer.buffer.name.find("_off_bias_out_") != std::string::npos &&
                      !buffer.source_name.empty());
  EXPECT_TRUE(found);
}

TEST(BuildNames, ABufferWithoutANameIsPlacedByTheEdgeThatItCarries) {
  Build build = *load_build(kNamedBuilds / "core-2.2");
  CInfo& info = build.files.c_infos[0].content;
  BuildBuffer* buffer = nullptr;
  for (BuildBuffer& candidate : build.buffers)
    if (candidate.buffer.name.starts_with("Add_")) buffer = &candidate;
  ASSERT_NE(buffer, nullptr);
  const std::string tensor = buffer->buffer.name;
  for (StBuffer& described : info.buffers)
    if (described.name == tensor) described.name = "____17";
  buffer->buffer.name = "____17";
  resolve_names(build, nullptr);
  EXPECT_EQ(buffer->oe_tensor, tensor);
}

TEST(BuildNames, AnotherScaleIsAnotherTensor) {
  Build build = *load_build(kNamedBuilds / "core-2.2");
  for (BuildBuffer& buffer : build.buffers)
    for (double& scale : buffer.buffer.scale) scale *= 1.001;
  resolve_names(build, nullptr);
  for (const BuildBuffer& buffer : build.buffers)
    if (!buffer.buffer.scale.empty() && !buffer.buffer.parameter) {
      EXPECT_THAT(buffer.oe_tensor, IsEmpty()) << buffer.buffer.name;
    }
}

}  // namespace
}  // namespace npuscope
