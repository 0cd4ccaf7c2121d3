// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "inputs/input_set.h"
#include "tensor/tensor.h"

namespace npuscope {

/// What values a tensor holds. NaN and infinities are counted and otherwise left out.
struct ValueRange {
  double min = 0;  ///< 0 when no value is finite
  double max = 0;
  double mean = 0;
  int64_t finite = 0;
  int64_t not_finite = 0;
};

ValueRange value_range(const Tensor& tensor);

/// Facts on one input over all samples, for a person who knows what it should be.
struct InputValues {
  std::string name;
  ValueRange all;
  std::vector<ValueRange> samples;
};

/// Loads every sample and gathers its values, one entry per input of the network.
Result<std::vector<InputValues>> gather_values(const InputSet& set);

/// What looks wrong with them: values that are not finite, constant samples, and samples whose
/// largest magnitude is 16 times off the median's (0 to 255 among 0 to 1). Never an error.
std::vector<std::string> value_warnings(const InputSet& set, std::span<const InputValues> values);

}  // namespace npuscope
