// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "recording/recording.h"

namespace npuscope {

/// A network of three tensors: quantized input, 4-bit intermediate, float output.
inline Manifest sample_manifest() {
  Manifest manifest;
  manifest.rung = "ort";
  manifest.spec = "ort:level=all";
  manifest.facts = {{"library onnxruntime", "1.31.0"}, {"model", "abc"}};
  manifest.preparation = "resize 2x2";
  TensorEntry in;
  in.name = "in";
  in.aliases = {"in_q"};
  in.type = ElementType::kInt8;
  in.shape = {1, 2};
  in.quantization = Quantization{ElementType::kInt8, {0.1f}, {-3}, -1};
  in.role = TensorRole::kInput;
  TensorEntry mid;
  mid.name = "mid/1";
  mid.type = ElementType::kInt4;
  mid.shape = {1, 3};
  mid.quantization = Quantization{ElementType::kInt4, {0.1f, 0.2f, 1e-9f}, {0, -8, 7}, 1};
  mid.note = "4 bits";
  TensorEntry out;
  out.name = "out";
  out.type = ElementType::kFloat32;
  out.shape = {1, 4};
  out.role = TensorRole::kOutput;
  manifest.tensors = {in, mid, out};
  return manifest;
}

inline Tensor in_of(int8_t seed) {
  return Tensor::of<int8_t>({1, 2}, std::array<int8_t, 2>{seed, static_cast<int8_t>(-seed)});
}
inline Tensor mid_of() {
  Tensor tensor = Tensor::zeros(ElementType::kInt4, {1, 3});
  tensor.mutable_values<int8_t>()[1] = -8;
  return tensor;
}
inline Tensor out_of(float seed) {
  return Tensor::of<float>({1, 4}, std::array{seed, -seed, 0.0f, seed / 3});
}

}  // namespace npuscope
