// SPDX-License-Identifier: Apache-2.0
#include "execute/executor.h"

#include <gtest/gtest.h>

#include "base/parallel.h"
#include "execute/model.h"
#include "execute/rung.h"
#include "unit/execute/graph_builder.h"

namespace npuscope {
namespace {

using test::elements;
using test::GraphBuilder;
using test::int8;

/// float x -> QuantizeLinear -> Conv on codes -> Softmax in float -> codes -> DequantizeLinear
struct Network {
  GraphBuilder b;
  ValueId x, q, conv, soft, y;

  Network() {
    x = b.input("x", ElementType::kFloat32, {1, 2, 2});
    const ValueId scale = b.constant<float>("scale", {}, {0.5f});
    q = b.node("QuantizeLinear", "q", {x, scale, b.constant<int8_t>("zp", {}, {1})}, {},
               int8(0.5f, 1));
    const ValueId w = b.constant_codes<int8_t>("w", {2, 2, 1}, {1, 0, 1, 1}, int8(1, 0));
    conv = b.node("Conv", "conv", {q, w}, {}, int8(0.5f, 0));
    soft = b.node("Softmax", "soft", {conv}, {{"axis", int64_t{1}}}, int8(1.0f / 128, 0));
    y = b.node("DequantizeLinear", "y", {soft, b.constant<float>("steps", {}, {1.0f / 128})});
    b.output(y);
    EXPECT_TRUE(infer_shapes(b.graph));
  }
};

const Tensor& sample() {
  static const Tensor kSample = Tensor::of<float>({1, 2, 2}, std::vector<float>{1, 2, 0, 1});
  return kSample;
}

TEST(Executor, QuantizesComputesOnCodesAndDequantizes) {
  const Network network;
  const auto executor = Executor::create(network.b.graph, exact_arithmetic());
  ASSERT_TRUE(executor) << executor.error().message();
  std::map<ValueId, Tensor> seen;
  std::vector<ValueId> order;
  const auto outputs =
      executor->run(std::span(&sample(), 1), [&](ValueId id, const Tensor& t) -> Status {
        seen[id] = t;
        order.push_back(id);
        return {};
      });
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(order,
            (std::vector<ValueId>{network.x, network.q, network.conv, network.soft, network.y}));
  EXPECT_EQ(elements<int8_t>(seen[network.q]), (std::vector<int8_t>{3, 5, 1, 3}));
  EXPECT_EQ(elements<int8_t>(seen[network.conv]), (std::vector<int8_t>{2, 4, 2, 6}));
  // softmax(1, 1) and softmax(2, 3)
  EXPECT_EQ(elements<int8_t>(seen[network.soft]), (std::vector<int8_t>{64, 34, 64, 94}));
  EXPECT_EQ(elements<float>(outputs->at(0)),
            (std::vector<float>{0.5f, 34 / 128.f, 0.5f, 94 / 128.f}));
}

TEST(Executor, OneNodeAloneEqualsTheNodeInTheNetwork) {
  const Network network;
  const auto executor = Executor::create(network.b.graph, exact_arithmetic());
  const Tensor q = Tensor::of<int8_t>({1, 2, 2}, std::vector<int8_t>{3, 5, 1, 3});
  NodeCounters counters;
  const auto outputs = executor->run_node(1, std::vector<const Tensor*>{&q, nullptr}, &counters);
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(elements<int8_t>(outputs->at(0)), (std::vector<int8_t>{2, 4, 2, 6}));
  ASSERT_EQ(counters.stages.size(), 1u);
  EXPECT_EQ(counters.stages[0].elements, 4);
  EXPECT_EQ(counters.stages[0].largest_magnitude, 6);
}

TEST(Executor, RefusesInputsThatTheNetworkDoesNotHave) {
  const Network network;
  const auto executor = Executor::create(network.b.graph, exact_arithmetic());
  const Tensor wrong_shape = Tensor::zeros(ElementType::kFloat32, {1, 2, 3});
  const Tensor wrong_type = Tensor::zeros(ElementType::kInt8, {1, 2, 2});
  EXPECT_FALSE(executor->run({}));
  EXPECT_FALSE(executor->run(std::span(&wrong_shape, 1)));
  EXPECT_FALSE(executor->run(std::span(&wrong_type, 1)));
  EXPECT_FALSE(executor->run_node(1, std::vector<const Tensor*>{&wrong_shape, nullptr}));
  EXPECT_FALSE(executor->run_node(1, std::vector<const Tensor*>{nullptr, nullptr}));
  EXPECT_FALSE(executor->run_node(99, {}));
}

TEST(Executor, AnErrorOfTheTapStopsTheRun) {
  const Network network;
  const auto executor = Executor::create(network.b.graph, exact_arithmetic());
  int calls = 0;
  const auto outputs =
      executor->run(std::span(&sample(), 1), [&](ValueId, const Tensor&) -> Status {
        if (++calls < 2) return {};
        return fail(environment_error("disk full"));
      });
  ASSERT_FALSE(outputs);
  EXPECT_EQ(outputs.error().what(), "disk full");
  EXPECT_EQ(calls, 2);
}

TEST(Executor, RunsOnSeveralThreadsAtOnce) {
  const Network network;
  const auto executor = Executor::create(network.b.graph, exact_arithmetic());
  const auto expected = elements<float>(executor->run(std::span(&sample(), 1))->at(0));
  std::vector<std::vector<float>> results(64);
  parallel_for(64, 4, [&](int64_t i) {
    results[static_cast<size_t>(i)] =
        elements<float>(executor->run(std::span(&sample(), 1))->at(0));
  });
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

TEST(Executor, NamesUnknownOperators) {
  GraphBuilder b;
  b.node("Frobnicate", "y", {b.input("x", ElementType::kFloat32, {1})});
  const auto executor = Executor::create(b.graph, exact_arithmetic());
  ASSERT_FALSE(executor);
  EXPECT_NE(executor.error().what().find("Frobnicate"), std::string::npos);
}

TEST(Executor, AnOutputMayBeAnInputOrAConstant) {
  GraphBuilder b;
  b.output(b.input("x", ElementType::kFloat32, {1}));
  b.output(b.constant<float>("c", {1}, {7}));
  const auto executor = Executor::create(b.graph, exact_arithmetic());
  const Tensor x = Tensor::of<float>({1}, std::vector<float>{5});
  const auto outputs = executor->run(std::span(&x, 1));
  ASSERT_TRUE(outputs);
  EXPECT_EQ(outputs->at(0).values<float>()[0], 5);
  EXPECT_EQ(outputs->at(1).values<float>()[0], 7);
}

TEST(Executor, AClampedNodeInFloatIsClampedBeforeItsRounding) {
  GraphBuilder b;
  const ValueId x = b.codes("x", {2}, int8(1, 0));
  const ValueId f = b.input("f", ElementType::kFloat32, {2});
  const ValueId y = b.node("Add", "y", {x, f}, {}, int8(0.5f, 0));
  b.output(y);
  b.graph.nodes[0].clamp = {0.0f, 6.0f};
  ASSERT_TRUE(infer_shapes(b.graph));
  const auto executor = Executor::create(b.graph, exact_arithmetic());
  const auto outputs =
      executor->run(std::vector<Tensor>{Tensor::of<int8_t>({2}, std::vector<int8_t>{-3, 9}),
                                        Tensor::of<float>({2}, std::vector<float>{1, 1})});
  ASSERT_TRUE(outputs) << outputs.error().message();
  EXPECT_EQ(elements<int8_t>(outputs->at(0)), (std::vector<int8_t>{0, 12}));
}

TEST(ArithmeticRung, StatesAllThatMayChangeItsNumbers) {
  auto model = std::make_shared<Model>();
  model->graph = Network().b.graph;
  model->sha256 = "abc";
  const auto rung = make_arithmetic_rung(model, exact_arithmetic());
  ASSERT_TRUE(rung) << rung.error().message();
  EXPECT_EQ((*rung)->identity().spec, "exact");
  EXPECT_EQ((*rung)->identity().facts.at("arithmetic_version"), "2");
  EXPECT_EQ((*rung)->identity().facts.at("model_sha256"), "abc");
  EXPECT_TRUE((*rung)->run(std::span(&sample(), 1), nullptr));
}

}  // namespace
}  // namespace npuscope
