// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string_view>
#include <vector>

#include "compare/statistics.h"

namespace npuscope {

inline Tensor floats(std::vector<float> values) {
  return Tensor::of<float>({static_cast<int64_t>(values.size())}, values);
}

inline Tensor bytes(std::vector<int8_t> values) {
  return Tensor::of<int8_t>({static_cast<int64_t>(values.size())}, values);
}

inline Quantization int8_scale(float scale, int32_t zero_point) {
  return {ElementType::kInt8, {scale}, {zero_point}, -1};
}

inline std::vector<float> random_floats(size_t count, unsigned seed, float mean = 0,
                                        float spread = 1) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (float& v : values) v = mean + spread * (static_cast<float>(random() >> 8) * 0x1p-23F - 1);
  return values;
}

inline std::vector<int8_t> random_codes(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> values(count);
  for (int8_t& v : values) v = static_cast<int8_t>(static_cast<int>(random() >> 24) - 128);
  return values;
}

inline Figures figures_of(const Operand& reference, const Operand& other,
                          StatisticsOptions options = {}) {
  Statistics statistics(options);
  const Status added = statistics.add(reference, other, "sample");
  if (!added) throw std::runtime_error(added.error().message());
  return statistics.figures();
}

}  // namespace npuscope
