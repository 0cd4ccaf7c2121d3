// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_rung.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "ort_rung_fixture.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;
using testing_support::kSpecs;

constexpr int64_t kSide = 8;  // channels, height and width: no shape tells the layout

Tensor random_weights(unsigned seed) {
  std::mt19937 random(seed);
  Tensor tensor = Tensor::zeros(ElementType::kInt8, {kSide, kSide, 3, 3});
  for (int8_t& w : tensor.mutable_values<int8_t>())
    w = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
  return tensor;
}

Tensor random_input(unsigned seed) {
  std::mt19937 random(seed);
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, {1, kSide, kSide, kSide});
  for (float& x : tensor.mutable_values<float>()) x = static_cast<float>(random() % 1000) / 1000.0f;
  return tensor;
}

/// Conv + Relu, Conv, PRelu, Conv, Sigmoid, Add, MaxPool and GlobalAveragePool between Q/DQ pairs.
/// ONNX Runtime fuses the first two Conv into integer ones with channels last; the third stays in
/// float because its result has two readers.
Graph mixed_network() {
  GraphBuilder b;
  const std::vector<int64_t> one = {1, 1, 1, 1}, two = {2, 2};
  const auto between_pairs = [&](const std::string& name, float scale, int8_t zero_point) {
    b.quantize(name, name + "_q", scale, zero_point)
        .dequantize(name + "_q", name + "_d", scale, zero_point);
  };
  const auto conv = [&](const std::string& from, const std::string& to, unsigned seed) {
    b.constant(to + "_w", random_weights(seed)).dequantize(to + "_w", to + "_wd", 0.004f);
    b.node("Conv", {from, to + "_wd"}, {to}, {{"pads", one}});
  };
  b.input("x", {1, kSide, kSide, kSide});
  between_pairs("x", 1.0f / 255, -128);
  conv("x_d", "c1", 1);
  b.node("Relu", {"c1"}, {"r1"});
  between_pairs("r1", 0.03f, -128);
  conv("r1_d", "c2", 2);
  between_pairs("c2", 0.1f, 5);
  b.constant("slope", Tensor::of<int8_t>({1, 1, 1}, std::vector<int8_t>{32}))
      .dequantize("slope", "slope_d", 0.01f)
      .node("PRelu", {"c2_d", "slope_d"}, {"p"});
  between_pairs("p", 0.1f, -60);
  conv("p_d", "c3", 3);
  between_pairs("c3", 0.3f, -3);
  b.node("Sigmoid", {"c3_d"}, {"s"});
  between_pairs("s", 1.0f / 256, -128);
  b.node("Add", {"c3_d", "s_d"}, {"a"});
  between_pairs("a", 0.3f, -3);
  b.node("MaxPool", {"a_d"}, {"m"}, {{"kernel_shape", two}, {"strides", two}});
  between_pairs("m", 0.3f, -3);
  b.node("GlobalAveragePool", {"m_d"}, {"g"});
  between_pairs("g", 0.1f, -100);
  return b.output("g_d").build();
}

class OrtRungTest : public testing_support::OrtRungFixture {
 protected:
  using OrtRungFixture::rung;
  std::unique_ptr<Rung> rung(const std::string& spec) { return rung(spec, mixed_network()); }
};

TEST_F(OrtRungTest, TappedRunsEqualUntappedOnesAtEveryLevel) {
  for (const char* spec : kSpecs) {
    const auto made = rung(spec);
    ASSERT_TRUE(made) << spec;
    for (unsigned seed = 0; seed < 4; ++seed) record(*made, random_input(seed));
    for (const std::string& note : made->notes().whole)
      EXPECT_THAT(note, testing::Not(testing::HasSubstr("differ"))) << spec;
  }
}

TEST_F(OrtRungTest, EveryNodeAloneReproducesItsRecordedResult) {
  for (const char* spec : kSpecs) {
    const auto made = rung(spec);
    ASSERT_TRUE(made) << spec;
    const Graph& graph = made->graph();
    const auto values = record(*made, random_input(5));
    for (size_t n = 0; n < graph.nodes.size(); ++n) {
      std::vector<const Tensor*> inputs;
      for (const ValueId id : graph.nodes[n].inputs)
        inputs.push_back(graph.value(id).constant ? nullptr : &values.at(graph.value(id).name));
      const auto results = made->run_node(n, inputs);
      ASSERT_TRUE(results) << spec << ' ' << results.error().message();
      const Tensor& recorded = values.at(graph.value(graph.nodes[n].outputs[0]).name);
      EXPECT_TRUE(std::ranges::equal((*results)[0].bytes(), recorded.bytes()))
          << spec << ' ' << graph.nodes[n].text();
    }
  }
}

TEST_F(OrtRungTest, LevelsAgreeOnEveryTensorUpToRounding) {
  const Tensor input = random_input(6);
  const auto expected = record(*rung("ort:level=none"), input);
  for (const char* spec : {"ort:level=extended,precise=1", "ort:level=all,precise=1"}) {
    const auto values = record(*rung(spec), input);
    EXPECT_EQ(values.size(), expected.size()) << spec;
    for (const auto& [name, tensor] : values) {
      ASSERT_EQ(tensor.type(), expected.at(name).type()) << spec << ' ' << name;
      ASSERT_EQ(tensor.shape(), expected.at(name).shape()) << spec << ' ' << name;
      const auto found = to_doubles(tensor), wanted = to_doubles(expected.at(name));
      for (size_t i = 0; i < found.size(); ++i)
        ASSERT_LE(std::abs(found[i] - wanted[i]), 2) << spec << ' ' << name << ' ' << i;
    }
  }
}

TEST_F(OrtRungTest, ATensorWhoseRankOnnxRuntimeDoesNotInferIsRecorded) {
  GraphBuilder b(13);
  b.input("x", {2, 3}).constant<int64_t>("axes", {1}, {0}).node("Identity", {"axes"}, {"copy"});
  b.node("Unsqueeze", {"x", "copy"}, {"u"}).node("Neg", {"u"}, {"y"}).output("y");
  Graph graph = b.build();
  graph.value(graph.find_value("copy")).type = ElementType::kInt64;
  const fs::path path = folder_.path() / "unknown_rank.onnx";
  ASSERT_TRUE(write_file_atomically(path, std::string_view(test::write_onnx(graph))));
  auto model = load_model(path);
  ASSERT_TRUE(model) << model.error().message();
  const auto made =
      make_ort_rung(std::make_shared<Model>(*std::move(model)), "ort:level=none", library_);
  ASSERT_TRUE(made) << made.error().message();
  const auto values = record(**made, Tensor::zeros(ElementType::kFloat32, {2, 3}));
  ASSERT_TRUE(values.contains("u"));
  EXPECT_EQ(values.at("u").shape(), (Shape{1, 2, 3}));
}

TEST_F(OrtRungTest, TheIdentityNamesLibraryOptionsAndProcessor) {
  const auto made = rung("ort:level=all,precise=1");
  ASSERT_TRUE(made);
  const auto& facts = made->identity().facts;
  EXPECT_EQ(facts.at("onnxruntime_options"), "level=all,precise=1,int8=0,threads=1");
  EXPECT_EQ(facts.at("onnxruntime_version"), library_->version());
  EXPECT_EQ(facts.at("onnxruntime_sha256").size(), 64U);
  EXPECT_TRUE(facts.contains("cpu_flags"));
}

TEST_F(OrtRungTest, AMissingOrMisshapenInputIsAnError) {
  const auto made = rung("ort:level=all");
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->run({}, nullptr));
  const Tensor wrong = Tensor::zeros(ElementType::kFloat32, {1, 2});
  EXPECT_FALSE(made->run(std::span(&wrong, 1), nullptr));
  const Tensor* missing = nullptr;
  EXPECT_FALSE(made->run_node(0, std::span(&missing, 1)));
  EXPECT_FALSE(made->run_node(made->graph().nodes.size(), {}));
}

TEST_F(OrtRungTest, ANetworkThatComputesNothingRecordsItsInput) {
  Graph graph = GraphBuilder().input("x", {2}).output("x").build();
  const auto made = rung("ort", graph);
  ASSERT_TRUE(made);
  EXPECT_EQ(record(*made, Tensor::zeros(ElementType::kFloat32, {2})).size(), 1U);
}

TEST_F(OrtRungTest, CodesOfFourBitsAreUnpackedAndPacked) {
  GraphBuilder b(21);
  b.input("x", {3}, ElementType::kFloat32);
  b.constant("scale", Tensor::scalar(1.0f));
  b.constant("zero", Tensor::zeros(ElementType::kInt4, {}));
  b.node("QuantizeLinear", {"x", "scale", "zero"}, {"q"})
      .node("DequantizeLinear", {"q", "scale", "zero"}, {"d"})
      .node("Neg", {"d"}, {"y"});
  Graph graph = b.output("y").build();
  graph.value(graph.find_value("q")).type = ElementType::kInt4;
  const auto made = rung("ort:level=none", graph);
  ASSERT_TRUE(made);
  const std::vector<float> numbers = {-8, 7, -1};
  const auto recorded = record(*made, Tensor::of<float>({3}, std::span<const float>(numbers)));
  const auto codes = std::ranges::find(recorded, ElementType::kInt4,
                                       [](const auto& entry) { return entry.second.type(); });
  ASSERT_NE(codes, recorded.end());
  EXPECT_THAT(codes->second.values<int8_t>(), testing::ElementsAre(-8, 7, -1));
  EXPECT_THAT(recorded.at("y").values<float>(), testing::ElementsAre(8, -7, 1));
}

TEST_F(OrtRungTest, ProductsThatOptionsMakeImpossibleAreExplained) {
  const auto model = std::make_shared<Model>();
  model->path = fs::path(NPUSCOPE_SOURCE_DIR) / "examples/liveness/liveness_int8.onnx";
  const auto made = make_ort_rung(model, "ort:precise=1,int8=1", library_);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().hint(), testing::HasSubstr("leave one of them out"));
}

TEST_F(OrtRungTest, ADamagedFileIsAnError) {
  const auto model = std::make_shared<Model>();
  model->path = folder_.path() / "damaged.onnx";
  ASSERT_TRUE(write_file_atomically(model->path, std::string_view("no model")));
  for (const char* spec : {"ort", "ort:precise=1"}) {
    const auto made = make_ort_rung(model, spec, library_);
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message(), testing::HasSubstr("damaged.onnx"));
    EXPECT_THAT(made.error().message(), testing::HasSubstr("reports"));
    EXPECT_EQ(made.error().hint(), "");
  }
}

}  // namespace
}  // namespace npuscope
