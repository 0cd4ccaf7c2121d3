// SPDX-License-Identifier: Apache-2.0
#include "recording/described_recording.h"

#include <gtest/gtest.h>

#include "recording/open_kinds.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

const Quantization kCodes{ElementType::kInt8, {0.5f}, {3}, -1};

TensorEntry entry(const std::string& name, ElementType type,
                  TensorRole role = TensorRole::kIntermediate) {
  TensorEntry made;
  made.name = name;
  made.type = type;
  made.shape = {1, 2};
  made.role = role;
  return made;
}

std::shared_ptr<const Recording> recording_of(std::vector<TensorEntry> entries) {
  Manifest manifest;
  manifest.tensors = std::move(entries);
  return make_memory_recording(std::move(manifest), {});
}

/// x -> Relu -> y (int8 codes, alias y_codes) -> DequantizeLinear -> out
Graph network() {
  testing_support::GraphBuilder builder;
  builder.input("x", {1, 2}).node("Relu", {"x"}, {"y"});
  builder.node("DequantizeLinear", {"y"}, {"out"}).output("out");
  Graph graph = builder.build();
  Value& y = graph.value(graph.find_value("y"));
  y.type = ElementType::kInt8;
  y.quantization = kCodes;
  y.aliases = {"y_codes"};
  return graph;
}

TEST(DescribedRecording, CodesWithoutAScaleTakeTheModels) {
  const auto described =
      described_by(recording_of({entry("y_codes", ElementType::kInt8)}), network());
  EXPECT_EQ(described->manifest().tensors[0].quantization, kCodes);
}

TEST(DescribedRecording, RealNumbersAndOtherCodesStayAsTheyAre) {
  const auto described = described_by(
      recording_of({entry("y", ElementType::kFloat32), entry("y_codes", ElementType::kUint8)}),
      network());
  EXPECT_FALSE(described->manifest().tensors[0].quantization);
  EXPECT_FALSE(described->manifest().tensors[1].quantization);
}

TEST(DescribedRecording, AStatedScaleIsKept) {
  TensorEntry stated = entry("y", ElementType::kInt8);
  stated.quantization = Quantization{ElementType::kInt8, {0.25f}, {0}, -1};
  const auto described = described_by(recording_of({stated}), network());
  EXPECT_EQ(described->manifest().tensors[0].quantization, stated.quantization);
}

TEST(DescribedRecording, TensorsNamedAsTheModelsPortsArePorts) {
  const auto described = described_by(
      recording_of({entry("x", ElementType::kFloat32), entry("out", ElementType::kFloat32)}),
      network());
  EXPECT_EQ(described->manifest().tensors[0].role, TensorRole::kInput);
  EXPECT_EQ(described->manifest().tensors[1].role, TensorRole::kOutput);
}

TEST(DescribedRecording, OutputsInCodesTakeTheScaleOfTheirPosition) {
  const auto described = described_by(
      recording_of({entry("c_outputs_1", ElementType::kInt8, TensorRole::kOutput)}), network());
  EXPECT_EQ(described->manifest().tensors[0].quantization, kCodes);
}

}  // namespace
}  // namespace npuscope
