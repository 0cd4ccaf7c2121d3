// SPDX-License-Identifier: Apache-2.0
// A quantized network of the layers of MobileNetV2 (Sandler et al., 2018, table 2), 1.0 at 224x224,
// with random weights: what it computes means nothing, how long it takes does.
#pragma once

#include <cmath>
#include <random>
#include <string>

#include "graph/graph.h"
#include "support/graph_builder.h"
#include "support/weights.h"

namespace npuscope::bench {

class MobileNetV2 {
 public:
  static constexpr int64_t kSize = 224;

  Graph build() {
    builder_.input("image", {1, 3, kSize, kSize}, ElementType::kUint8)
        .constant("zero", Tensor::scalar(uint8_t{128}))
        .constant("w.zero", Tensor::scalar(int8_t{0}))
        .constant("image.scale", Tensor::scalar(kScale));
    Value x = convolution({"image", 3}, 32, 3, 2, 1);
    for (const Stage& stage : kStages)
      for (int64_t i = 0; i < stage.repeats; ++i)
        x = block(x, stage.factor, stage.channels, i == 0 ? stage.stride : 1);
    x = convolution(x, 1280, 1, 1, 1);
    const Value mean = node("GlobalAveragePool", {x}, 1280, kScale);
    x = convolution(mean, 1000, 1, 1, 1);
    builder_.output(x.name, ElementType::kUint8);
    return builder_.build();
  }

 private:
  struct Stage {
    int64_t factor, channels, repeats, stride;
  };
  static constexpr Stage kStages[] = {{1, 16, 1, 1}, {6, 24, 2, 2},  {6, 32, 3, 2}, {6, 64, 4, 2},
                                      {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
  static constexpr float kScale = 0.0471F;  // of every tensor of activations

  /// Codes of a tensor, of `name`.scale.
  struct Value {
    std::string name;
    int64_t channels = 0;
  };

  Value block(const Value& x, int64_t factor, int64_t channels, int64_t stride) {
    const int64_t inner = x.channels * factor;
    const Value wide = factor == 1 ? x : convolution(x, inner, 1, 1, 1);
    const Value filtered = convolution(wide, inner, 3, stride, inner);
    const Value narrow = convolution(filtered, channels, 1, 1, 1);
    if (stride != 1 || x.channels != channels) return narrow;
    return node("Add", {x, narrow}, channels, kScale * 1.31F);
  }

  /// Weights of a scale for each output channel, so that sums have about the spread of their
  /// inputs: weights spread by about a third of the largest, where there are many.
  Value convolution(const Value& x, int64_t outputs, int64_t kernel, int64_t stride,
                    int64_t groups) {
    const std::string name = "v" + std::to_string(++count_);
    const int64_t inner = x.channels / groups;
    Tensor weights = weight_codes(random_, {outputs, inner, kernel, kernel}, 1);
    const auto terms = static_cast<float>(inner * kernel * kernel);
    Tensor scales = Tensor::zeros(ElementType::kFloat32, {outputs});
    std::uniform_real_distribution<float> spread(0.8F, 1.2F);
    for (float& scale : scales.mutable_values<float>())
      scale = spread(random_) / (42.0F * std::sqrt(terms));
    Tensor zeros = Tensor::zeros(ElementType::kInt8, {outputs});
    builder_.constant(name + ".w", std::move(weights))
        .constant(name + ".w.scale", std::move(scales))
        .constant(name + ".w.zero", std::move(zeros))
        .node("DequantizeLinear", {x.name, x.name + ".scale", "zero"}, {name + ".x"})
        .node("DequantizeLinear", {name + ".w", name + ".w.scale", name + ".w.zero"},
              {name + ".w.real"}, {{"axis", int64_t{0}}});
    const int64_t pad = kernel / 2;
    builder_.node("Conv", {name + ".x", name + ".w.real"}, {name + ".real"},
                  {{"kernel_shape", std::vector<int64_t>{kernel, kernel}},
                   {"strides", std::vector<int64_t>{stride, stride}},
                   {"pads", std::vector<int64_t>{pad, pad, pad, pad}},
                   {"group", groups}});
    return quantized(name, outputs, kScale);
  }

  Value node(const std::string& op_type, const std::vector<Value>& operands, int64_t channels,
             float scale) {
    const std::string name = "v" + std::to_string(++count_);
    std::vector<std::string> reals;
    for (const Value& operand : operands) {
      reals.push_back(name + "." + operand.name);
      builder_.node("DequantizeLinear", {operand.name, operand.name + ".scale", "zero"},
                    {reals.back()});
    }
    builder_.node(op_type, reals, {name + ".real"});
    return quantized(name, channels, scale);
  }

  Value quantized(const std::string& name, int64_t channels, float scale) {
    builder_.constant(name + ".scale", Tensor::scalar(scale))
        .node("QuantizeLinear", {name + ".real", name + ".scale", "zero"}, {name});
    return {name, channels};
  }

  testing_support::GraphBuilder builder_;
  std::mt19937 random_{1};
  int count_ = 0;
};

}  // namespace npuscope::bench
