// SPDX-License-Identifier: Apache-2.0
// Networks that ONNX Runtime rearranges: no tensor may be taken for another, or for the same in
// another order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "execute/arithmetic.h"
#include "execute/model.h"
#include "ort_rung_fixture.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;

constexpr const char* kRearrangedSpecs[] = {"ort:level=none", "ort:level=basic",
                                            "ort:level=extended", "ort:level=all"};
const std::vector<int64_t> kToLast = {0, 2, 3, 1}, kToFirst = {0, 3, 1, 2}, kSwap = {0, 2, 1};

Tensor counting(Shape shape) {
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, std::move(shape));
  std::iota(tensor.mutable_values<float>().begin(), tensor.mutable_values<float>().end(), -7.0f);
  return tensor;
}

class RearrangedNetwork : public testing_support::OrtRungFixture {
 protected:
  /// What the levels record of the network must be what npuscope's own operators compute of its
  /// integers, however little that is. Returns what the last level recorded.
  std::map<std::string, Tensor> expect_true_records(const Graph& graph, const Tensor& input) {
    const auto model = std::make_shared<Model>();
    model->graph = graph;
    const auto own = make_arithmetic_rung(model, exact_arithmetic());
    if (!own) {
      ADD_FAILURE() << own.error().message();
      return {};
    }
    const auto expected = record(**own, input);
    EXPECT_EQ(expected.size(), graph.inputs.size() + graph.nodes.size());
    std::map<std::string, Tensor> last;
    for (const char* spec : kRearrangedSpecs) {
      last = record(*rung(spec, graph), input);
      EXPECT_TRUE(last.contains("y")) << spec;
      for (const auto& [name, tensor] : last) {
        EXPECT_EQ(tensor.shape(), expected.at(name).shape()) << spec << ' ' << name;
        EXPECT_TRUE(std::ranges::equal(tensor.bytes(), expected.at(name).bytes()))
            << spec << ' ' << name;
      }
    }
    return last;
  }

  static Graph inferred(Graph graph) {
    EXPECT_TRUE(infer_shapes(graph));
    return graph;
  }
};

TEST_F(RearrangedNetwork, TransposesThatCancelLeaveWhatStandsBetweenThemUnrecorded) {
  GraphBuilder b;
  b.input("x", {1, 5, 7, 6})
      .node("Transpose", {"x"}, {"t"}, {{"perm", kToLast}})
      .node("Relu", {"t"}, {"r"})
      .node("Transpose", {"r"}, {"u"}, {{"perm", kToFirst}})
      .node("Neg", {"u"}, {"y"})
      .output("y");
  const Graph graph = inferred(b.build());
  const auto recorded = expect_true_records(graph, counting({1, 5, 7, 6}));
  EXPECT_FALSE(recorded.contains("r"));
  EXPECT_THAT(rung("ort", graph)->why_not_tapped(graph.find_value("r")),
              testing::HasSubstr("cannot be told"));
}

TEST_F(RearrangedNetwork, ATransposeOfTheFileIsNoChangeOfLayoutWhereDimensionsAreEqual) {
  GraphBuilder b;
  b.input("x", {1, 4, 4, 4})
      .constant("c", counting({4}))
      .node("Transpose", {"x"}, {"t"}, {{"perm", kToLast}})
      .node("Relu", {"t"}, {"r"})
      .node("Mul", {"r", "c"}, {"y"})
      .output("y");
  expect_true_records(inferred(b.build()), counting({1, 4, 4, 4}));
}

TEST_F(RearrangedNetwork, ATransposeOfRankThreeIsNoChangeOfLayoutEither) {
  GraphBuilder b;
  b.input("x", {1, 4, 4})
      .node("Transpose", {"x"}, {"t"}, {{"perm", kSwap}})
      .node("Abs", {"t"}, {"a"})
      .node("MatMul", {"a", "x"}, {"y"})
      .output("y");
  expect_true_records(inferred(b.build()), counting({1, 4, 4}));
}

TEST_F(RearrangedNetwork, AFusedNodeIsWhatItsLastOperatorMakes) {
  GraphBuilder b;
  const std::vector<int64_t> two = {2, 2};
  const auto pair = [&](const std::string& name, float scale, int8_t zero_point) {
    b.quantize(name, name + "_q", scale, zero_point)
        .dequantize(name + "_q", name + "_d", scale, zero_point);
  };
  b.input("x", {1, 1, 4, 4});
  pair("x", 1, 0);
  b.constant<int8_t>("w", {2, 1, 1, 1}, {1, -1}).dequantize("w", "w_d", 1);
  b.node("Conv", {"x_d", "w_d"}, {"c"})
      .node("Relu", {"c"}, {"r"})
      .node("MaxPool", {"r"}, {"m"}, {{"kernel_shape", two}});
  pair("m", 1, 0);
  b.node("Neg", {"m_d"}, {"y"}).output("y");
  const Graph graph = b.build();
  const Tensor input = counting({1, 1, 4, 4});
  const auto fused = record(*rung("ort", graph), input);
  const auto plain = record(*rung("ort:level=none", graph), input);
  EXPECT_FALSE(fused.contains("c"));
  ASSERT_TRUE(fused.contains("r"));
  EXPECT_TRUE(std::ranges::equal(fused.at("r").bytes(), plain.at("r").bytes()));
}

}  // namespace
}  // namespace npuscope
