// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "remedy_fixture.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The root of the mean square of the differences of all outputs, on a few samples.
double distance(const Model& a, const Model& b, unsigned samples,
                std::vector<Tensor> (*sample)(const Model&, unsigned)) {
  double sum = 0;
  size_t count = 0;
  const auto of_a = Executor::create(a.graph, exact_arithmetic());
  const auto of_b = Executor::create(b.graph, exact_arithmetic());
  for (unsigned seed = 0; seed < samples; ++seed) {
    const auto x = to_doubles((*of_a->run(sample(a, seed)))[0]);
    const auto y = to_doubles((*of_b->run(sample(a, seed)))[0]);
    for (size_t i = 0; i < x.size(); ++i) sum += (x[i] - y[i]) * (x[i] - y[i]);
    count += x.size();
  }
  return std::sqrt(sum / static_cast<double>(count));
}

/// What an image of the example is: 0 to 1.
std::vector<Tensor> image(const Model& model, unsigned seed) {
  std::mt19937 random(seed);
  Tensor tensor =
      Tensor::zeros(ElementType::kFloat32, *model.graph.value(model.graph.inputs[0]).shape);
  for (float& x : tensor.mutable_values<float>()) x = static_cast<float>(random() % 256) / 255.0f;
  return {tensor};
}

class PerChannelWeights : public RemedyFixture {};
class Equalise : public RemedyFixture {
 protected:
  /// A float network of two convolutions, the channels of the first of very different size, and
  /// its quantization, per tensor. `between` follows the first convolution.
  static Graph float_pair(const std::string& between) {
    testing_support::GraphBuilder b;
    b.input("x", {1, 4, 5, 5}).constant("w1", first_weights()).constant("w2", second_weights());
    b.constant<float>("b1", {4}, {0.5f, 0.05f, 0.005f, 0.0005f});
    b.node("Conv", {"x", "w1", "b1"}, {"c"});
    add_between(b, between, "c");
    b.node("Conv", {between.empty() ? "c" : "r", "w2"}, {"y"});
    return b.output("y").build();
  }

  static Graph quantized_pair(const std::string& between) {
    testing_support::GraphBuilder b;
    const auto weights = [&](const std::string& name, const Tensor& real, float scale) {
      b.constant(name + "_quantized", quantize(real, {ElementType::kInt8, {scale}, {0}, -1}));
      b.dequantize(name + "_quantized", name + "d", scale);
    };
    b.input("x", {1, 4, 5, 5}).quantize("x", "xq", 1.0f / 127).dequantize("xq", "xd", 1.0f / 127);
    weights("w1", first_weights(), 1.0f / 127);
    weights("w2", second_weights(), 1000.0f / 127);
    b.constant<int32_t>("b1", {4}, {8065, 806, 81, 8});
    b.constant<float>("b1s", {}, {1.0f / 127 / 127}).constant<int32_t>("b1z", {}, {0});
    b.node("DequantizeLinear", {"b1", "b1s", "b1z"}, {"b1d"});
    b.node("Conv", {"xd", "w1d", "b1d"}, {"c"});
    add_between(b, between, "c");
    const std::string last = between.empty() ? "c" : "r";
    b.quantize(last, "rq", 0.04f, between.empty() ? 0 : -128)
        .dequantize("rq", "rd", 0.04f, between.empty() ? 0 : -128);
    b.node("Conv", {"rd", "w2d"}, {"y_real"});
    b.quantize("y_real", "yq", 0.1f).dequantize("yq", "y", 0.1f);
    return b.output("y").build();
  }

 private:
  static void add_between(testing_support::GraphBuilder& b, const std::string& type,
                          const std::string& from) {
    if (type == "Clip")
      b.constant("low", Tensor::scalar(0.0f))
          .constant("high", Tensor::scalar(6.0f))
          .node("Clip", {from, "low", "high"}, {"r"});
    else if (!type.empty())
      b.node(type, {from}, {"r"});
  }

  /// Channels of 1, 0.1, 0.01 and 0.001.
  static Tensor first_weights() {
    std::mt19937 random(4);
    Tensor weights = Tensor::zeros(ElementType::kFloat32, {4, 4, 3, 3});
    const auto values = weights.mutable_values<float>();
    for (size_t i = 0; i < values.size(); ++i)
      values[i] = (i % 36 == 0 ? 1.0f : static_cast<float>(random() % 1000) / 1000.0f - 0.4f) *
                  std::pow(10.0f, -static_cast<float>(i / 36));
    return weights;
  }

  /// What makes up for it, channel by channel.
  static Tensor second_weights() {
    const std::vector<float> values = {1,  -10, 100,  1000, -0.5f, 5, 50,  -500,
                                       -1, 10,  -100, 1000, 0.7f,  7, -70, 300};
    return Tensor::of<float>({4, 4, 1, 1}, values);
  }
};

TEST_F(PerChannelWeights, AreThoseThatOnnxRuntimeQuantizesPerChannel) {
  const Network network = example("liveness_int8.onnx"), real = example("liveness_float.onnx");
  const Network expected = example("liveness_int8_per_channel.onnx");
  RemedySource with = source(network);
  with.float_model = real.model.get();
  const auto remedies = proposed(with, "per-channel-weights");
  ASSERT_THAT(ids(remedies), ElementsAre("per-channel-weights@*"));
  ASSERT_EQ(remedies[0].not_possible, "");
  const Network better = applied(with, "per-channel-weights@*");
  ASSERT_TRUE(better.model);
  const Graph &a = better.model->graph, &b = expected.model->graph;
  ASSERT_EQ(a.nodes.size(), b.nodes.size());
  int layers = 0;
  for (size_t n = 0; n < a.nodes.size(); ++n) {
    ASSERT_EQ(a.nodes[n].op_type, b.nodes[n].op_type);
    const std::set<std::string> of_layers = {"Conv", "Gemm", "MatMul"};
    if (!of_layers.contains(a.nodes[n].op_type)) continue;
    const Value& found = a.value(a.nodes[n].inputs[1]);
    const Value& wanted = b.value(b.nodes[n].inputs[1]);
    EXPECT_EQ(found.quantization, wanted.quantization) << a.nodes[n].text();
    EXPECT_TRUE(std::ranges::equal(found.constant->bytes(), wanted.constant->bytes()))
        << a.nodes[n].text();
    ++layers;
  }
  EXPECT_EQ(layers, 57);
}

TEST_F(PerChannelWeights, BringTheExampleNearerToItsFloatNetwork) {
  const Network network = example("liveness_int8.onnx"), real = example("liveness_float.onnx");
  RemedySource with = source(network);
  with.float_model = real.model.get();
  const Network better = applied(with, "per-channel-weights@*");
  EXPECT_LT(distance(*real.model, *better.model, 1, image),
            distance(*real.model, *network.model, 1, image));
}

TEST_F(PerChannelWeights, AreNotProposedWhereThereIsNothingToDo) {
  const Network network = example("liveness_int8_per_channel.onnx");
  EXPECT_THAT(proposed(source(network), "per-channel-weights"), IsEmpty());
}

TEST_F(PerChannelWeights, NeedTheFloatModelThatTheFileComesFrom) {
  const Network network = load(capped_network());
  RemedySource with = source(network);
  EXPECT_THAT(proposed(with, "per-channel-weights").at(0).not_possible,
              HasSubstr("needs the float model"));
  const Network other = example("liveness_float.onnx");
  with.float_model = other.model.get();
  EXPECT_THAT(proposed(with, "per-channel-weights").at(0).not_possible,
              HasSubstr("no constant of the float model is what 'w1' was quantized from"));
}

TEST_F(Equalise, MakesChannelsOfOnePairAlikeAndTheNetworkNearerToFloat) {
  for (const std::string between : {"", "Relu"}) {
    const Network network = load(quantized_pair(between)), real = load(float_pair(between));
    RemedySource with = source(network);
    with.float_model = real.model.get();
    for (unsigned seed = 0; seed < 4; ++seed) with.calibration.push_back(sample(*real.model, seed));
    const auto remedies = proposed(with, "equalise");
    ASSERT_THAT(ids(remedies), ElementsAre("equalise@*"));
    ASSERT_EQ(remedies[0].not_possible, "");
    const Network better = applied(with, "equalise@*");
    ASSERT_TRUE(better.model);
    EXPECT_LT(distance(*real.model, *better.model, 4, sample),
              distance(*real.model, *network.model, 4, sample) / 3);
    expect_ort_agrees(better, 0.1001);
  }
}

TEST_F(Equalise, DoesNotGoThroughAClip) {
  const Network network = load(quantized_pair("Clip")), real = load(float_pair("Clip"));
  RemedySource with = source(network);
  with.float_model = real.model.get();
  with.calibration = {sample(*real.model, 1)};
  EXPECT_THAT(proposed(with, "equalise"), IsEmpty());
}

TEST_F(Equalise, DoesNotGoThroughAClipThatOnlyTheFloatNetworkHas) {
  Graph quantized = quantized_pair("");
  quantized.value(quantized.find_value("c")).name = "r";
  const Network network = load(quantized), real = load(float_pair("Clip"));
  RemedySource with = source(network);
  with.float_model = real.model.get();
  with.calibration = {sample(*real.model, 1)};
  EXPECT_THAT(proposed(with, "equalise"), IsEmpty());
}

TEST_F(Equalise, SaysWhatItNeeds) {
  const Network network = load(quantized_pair("Relu")), real = load(float_pair("Relu"));
  RemedySource with = source(network);
  EXPECT_THAT(proposed(with, "equalise").at(0).not_possible, HasSubstr("needs the float model"));
  with.float_model = real.model.get();
  EXPECT_THAT(proposed(with, "equalise").at(0).not_possible, HasSubstr("needs calibration inputs"));
}

TEST_F(Equalise, BringsTheExampleNearerToItsFloatNetwork) {
  const Network network = example("liveness_int8.onnx"), real = example("liveness_float.onnx");
  RemedySource with = source(network);
  with.float_model = real.model.get();
  for (unsigned seed = 0; seed < 3; ++seed) with.calibration.push_back(image(*real.model, seed));
  const Network better = applied(with, "equalise@*");
  ASSERT_TRUE(better.model);
  EXPECT_LT(distance(*real.model, *better.model, 3, image),
            distance(*real.model, *network.model, 3, image) / 2);
}

}  // namespace
}  // namespace npuscope
