// SPDX-License-Identifier: Apache-2.0
#include "formats/st/provenance.h"

#include <gtest/gtest.h>

#include "formats/json.h"

namespace npuscope {
namespace {

StProvenance provenance_of(std::string_view text) {
  return st_provenance(parse_json(as_bytes(text)).value());
}

constexpr std::string_view kFrontEnd = R"({"environment": {
  "generated_model": {"name": "network", "model_files": [
    {"name": "tiny_OE_3_3_0.onnx", "signature": "0x22"}, {"name": "network.c", "signature": ""}]},
  "tools": [{"name": "ST.EdgeAI.Core", "version": "2.2.0-1", "input_model":
    {"name": "tiny", "model_files": [{"name": "tiny.onnx", "signature": "0x11"}]}}]}})";

TEST(StProvenance, AQuantJsonNamesTheSourceAndTheGraphMadeOfIt) {
  const StProvenance provenance = provenance_of(kFrontEnd);
  EXPECT_EQ(provenance.model_file, "tiny.onnx");
  EXPECT_EQ(provenance.model_signature, "0x11");
  ASSERT_EQ(provenance.compiler_model.size(), 1U);
  EXPECT_EQ(provenance.compiler_model[0].signature, "0x22");
}

TEST(StProvenance, ACInfoNamesTheGraphThatTheCompilerRead) {
  const StProvenance provenance = provenance_of(R"({"environment": {
    "generated_model": {"model_files": [{"name": "network.c", "signature": ""}]},
    "tools": [
      {"name": "ST.EdgeAI.Core", "input_model": {"model_files": [{"name": "tiny.onnx"}]}},
      {"name": "ATONN Compiler", "input_model": {"model_files": [
        {"name": "tiny_OE_3_3_0.onnx", "signature": "0x22"}]}}]}})");
  EXPECT_EQ(provenance.model_file, "tiny.onnx");
  EXPECT_EQ(provenance.model_signature, "");
  EXPECT_EQ(provenance.compiler_model.at(0).name, "tiny_OE_3_3_0.onnx");
  EXPECT_TRUE(provenance.neural_art);
}

TEST(StProvenance, WithoutAnEnvironmentNothingIsKnown) {
  EXPECT_EQ(provenance_of("{}").model_file, "");
  EXPECT_TRUE(provenance_of(R"({"environment": {"tools": [3], "generated_model": 1}})")
                  .compiler_model.empty());
}

}  // namespace
}  // namespace npuscope
