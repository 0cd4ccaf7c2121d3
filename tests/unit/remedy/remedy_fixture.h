// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "backend_ort/ort_rung.h"
#include "execute/accumulator_caps.h"
#include "execute/executor.h"
#include "remedy/remedy.h"
#include "support/graph_builder.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {

/// A network and the bytes that it was loaded from.
struct Network {
  std::shared_ptr<const Model> model;
  std::string bytes;
};

class RemedyFixture : public testing::Test {
 protected:
  Network load(std::string bytes) {
    const fs::path path = folder_.path() / (std::to_string(files_++) + ".onnx");
    EXPECT_TRUE(write_file_atomically(path, std::string_view(bytes)));
    auto model = load_model(path);
    EXPECT_TRUE(model) << model.error().message();
    return {model ? std::make_shared<const Model>(*std::move(model)) : nullptr, std::move(bytes)};
  }
  Network load(const Graph& graph) { return load(test::write_onnx(graph)); }
  Network example(const std::string& name) {
    const fs::path path = fs::path(NPUSCOPE_SOURCE_DIR) / "examples/liveness" / name;
    auto bytes = read_file(path);
    EXPECT_TRUE(bytes) << bytes.error().message();
    return load(*std::move(bytes));
  }

  static RemedySource source(const Network& network, std::vector<std::string> layers = {}) {
    RemedySource source;
    source.model = network.model.get();
    source.bytes = network.bytes;
    source.layers = std::move(layers);
    return source;
  }

  static std::vector<Remedy> proposed(const RemedySource& source, std::string_view kind) {
    auto remedies = propose_remedies(source);
    EXPECT_TRUE(remedies) << remedies.error().message();
    if (!remedies) return {};
    std::erase_if(*remedies, [&](const Remedy& remedy) { return remedy.kind != kind; });
    return *std::move(remedies);
  }
  static std::vector<std::string> ids(const std::vector<Remedy>& remedies) {
    std::vector<std::string> names;
    for (const Remedy& remedy : remedies) names.push_back(remedy.id);
    return names;
  }

  Network applied(const RemedySource& source, std::string_view id) {
    auto bytes = apply_remedy(source, id);
    EXPECT_TRUE(bytes) << bytes.error().message();
    return bytes ? load(*std::move(bytes)) : Network();
  }

  /// What fits the network's float inputs, from -1 to 1.
  static std::vector<Tensor> sample(const Model& model, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Tensor> inputs;
    for (const ValueId id : model.graph.inputs) {
      Tensor tensor = Tensor::zeros(ElementType::kFloat32, *model.graph.value(id).shape);
      for (float& x : tensor.mutable_values<float>())
        x = static_cast<float>(random() % 2001) / 1000.0f - 1;
      inputs.push_back(std::move(tensor));
    }
    return inputs;
  }

  static std::vector<Tensor> run(const Model& model, const Arithmetic& arithmetic,
                                 std::span<const Tensor> inputs) {
    const auto executor = Executor::create(model.graph, arithmetic);
    EXPECT_TRUE(executor) << executor.error().message();
    auto outputs = executor->run(inputs);
    EXPECT_TRUE(outputs) << outputs.error().message();
    return *std::move(outputs);
  }

  /// Bit for bit, on a few samples, in exact arithmetic.
  static void expect_equal_outputs(const Model& a, const Model& b) {
    for (unsigned seed = 0; seed < 3; ++seed) {
      const auto inputs = sample(a, seed);
      const auto x = run(a, exact_arithmetic(), inputs), y = run(b, exact_arithmetic(), inputs);
      ASSERT_EQ(x.size(), y.size());
      for (size_t i = 0; i < x.size(); ++i)
        EXPECT_TRUE(x[i].shape() == y[i].shape() && std::ranges::equal(x[i].bytes(), y[i].bytes()))
            << "output " << i << ", seed " << seed;
    }
  }

  /// What ONNX Runtime makes of the file is at most `tolerance` from the `exact` arithmetic.
  static void expect_ort_agrees(const Network& network, double tolerance) {
    const auto library = OrtLibrary::open();
    if (!library) GTEST_SKIP() << "skipped: no ONNX Runtime library\n" << library.error().message();
    const auto rung = make_ort_rung(network.model, "ort:level=none", *library);
    ASSERT_TRUE(rung) << rung.error().message();
    const auto inputs = sample(*network.model, 7);
    const auto outputs = (*rung)->run(inputs, [](ValueId, const Tensor&) { return Status(); });
    ASSERT_TRUE(outputs) << outputs.error().message();
    const auto exact = run(*network.model, exact_arithmetic(), inputs);
    for (size_t i = 0; i < exact.size(); ++i) {
      const auto found = to_doubles((*outputs)[i]), expected = to_doubles(exact[i]);
      ASSERT_EQ(found.size(), expected.size());
      for (size_t e = 0; e < found.size(); ++e) EXPECT_NEAR(found[e], expected[e], tolerance);
    }
  }

  static AccumulatorCap cap_of(const Model& model, std::string_view op_type) {
    const auto caps = accumulator_caps(model.graph, {});
    EXPECT_TRUE(caps) << caps.error().message();
    for (const AccumulatorCap& cap : *caps)
      if (model.graph.nodes[cap.node].op_type == op_type) return cap;
    ADD_FAILURE() << "no layer " << op_type;
    return {};
  }

  test::ScratchFolder folder_;
  int files_ = 0;
};

/// Weights of random codes whose sums per output channel are small: each is followed by its
/// opposite. `shape` holds an even number of elements per channel.
inline Tensor cancelling_weights(const Shape& shape, unsigned seed) {
  std::mt19937 random(seed);
  Tensor tensor = Tensor::zeros(ElementType::kInt8, shape);
  const auto codes = tensor.mutable_values<int8_t>();
  for (size_t i = 0; i + 1 < codes.size(); i += 2) {
    codes[i] = static_cast<int8_t>(static_cast<int>(random() % 101) + 20);
    codes[i + 1] = static_cast<int8_t>(-codes[i]);
  }
  return tensor;
}

/// Conv of 8 channels with Relu, then a Gemm, whose weights cancel: both are cut. The output "y"
/// has a scale of 0.5.
inline Graph capped_network(const std::string& clamp = "Relu") {
  testing_support::GraphBuilder b;
  b.input("x", {1, 8, 4, 4}).quantize("x", "xq", 0.01f, 0).dequantize("xq", "xd", 0.01f, 0);
  b.constant("w1", cancelling_weights({8, 8, 3, 3}, 1)).dequantize("w1", "w1d", 0.01f);
  b.constant<int32_t>("b1", {8}, {0, 500, -700, 100, 0, 30, 4, -5});
  b.constant<float>("b1s", {}, {0.0001f}).constant<int32_t>("b1z", {}, {0});
  b.node("DequantizeLinear", {"b1", "b1s", "b1z"}, {"b1d"});
  b.node("Conv", {"xd", "w1d", "b1d"}, {clamp.empty() ? "c" : "c_raw"},
         {{"pads", std::vector<int64_t>{1, 1, 1, 1}}});
  if (!clamp.empty()) b.node(clamp, {"c_raw"}, {"c"});
  b.quantize("c", "cq", 0.05f, -128).dequantize("cq", "cd", 0.05f, -128);
  b.node("Flatten", {"cd"}, {"f"});
  b.quantize("f", "fq", 0.05f, -128).dequantize("fq", "fd", 0.05f, -128);
  b.constant("w2", cancelling_weights({6, 128}, 2)).dequantize("w2", "w2d", 0.02f);
  b.node("Gemm", {"fd", "w2d"}, {"g"}, {{"transB", int64_t{1}}});
  b.quantize("g", "gq", 0.5f, 3).dequantize("gq", "y", 0.5f, 3);
  return b.output("y").build();
}

}  // namespace npuscope
