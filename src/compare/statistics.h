// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "tensor/tensor.h"

namespace npuscope {

/// One side of a comparison: elements and, for codes, how they stand for real numbers.
struct Operand {
  const Tensor* tensor = nullptr;
  const Quantization* quantization = nullptr;  ///< null: the elements are the real numbers
};

/// Statistics of d = reference - other over elements and samples. Mergeable; merging in the order
/// of the samples gives the same bytes whatever the thread count. NaN and infinity are counted
/// apart and take no part in the rest.
///
/// The metrics named as ST Edge AI Core's `validate` names them follow its formulas exactly: values
/// dequantized in float32, d in float32, squares and sums in float64.
class Statistics {
 public:
  /// Code differences beyond +-kLargestBin are counted in the outermost bins.
  static constexpr int kLargestBin = 16;

  /// Adds one sample. Shapes must be equal. `channel_axis` < 0: no per-channel figures.
  Status add(const Operand& reference, const Operand& other, int channel_axis);
  void merge(const Statistics& later);

  // …the figures, each nothing when it is not defined (no codes, no elements, a zero denominator)
  // are filled in by compare/statistics.cc's author.
};

}  // namespace npuscope
