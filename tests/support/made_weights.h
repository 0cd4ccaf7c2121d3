// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "build/weights_proof.h"

namespace npuscope {

// Weights and images of them made by hand, for tests.

inline LayerWeights made_layer(std::string node, std::array<int64_t, 4> shape, uint32_t seed) {
  LayerWeights layer;
  layer.node = node;
  layer.names = {node, node + "_result"};
  layer.op_type = "Conv";
  layer.weights.shape = shape;
  std::mt19937 random(seed);
  for (int64_t i = 0; i < shape[0] * shape[1] * shape[2] * shape[3]; ++i)
    layer.weights.codes.push_back(static_cast<int32_t>(random() % 255) - 127);
  return layer;
}

/// An image, and buffers of weights in it.
class MadeImage {
 public:
  /// Puts the weights into the image in the layout's order.
  MadeImage& add(const std::string& name, const WeightCodes& weights, KernelLayout layout) {
    layout.shape = weights.shape;
    StBuffer buffer;
    buffer.name = name;
    buffer.base = {StAddress::Base::kAbsolute, 0x71000000, ""};
    buffer.offset_start = static_cast<int64_t>(image.size());
    for (int64_t place = 0; place < layout.stored(); ++place) {
      const auto element = layout.element(place);
      image.push_back(element ? static_cast<std::byte>(weights.codes[static_cast<size_t>(*element)])
                              : std::byte{0});
    }
    buffer.offset_end = static_cast<int64_t>(image.size());
    buffer.parameter = true;
    buffer.shape = {weights.shape.begin(), weights.shape.end()};
    buffer.channels = StChannelPosition::kMixed;
    buffer.batch = layout.block;
    buffer.type = "STAI_FORMAT_S8";
    buffer.element = ElementType::kInt8;
    buffer.bits = 8;
    buffers.push_back(std::move(buffer));
    return *this;
  }

  [[nodiscard]] std::vector<StoredWeights> stored() const {
    std::vector<StoredWeights> all;
    for (const StBuffer& buffer : buffers)
      all.push_back({buffer,
                     Bytes(image).subspan(static_cast<size_t>(buffer.offset_start),
                                          static_cast<size_t>(buffer.bytes())),
                     {"network.c", 7}});
    return all;
  }

  std::vector<std::byte> image;
  std::vector<StBuffer> buffers;
};

}  // namespace npuscope
