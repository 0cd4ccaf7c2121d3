// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "base/result.h"
#include "inputs/input_description.h"

namespace npuscope {

/// The random data that ST Edge AI's `validate` makes when it is given none; the defaults are its
/// own.
struct RandomSpec {
  uint32_t seed = 42;
  int64_t count = 10;        ///< samples, 1 to 10000
  double low = 0, high = 1;  ///< range of float inputs (`validate --range`)
};

/// Reproduces numpy.random.RandomState(seed).uniform(0, 1, (count, ...)): MT19937 seeded as
/// std::mt19937, two draws for each 53-bit double.
///
/// Float inputs: float32(u * (high - low) + low). Inputs with quantization (scale s, zero point z)
/// cover their whole range of codes [qmin, qmax], whatever `low` and `high` say:
///   f = float32(u * (hi - lo) + lo) with lo = (qmin - z) * s, hi = (qmax - z) * s in float64,
///   code = rint(f * float32(1 / s) + float32(z)) in float32.
/// Adding z before rounding matters where z is odd and a product ends in .5; dividing by s instead
/// of multiplying gives other codes, too. The int8 formula gives all 491520 published codes of four
/// networks validated with ST Edge AI Core 2.2. Other code types, and that several inputs are drawn
/// one after the other from one generator, each for all samples, are assumed.
class RandomData {
 public:
  /// Usage errors: a range or count that makes no sense. Bad input: an element type that random
  /// data cannot be made for (integers without quantization, quantization per channel).
  static Result<RandomData> create(const RandomSpec& spec, std::vector<InputDescription> inputs);

  [[nodiscard]] size_t size() const { return static_cast<size_t>(spec_.count); }
  /// The inputs of sample i < size(), in the order given to create().
  [[nodiscard]] std::vector<Tensor> load(size_t i) const;

 private:
  RandomData(const RandomSpec& spec, std::vector<InputDescription> inputs);

  RandomSpec spec_;
  std::vector<InputDescription> inputs_;
  /// The generator where sample i of input k begins, at [k * size() + i]: samples can be made in
  /// any order, by several threads.
  std::vector<std::mt19937> states_;
};

}  // namespace npuscope
