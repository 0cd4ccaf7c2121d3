// SPDX-License-Identifier: Apache-2.0
// What ONNX Runtime fuses in a network, and what stays in float: each layer of the rung "ort-x64"
// on the codes that ONNX Runtime itself gave to it.
#include <gtest/gtest.h>

#include <random>

#include "mlas_fixture.h"
#include "runtimes/runtime_list.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

/// By operator: how many codes of its layers ONNX Runtime makes otherwise.
using Differences = std::map<std::string, size_t>;

Tensor random_image(const Shape& shape) {
  std::mt19937 random(1);
  Tensor image = Tensor::zeros(ElementType::kFloat32, shape);
  for (float& x : image.mutable_values<float>()) x = static_cast<float>(random() % 256) / 255;
  return image;
}

class MlasNetworkTest : public testing_support::MlasFixture {
 protected:
  /// Of the network on one input.
  Differences differences(const std::shared_ptr<const Model>& model, const Tensor& input,
                          const Arithmetic& arithmetic) {
    auto ort = make_ort_rung(model, "ort:level=all,precise=1", library_);
    auto own = make_arithmetic_rung(model, arithmetic);
    EXPECT_TRUE(ort && own);
    Differences result;
    if (!ort || !own) return result;
    const std::map<std::string, Tensor> values = record(**ort, input);
    for (size_t n = 0; n < model->graph.nodes.size(); ++n) {
      const Node& node = model->graph.nodes[n];
      const auto ours = run_on(**own, n, values);
      const auto theirs = values.find(model->graph.value(node.outputs[0]).name);
      if (!ours || theirs == values.end()) continue;
      result[node.op_type] += unequal(theirs->second, *ours);
    }
    return result;
  }

 private:
  static std::optional<Tensor> run_on(const Rung& rung, size_t n,
                                      const std::map<std::string, Tensor>& values) {
    const Graph& graph = rung.graph();
    std::vector<const Tensor*> inputs;
    for (const ValueId id : graph.nodes[n].inputs) {
      const bool constant = id == kNoValue || graph.value(id).constant;
      const auto found = constant ? values.end() : values.find(graph.value(id).name);
      if (!constant && found == values.end()) return std::nullopt;
      inputs.push_back(constant ? nullptr : &found->second);
    }
    auto outputs = rung.run_node(n, inputs);
    EXPECT_TRUE(outputs) << outputs.error().message();
    return outputs ? std::optional<Tensor>(outputs->at(0)) : std::nullopt;
  }
};

TEST_F(MlasNetworkTest, OfTheBundledNetworkOnlyFloatConvolutionsMayDiffer) {
  auto model = load_model(fs::path(NPUSCOPE_SOURCE_DIR) / "examples/liveness/liveness_int8.onnx");
  ASSERT_TRUE(model) << model.error().message();
  const auto shared = std::make_shared<const Model>(*std::move(model));
  const Tensor input = random_image(*shared->graph.value(shared->graph.inputs[0]).shape);
  Differences own = differences(shared, input, *make_runtime_arithmetic(ort_x64_rules()));
  ASSERT_EQ(own.size(), 11U);
  // Their sums are float32 where an activation has two readers.
  EXPECT_LE(own.extract("Conv").mapped(), 5U);
  for (const auto& [op, count] : own) EXPECT_EQ(count, 0U) << op;
  // PRelu is float32 to ONNX Runtime, and sums with an activation that has two readers.
  Differences exact = differences(shared, input, exact_arithmetic());
  EXPECT_GT(exact["PRelu"], 0U);
  EXPECT_GT(exact["Add"], 0U);
}

}  // namespace
}  // namespace npuscope
