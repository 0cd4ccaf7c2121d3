// SPDX-License-Identifier: Apache-2.0
#include "build/source_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr float kScale = 0.25F;

/// A chain of nodes, each of which computes int8 codes of `scale` from the one before.
class Chain {
 public:
  Chain& then(const std::string& name, float scale = kScale, ElementType type = ElementType::kInt8,
              int32_t zero_point = 3) {
    Value value;
    value.name = name;
    value.type = type;
    value.quantization = Quantization{type, {scale}, {zero_point}, -1};
    graph.values.push_back(value);
    Node node;
    node.name = name;
    if (graph.values.size() > 1) node.inputs = {static_cast<ValueId>(graph.values.size() - 2)};
    node.outputs = {static_cast<ValueId>(graph.values.size() - 1)};
    graph.nodes.push_back(node);
    return *this;
  }
  [[nodiscard]] std::vector<std::string> aliases(const std::string& name) const {
    return graph.value(graph.find_value(name)).aliases;
  }
  Graph graph;
};

QuantJson names(std::map<std::string, std::vector<std::string>> nodes) {
  QuantJson file;
  file.nodes = std::move(nodes);
  return file;
}

TEST(SourceAliases, TensorsOfTheCompilersGraphGetTheNamesOfTheSourceModel) {
  Chain source, oe;
  source.then("/conv1/Conv:0").then("/relu");
  oe.then("Conv2D_3_out_0").then("Relu_6_out_0");
  add_source_aliases(
      oe.graph, names({{"Conv2D_3", {"__FE_GENERATED__", "_conv1_Conv_0"}}, {"Relu_6", {"_relu"}}}),
      source.graph);
  EXPECT_THAT(oe.aliases("Conv2D_3_out_0"), ElementsAre("/conv1/Conv:0"));
  EXPECT_THAT(oe.aliases("Relu_6_out_0"), ElementsAre("/relu"));
}

TEST(SourceAliases, OfSeveralTheLastWithTheSourcesCodesIsIt) {
  Chain source, oe;
  source.then("conv");
  oe.then("Conv2D_3_out_0").then("Clip_4_out_0").then("Quantize_5_out_0", 2 * kScale);
  add_source_aliases(
      oe.graph, names({{"Conv2D_3", {"conv"}}, {"Clip_4", {"conv"}}, {"Quantize_5", {"conv"}}}),
      source.graph);
  EXPECT_THAT(oe.aliases("Conv2D_3_out_0"), IsEmpty());
  EXPECT_THAT(oe.aliases("Clip_4_out_0"), ElementsAre("conv"));
  EXPECT_THAT(oe.aliases("Quantize_5_out_0"), IsEmpty());
}

TEST(SourceAliases, CodesOfUint8AreThoseOfInt8With128More) {
  Chain source, oe;
  source.then("a", kScale, ElementType::kUint8, 131).then("b", kScale, ElementType::kUint8, 3);
  oe.then("Conv2D_1_out_0").then("Conv2D_2_out_0");
  add_source_aliases(oe.graph, names({{"Conv2D_1", {"a"}}, {"Conv2D_2", {"b"}}}), source.graph);
  EXPECT_THAT(oe.aliases("Conv2D_1_out_0"), ElementsAre("a"));
  EXPECT_THAT(oe.aliases("Conv2D_2_out_0"), IsEmpty());
}

TEST(SourceAliases, ANameThatTheSourceDoesNotHaveOrTheGraphHasAlreadyIsNone) {
  Chain source, oe;
  source.then("kept");
  oe.then("Conv2D_1_out_0").then("kept");
  add_source_aliases(oe.graph, names({{"Conv2D_1", {"elsewhere", "kept"}}}), source.graph);
  EXPECT_THAT(oe.aliases("Conv2D_1_out_0"), IsEmpty());
}

}  // namespace
}  // namespace npuscope
