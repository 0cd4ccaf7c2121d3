// SPDX-License-Identifier: Apache-2.0
// The NPU's arithmetic with the coefficients of a build instead of the rules'.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "execute/build_comparison.h"
#include "execute/executor.h"
#include "execute/model.h"
#include "graph/fold_quantization.h"
#include "support/graph_builder.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Two 1x1 convolutions of eight channels and the sum of both results.
Graph network() {
  std::vector<int8_t> weights(64);
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<int8_t>(static_cast<int>(i * 37 % 251) - 125);
  testing_support::GraphBuilder b;
  b.input("x", {1, 8, 3, 3}).quantize("x", "q", 0.02f, -3).dequantize("q", "d", 0.02f, -3);
  b.constant<int8_t>("w", {8, 8, 1, 1}, weights).dequantize("w", "wd", 0.01f);
  b.node("Conv", {"d", "wd"}, {"first.real"}).quantize("first.real", "first", 0.05f, 4);
  b.dequantize("first", "fd", 0.05f, 4).node("Conv", {"fd", "wd"}, {"second.real"});
  b.quantize("second.real", "second", 0.1f, 1).dequantize("second", "sd", 0.1f, 1);
  b.node("Add", {"fd", "sd"}, {"sum.real"}).quantize("sum.real", "sum", 0.12f, -9);
  b.dequantize("sum", "y", 0.12f, -9).output("y");
  Graph graph = b.build();
  EXPECT_TRUE(place_constants(graph));
  EXPECT_TRUE(infer_shapes(graph));
  EXPECT_TRUE(fold_quantization(graph));
  return graph;
}

/// What a compiler that follows the rules would write for the network: nodes Conv2D_1, Conv2D_2 and
/// Add_3 of an OE graph without a *_Q.json.
NpuBuild build_by_rules(const Graph& graph, const NeuralArtOptions& options) {
  NpuBuild build;
  build.path = "st_ai_output";
  build.sha256 = "abc";
  build.core_version = "2.2";
  for (const Node& node : graph.nodes) {
    const auto layer = product_layer(graph, node, options).value();
    if (!layer) continue;
    BuildLayer own;
    own.node = "Conv2D_" + std::to_string(build.coefficients.layers.size() + 1);
    own.coefficients = layer->coefficients;
    own.coefficients.n = 0;
    own.pieces = {{{},
                   1,
                   8 / static_cast<int64_t>(layer->pieces[0].size()),
                   static_cast<int64_t>(layer->pieces[0].size()),
                   1,
                   1}};
    own.source = own.scale_source = own.addend_source = {"network.c", 17};
    build.coefficients.layers.push_back(std::move(own));
  }
  for (const Node& node : graph.nodes) {
    if (node.op_type != "Add") continue;
    const Operator& op = *find_operator("Add", "");
    const auto lowered = make_neural_art_arithmetic(options)->lower(graph, node, op).value();
    const auto& join =
        std::get<JoinStage>(std::get<ProgramLowering>(lowered.lowering).steps.front().operation);
    UnitStage stage;
    stage.operation = "ARITH_AFFINE";
    stage.two_operands = true;
    // A build may have the operands the other way round.
    stage.a = join.b;
    stage.b = join.a;
    stage.x_shift = join.b_shift;
    stage.y_shift = join.a_shift;
    stage.c = join.addend;
    stage.shift = join.shift;
    build.coefficients.stages.push_back({"Add_3", {{"", {stage, 4, {"network.c", 30}}}}});
  }
  return build;
}

NeuralArtOptions with(NpuBuild build) {
  NeuralArtOptions options;
  options.build = std::make_shared<const NpuBuild>(std::move(build));
  return options;
}

using Recorded = std::map<std::string, std::vector<int64_t>>;

Recorded run(const Graph& graph, const NeuralArtOptions& options) {
  std::vector<float> x(72);
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = 0.02f * static_cast<float>(static_cast<int>(i * 53 % 255) - 124);
  const auto arithmetic = make_neural_art_arithmetic(options);
  const auto executor = Executor::create(graph, *arithmetic);
  EXPECT_TRUE(executor);
  Recorded recorded;
  const std::vector<Tensor> inputs = {Tensor::of<float>({1, 8, 3, 3}, std::span<const float>(x))};
  const auto outputs = executor->run(inputs, [&](ValueId id, const Tensor& tensor) -> Status {
    if (graph.value(id).quantization) recorded[graph.value(id).name] = to_int64s(tensor);
    return {};
  });
  EXPECT_TRUE(outputs);
  return recorded;
}

Basis basis_of(const Graph& graph, const NeuralArtOptions& options, const std::string& op_type) {
  const auto arithmetic = make_neural_art_arithmetic(options);
  const auto executor = Executor::create(graph, *arithmetic);
  for (size_t n = 0; n < graph.nodes.size(); ++n)
    if (graph.nodes[n].op_type == op_type) return executor->basis(n).value_or(Basis{});
  return {};
}

TEST(NeuralArtBuild, ThatFollowsTheRulesMakesTheSameBytes) {
  const Graph graph = network();
  const NeuralArtOptions rules;
  const NeuralArtOptions own = with(build_by_rules(graph, rules));
  const Recorded expected = run(graph, rules);
  ASSERT_GE(expected.size(), 4u);
  EXPECT_EQ(run(graph, own), expected);
  EXPECT_EQ(basis_of(graph, own, "Conv").origin, Origin::kBuild);
  EXPECT_EQ(basis_of(graph, own, "Add").origin, Origin::kBuild);
  EXPECT_EQ(basis_of(graph, rules, "Conv").origin, Origin::kRule);
}

TEST(NeuralArtBuild, OneChangedCoefficientChangesJustItsLayerAndWhatFollows) {
  const Graph graph = network();
  const NeuralArtOptions rules;
  NpuBuild build = build_by_rules(graph, rules);
  build.coefficients.layers[1].coefficients.c[0] += 1 << 22;
  const Recorded expected = run(graph, rules);
  const Recorded found = run(graph, with(std::move(build)));
  const auto named = [&](const Recorded& recorded, const std::string& name) {
    return recorded.at(graph.value(graph.find_value(name)).name);
  };
  EXPECT_EQ(named(found, "first"), named(expected, "first"));
  EXPECT_NE(named(found, "second"), named(expected, "second"));
  EXPECT_NE(named(found, "sum"), named(expected, "sum"));
}

TEST(NeuralArtBuild, AChangedMultiplierOfASumIsComputedWith) {
  const Graph graph = network();
  const NeuralArtOptions rules;
  NpuBuild build = build_by_rules(graph, rules);
  std::get<UnitStage>(build.coefficients.stages[0].stages[0].registers.registers).b[0] /= 2;
  const Recorded expected = run(graph, rules);
  const Recorded found = run(graph, with(std::move(build)));
  int different = 0;
  for (const auto& [name, codes] : expected) different += codes != found.at(name) ? 1 : 0;
  EXPECT_EQ(different, 1) << "the sum alone";
}

TEST(NeuralArtBuild, WhatItDoesNotShowFollowsTheRulesAndSaysSo) {
  const Graph graph = network();
  const NeuralArtOptions rules;
  NpuBuild build = build_by_rules(graph, rules);
  build.coefficients.layers.erase(build.coefficients.layers.begin());
  build.coefficients.unread.push_back({"Conv2D_1", "it runs in software (FLOAT)", {}});
  const NeuralArtOptions own = with(std::move(build));
  EXPECT_EQ(run(graph, own), run(graph, rules));
  EXPECT_EQ(basis_of(graph, own, "Conv").origin, Origin::kNotInBuild);
  EXPECT_THAT(make_neural_art_arithmetic(own)->notes(graph),
              Contains(HasSubstr("it runs in software (FLOAT)")));
}

TEST(NeuralArtBuild, IsAFactOfTheRungSoThatAChangedBuildIsAnotherRun) {
  const Graph graph = network();
  const auto arithmetic = make_neural_art_arithmetic(with(build_by_rules(graph, {})));
  EXPECT_EQ(arithmetic->facts().at("build_sha256"), "abc");
  EXPECT_EQ(arithmetic->name(), "neural-art:build=st_ai_output,compiler=2.2");
}

TEST(NeuralArtBuild, OfAnotherNetworkIsRefused) {
  const Graph graph = network();
  NpuBuild build = build_by_rules(graph, {});
  build.coefficients.layers[0].coefficients.c.resize(6);
  const NeuralArtOptions own = with(std::move(build));
  std::string message;
  for (const Node& node : graph.nodes)
    if (const auto layer = product_layer(graph, node, own); !layer)
      message = layer.error().message();
  EXPECT_THAT(message, HasSubstr("is not of this network"));
  EXPECT_THAT(message, HasSubstr("8 output channels"));
}

TEST(NeuralArtBuild, NodesAreFoundByNameBeforeOrder) {
  const Graph graph = network();
  NpuBuild build = build_by_rules(graph, {});
  const Node* second = nullptr;
  for (const Node& node : graph.nodes)
    if (node.op_type == "Conv") second = &node;
  EXPECT_EQ(build.node_of(graph, *second), "Conv2D_2") << "by order";
  build.names["second_real"] = "Conv2D_1";
  EXPECT_EQ(build.node_of(graph, *second), "Conv2D_1") << "by the name that the *_Q.json gives";
  EXPECT_EQ(build.node_of(graph, graph.nodes[0]), "") << "names are there, but not this one";
  build.names.clear();
  build.coefficients.layers.pop_back();
  EXPECT_EQ(build.node_of(graph, *second), "") << "two convolutions, one in the build: no order";
}

TEST(CompareBuild, CountsRegistersByKindAndListsWhatDeviates) {
  const Graph graph = network();
  NpuBuild build = build_by_rules(graph, {});
  const auto same = compare_build(graph, build, {}).value();
  EXPECT_TRUE(same.deviations.empty());
  EXPECT_EQ(same.shown, 3);
  EXPECT_EQ(same.count("s_o")->equal, 2);
  EXPECT_EQ(same.count("Add")->values, 6);
  EXPECT_EQ(same.count("passes")->equal, 2);

  build.coefficients.layers[1].coefficients.a2[0] -= 3;
  const auto changed = compare_build(graph, build, {}).value();
  ASSERT_EQ(changed.deviations.size(), 1u);
  const CoefficientDeviation& deviation = changed.deviations[0];
  EXPECT_EQ(deviation.oe_node, "Conv2D_2");
  EXPECT_EQ(deviation.kind, "A2");
  EXPECT_EQ(deviation.rule - deviation.build, 3);
  EXPECT_EQ(deviation.source.text(), "network.c:17");
  EXPECT_EQ(changed.count("A2")->equal, 1);
}

TEST(CompareBuild, TellsOtherPasses) {
  const Graph graph = network();
  NpuBuild build = build_by_rules(graph, {});
  build.coefficients.layers[0].pieces[0] = {{}, 1, 2, 4, 1, 1};
  const auto comparison = compare_build(graph, build, {}).value();
  ASSERT_EQ(comparison.deviations.size(), 1u);
  EXPECT_EQ(comparison.deviations[0].kind, "passes");
  EXPECT_THAT(comparison.deviations[0].note, HasSubstr("4 passes of 2 channels"));
}

TEST(NeuralArtSpec, OfABuildThatIsNotThereSaysSo) {
  const auto refused = parse_neural_art_spec("neural-art:build=no/such/folder");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(refused.error().message(), HasSubstr("no/such/folder"));
}

TEST(NeuralArtSpec, AFolderOfABuildMayHaveCommasInItsName) {
  const test::ScratchFolder scratch;
  const fs::path folder = scratch.path() / "face, second try, O=3";
  fs::copy(fs::path(NPUSCOPE_TEST_DATA) / "builds" / "core-2.2" / "st_ai_output", folder);
  const std::string build = "neural-art:build=" + to_utf8(folder);
  for (const char* more : {"", ",O=0", ",pass-plan=conv*=4+,compiler=4.0"}) {
    const auto options = parse_neural_art_spec(build + more);
    ASSERT_TRUE(options) << options.error().message();
    ASSERT_NE(options->build, nullptr);
    EXPECT_EQ(options->build->path, to_utf8(folder)) << more;
    EXPECT_EQ(parse_neural_art_spec(options->spec())->spec(), options->spec());
  }
}

}  // namespace
}  // namespace npuscope
