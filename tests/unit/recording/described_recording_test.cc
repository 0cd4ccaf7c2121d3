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

TEST(DescribedRecording, ATensorAloneIsAnOutputUnlessTheModelKnowsItsName) {
  const Graph graph = network();
  const auto role_of = [&](const char* name, const Graph* known) {
    return with_lone_output(recording_of({entry(name, ElementType::kFloat32)}), known)
        ->manifest()
        .tensors[0]
        .role;
  };
  EXPECT_EQ(role_of("dump", nullptr), TensorRole::kOutput);
  EXPECT_EQ(role_of("dump", &graph), TensorRole::kOutput);
  EXPECT_EQ(role_of("y", &graph), TensorRole::kIntermediate);
  const auto two = with_lone_output(
      recording_of({entry("a", ElementType::kFloat32), entry("b", ElementType::kFloat32)}),
      nullptr);
  EXPECT_EQ(two->manifest().tensors[0].role, TensorRole::kIntermediate);
}

TEST(DescribedRecording, InputsInCodesTakeTheScaleOfTheirPosition) {
  testing_support::GraphBuilder builder;
  builder.input("x", {1, 2}).node("QuantizeLinear", {"x"}, {"q"}).output("q");
  Graph graph = builder.build();
  graph.value(graph.find_value("q")).quantization = kCodes;
  const auto described = described_by(
      recording_of({entry("m_inputs_1", ElementType::kInt8, TensorRole::kInput)}), graph);
  EXPECT_EQ(described->manifest().tensors[0].quantization, kCodes);
  EXPECT_EQ(described->manifest().tensors[0].scale_source, "scale from the model");
}

TEST(DescribedRecording, APortThatStandsAsInTheModelHasItsChannelAxis) {
  const auto axis_of = [](Shape recorded, const char* reader) {
    testing_support::GraphBuilder builder;
    builder.input("x", {1, 3, 8, 6}).node("QuantizeLinear", {"x"}, {"q"});
    builder.node(reader, {"q"}, {"y"}).output("y");
    TensorEntry input = entry("input_1", ElementType::kInt8, TensorRole::kInput);
    input.shape = std::move(recorded);
    input.channel_axis = 3;
    return described_by(recording_of({input}), builder.build())->manifest().tensors[0].channel_axis;
  };
  EXPECT_EQ(axis_of({1, 3, 8, 6}, "Conv"), 1);
  EXPECT_EQ(axis_of({1, 8, 6, 3}, "Conv"), 3);
  EXPECT_EQ(axis_of({1, 3, 8, 6}, "Transpose"), 3);
}

TEST(DescribedRecording, OutputsInCodesTakeTheScaleOfTheirPosition) {
  const auto described = described_by(
      recording_of({entry("c_outputs_1", ElementType::kInt8, TensorRole::kOutput)}), network());
  EXPECT_EQ(described->manifest().tensors[0].quantization, kCodes);
}

}  // namespace
}  // namespace npuscope
