// SPDX-License-Identifier: Apache-2.0
#include "predict/drift.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "execute/executor.h"
#include "execute/model.h"

namespace npuscope {
namespace {

/// Smooth pictures, unlike each other: waves of other lengths and directions in every channel.
Tensor picture(const Shape& shape, int number) {
  Tensor tensor = Tensor::zeros(ElementType::kFloat32, shape);
  const auto pixels = tensor.mutable_values<float>();
  const auto width = static_cast<size_t>(shape[3]), height = static_cast<size_t>(shape[2]);
  for (size_t i = 0; i < pixels.size(); ++i) {
    const double x = static_cast<double>(i % width) / static_cast<double>(width);
    const double y = static_cast<double>(i / width % height) / static_cast<double>(height);
    const double channel = static_cast<double>(i / (width * height));
    const double turn = 2 * std::numbers::pi * (1 + number % 3);
    pixels[i] =
        static_cast<float>(0.5 + 0.25 * std::sin(turn * (x + 0.3 * channel) + number) +
                           0.25 * std::sin(turn * (1.7 * y - 0.4 * x) + 2.3 * number + channel));
  }
  return tensor;
}

/// The error of every layer alone, measured: the NPU's arithmetic on the values of `exact`.
struct Measured {
  std::vector<double> rms;
  std::vector<int> largest;
  std::vector<bool> has;
  ActivationCodes codes;
};

class Drifts : public testing::TestWithParam<std::pair<const char*, const char*>> {
 protected:
  void SetUp() override {
    const auto path = fs::path(NPUSCOPE_SOURCE_DIR) / "examples/liveness" / GetParam().first;
    auto model = load_model(path);
    ASSERT_TRUE(model) << model.error().message();
    graph_ = std::move(model->graph);
    npu_ = make_neural_art_arithmetic(
        *parse_neural_art_spec(fmt::format("neural-art:compiler={}", GetParam().second)));
  }

  Measured measure(int samples) {
    const Executor exact = *Executor::create(graph_, exact_arithmetic());
    const Executor npu = *Executor::create(graph_, *npu_);
    Measured measured{std::vector<double>(graph_.nodes.size()),
                      std::vector<int>(graph_.nodes.size()), std::vector<bool>(graph_.nodes.size()),
                      empty_activation_codes(graph_)};
    std::vector<double> elements(graph_.nodes.size());
    for (int s = 0; s < samples; ++s) {
      std::vector<Tensor> values(graph_.values.size());
      const std::vector<Tensor> inputs = {picture(*graph_.value(graph_.inputs[0]).shape, s)};
      const auto tap = [&](ValueId id, const Tensor& tensor) -> Status {
        const auto i = static_cast<size_t>(id);
        values[i] = tensor;
        if (measured.codes[i]) measured.codes[i]->add(tensor);
        return {};
      };
      EXPECT_TRUE(exact.run(inputs, tap));
      for (size_t n = 0; n < graph_.nodes.size(); ++n) {
        const auto output = static_cast<size_t>(graph_.nodes[n].outputs[0]);
        if (!measured.codes[output]) continue;
        measured.has[n] = true;
        std::vector<const Tensor*> operands;
        for (const ValueId id : graph_.nodes[n].inputs)
          operands.push_back(id == kNoValue || graph_.value(id).constant
                                 ? nullptr
                                 : &values[static_cast<size_t>(id)]);
        const Tensor computed = npu.run_node(n, operands)->front();
        const auto a = values[output].values<int8_t>();
        const auto b = computed.values<int8_t>();
        for (size_t i = 0; i < a.size(); ++i) {
          const int difference = std::abs(a[i] - b[i]);
          measured.rms[n] += difference * difference;
          measured.largest[n] = std::max(measured.largest[n], difference);
        }
        elements[n] += static_cast<double>(a.size());
      }
    }
    for (size_t n = 0; n < elements.size(); ++n)
      if (elements[n] > 0) measured.rms[n] = std::sqrt(measured.rms[n] / elements[n]);
    return measured;
  }

  /// The share of layers that are predicted within the factor; what hardly drifts need only be
  /// predicted small.
  double right(const Measured& measured, const ActivationCodes& codes, double factor) {
    const auto drifts = predict_drift(graph_, *npu_, codes);
    EXPECT_TRUE(drifts) << drifts.error().message();
    int layers = 0, right = 0;
    for (size_t n = 0; n < measured.rms.size(); ++n) {
      if (!measured.has[n]) continue;
      const double predicted = (*drifts)[n].rms, rms = measured.rms[n];
      const bool near =
          rms < 0.01 ? predicted < 0.03 : predicted <= rms * factor && predicted >= rms / factor;
      ++layers;
      right += near ? 1 : 0;
    }
    EXPECT_GE(layers, 100);
    return static_cast<double>(right) / layers;
  }

  /// The share of layers whose largest error is predicted to a code or a fifth.
  double right_largest(const Measured& measured) {
    const auto drifts = *predict_drift(graph_, *npu_, measured.codes);
    int layers = 0, right = 0;
    for (size_t n = 0; n < measured.rms.size(); ++n) {
      if (!measured.has[n]) continue;
      const double off = std::abs(static_cast<double>(drifts[n].largest) - measured.largest[n]);
      ++layers;
      right += off <= std::max(1.0, 0.2 * measured.largest[n]) ? 1 : 0;
    }
    return static_cast<double>(right) / layers;
  }

  Graph graph_;
  std::unique_ptr<const Arithmetic> npu_;
};

TEST_P(Drifts, ArePredictedWithinAFactorOfTwoFromInputsAndOfFourWithout) {
  const Measured measured = measure(6);
  const double with = right(measured, measured.codes, 2);
  const double without = right(measured, *assumed_activation_codes(graph_), 4);
  RecordProperty("with_inputs", fmt::format("{:.3f}", with));
  RecordProperty("without_inputs", fmt::format("{:.3f}", without));
  EXPECT_GE(with, 0.9);
  EXPECT_GE(without, 0.9);
  EXPECT_GE(right_largest(measured), 0.95);
}

INSTANTIATE_TEST_SUITE_P(OfTheBundledNetworks, Drifts,
                         testing::Values(std::pair("liveness_int8.onnx", "2.2"),
                                         std::pair("liveness_int8.onnx", "4.0"),
                                         std::pair("liveness_int8_per_channel.onnx", "2.2"),
                                         std::pair("liveness_int8_per_channel.onnx", "4.0")));

}  // namespace
}  // namespace npuscope
