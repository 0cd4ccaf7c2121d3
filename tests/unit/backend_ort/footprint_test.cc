// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/footprint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "ort_rung_fixture.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

using testing_support::GraphBuilder;
using testing_support::kSpecs;

constexpr int64_t kChannels = 16, kEdge = 6, kClasses = 72;

template <class T>
Tensor random_tensor(Shape shape, unsigned seed) {
  std::mt19937 random(seed);
  Tensor tensor = Tensor::zeros(element_type_of<T>(), std::move(shape));
  for (T& x : tensor.mutable_values<T>())
    x = static_cast<T>(static_cast<int>(random() % 255) - 127);
  return tensor;
}

/// A Conv, which ONNX Runtime makes one of codes, a Conv that stays in float, and a product of
/// matrices; all weights are large enough to stay in files.
Graph network() {
  GraphBuilder b;
  const std::vector<int64_t> one = {1, 1, 1, 1};
  const auto between_pairs = [&](const std::string& name, float scale) {
    b.quantize(name, name + "_q", scale).dequantize(name + "_q", name + "_d", scale);
  };
  b.input("x", {1, kChannels, kEdge, kEdge});
  between_pairs("x", 0.5f);
  b.constant("c_w", random_tensor<int8_t>({kChannels, kChannels, 3, 3}, 1))
      .dequantize("c_w", "c_wd", 0.001f)
      .node("Conv", {"x_d", "c_wd"}, {"c"}, {{"pads", one}});
  between_pairs("c", 0.5f);
  b.constant("f_w", random_tensor<float>({kChannels, kChannels, 3, 3}, 2))
      .node("Conv", {"c_d", "f_w"}, {"f"}, {{"pads", one}})
      .node("GlobalAveragePool", {"f"}, {"g"})
      .node("Flatten", {"g"}, {"v"});
  between_pairs("v", 50.0f);
  b.constant("m_w", random_tensor<int8_t>({kChannels, kClasses}, 3))
      .dequantize("m_w", "m_wd", 0.01f)
      .node("MatMul", {"v_d", "m_wd"}, {"m"});
  between_pairs("m", 100.0f);
  return b.output("m_d").build();
}

class FootprintTest : public testing_support::OrtRungFixture {};

void expect_equal(const Tensor& a, const Tensor& b, const std::string& what) {
  EXPECT_EQ(a.type(), b.type()) << what;
  EXPECT_EQ(a.shape(), b.shape()) << what;
  EXPECT_TRUE(std::ranges::equal(a.bytes(), b.bytes())) << what;
}

TEST_F(FootprintTest, ASmallOneRecordsTheSameNumbers) {
  const Tensor input = random_tensor<float>({1, kChannels, kEdge, kEdge}, 4);
  for (const std::string spec : kSpecs) {
    const auto fast = rung(spec, network(), Footprint::kFast);
    const auto expected = record(*fast, input);
    const auto expected_outputs = fast->run({&input, 1}, nullptr);
    ASSERT_TRUE(expected_outputs) << spec;
    const auto small = rung(spec, network(), Footprint::kSmall);
    for (int run = 0; run < 2; ++run) {
      const auto values = record(*small, input);
      ASSERT_EQ(values.size(), expected.size()) << spec;
      for (const auto& [name, tensor] : values)
        expect_equal(tensor, expected.at(name), spec + ' ' + name);
      const auto outputs = small->run({&input, 1}, nullptr);
      ASSERT_TRUE(outputs) << spec << outputs.error().message();
      ASSERT_EQ(outputs->size(), 1U) << spec;
      expect_equal((*outputs)[0], (*expected_outputs)[0], spec);
    }
  }
}

TEST_F(FootprintTest, ASmallOneRunsTheSameNodesAlone) {
  const Tensor input = random_tensor<float>({1, kChannels, kEdge, kEdge}, 5);
  for (const std::string spec : kSpecs) {
    const auto fast = rung(spec, network(), Footprint::kFast);
    const auto small = rung(spec, network(), Footprint::kSmall);
    const auto values = record(*fast, input);
    const Graph& graph = fast->graph();
    for (size_t n = 0; n < graph.nodes.size(); ++n) {
      const std::string what = spec + ' ' + graph.nodes[n].text();
      ASSERT_EQ(small->why_not_alone(n), fast->why_not_alone(n)) << what;
      if (!fast->why_not_alone(n).empty()) continue;
      std::vector<const Tensor*> inputs;
      for (const ValueId id : graph.nodes[n].inputs)
        inputs.push_back(graph.value(id).constant ? nullptr : &values.at(graph.value(id).name));
      const auto expected = fast->run_node(n, inputs);
      const auto results = small->run_node(n, inputs);
      ASSERT_TRUE(expected && results) << what;
      expect_equal((*results)[0], (*expected)[0], what);
    }
  }
}

TEST_F(FootprintTest, WhereTheFileItselfTakesTooMuchTheNotesSayThatTapsAreNotChecked) {
  const auto checked = [&](const std::string& spec, Footprint footprint) {
    const std::vector<std::string> notes = rung(spec, network(), footprint)->notes().whole;
    return std::ranges::none_of(notes, [](const std::string& note) {
      return note.find("not compared with an untapped one") != std::string::npos;
    });
  };
  for (const std::string spec : kSpecs) EXPECT_TRUE(checked(spec, Footprint::kFast)) << spec;
  EXPECT_TRUE(checked("ort:level=all", Footprint::kSmall));
  EXPECT_TRUE(checked("ort:level=extended", Footprint::kSmall));
  for (const std::string spec : {"ort:level=none", "ort:level=basic", "ort:precise=1"})
    EXPECT_FALSE(checked(spec, Footprint::kSmall)) << spec;
}

TEST_F(FootprintTest, ASmallOneReadsAFileThroughALink) {
  const Tensor input = random_tensor<float>({1, kChannels, kEdge, kEdge}, 6);
  const auto expected = record(*rung("ort", network()), input);
  auto model = std::make_shared<Model>();
  model->path = folder_.path() / "folder" / "link.onnx";
  fs::create_directory(model->path.parent_path());
  std::error_code code;
  fs::create_symlink(folder_.path() / "model.onnx", model->path, code);
  if (code) GTEST_SKIP() << "skipped: no links here";
  model->graph = network();
  ASSERT_TRUE(fold_quantization(model->graph));
  const auto linked = make_ort_rung(model, "ort", library_, Footprint::kSmall);
  ASSERT_TRUE(linked) << linked.error().message();
  expect_equal(record(**linked, input).at("m"), expected.at("m"), "m");
}

TEST_F(FootprintTest, ADamagedFileIsAnErrorOfBoth) {
  const auto model = std::make_shared<Model>();
  model->path = folder_.path() / "damaged.onnx";
  ASSERT_TRUE(write_file_atomically(model->path, std::string_view("no model")));
  for (const Footprint footprint : {Footprint::kFast, Footprint::kSmall}) {
    const auto made = make_ort_rung(model, "ort", library_, footprint);
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message(), testing::HasSubstr("damaged.onnx"));
  }
}

TEST(FootprintOf, NetworksOfManyWeightsHaveASmallOne) {
  Model model;
  const auto with = [&](int64_t weights) {
    model.graph = GraphBuilder()
                      .input("x", {1})
                      .constant("w", Tensor::zeros(ElementType::kInt8, {weights}))
                      .output("x")
                      .build();
    return footprint_of(model);
  };
  EXPECT_EQ(with(kMostWeights), Footprint::kFast);
  EXPECT_EQ(with(kMostWeights + 1), Footprint::kSmall);
}

}  // namespace
}  // namespace npuscope
