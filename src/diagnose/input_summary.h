// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "diagnose/diagnosis.h"
#include "diagnose/sample_source.h"

namespace npuscope {

/// Smallest, largest and mean of a tensor's finite elements.
struct TensorFacts {
  Shape shape;
  ElementType type = ElementType::kUndefined;
  double smallest = 0, largest = 0, mean = 0;
  int64_t nonfinite = 0;  ///< elements that are NaN or infinite
};
TensorFacts describe_tensor(const Tensor& tensor);

/// Samples, parallel to `names`, that do not look like the others: constant among such that are
/// not, or with a largest magnitude 16 times off the median's (0 to 255 among 0 to 1).
std::vector<std::string> odd_samples(std::span<const std::string> names,
                                     std::span<const TensorFacts> facts);

void summarise_inputs(const SampleSource& source, const std::vector<TensorFacts>& facts,
                      Diagnosis& out);

}  // namespace npuscope
