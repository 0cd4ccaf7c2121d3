// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "simd/kernels.h"

namespace npuscope {

/// Four int8 as two units whose neighbours sum to -128 … 128 where their signs are equal.
struct SplitUnit {
  uint32_t fitting = 0;
  uint32_t excess = 0;  ///< the rest; mostly none
};
SplitUnit split_excess(uint32_t unit);

/// Weights of 8 bits for simd::Kernels::multiply_pairs(), which adds four products of bytes in 16
/// bits (vpmaddubsw twice, vpaddw) before it widens them. Activations are at most 255; therefore
/// nothing leaves 16 bits, in whatever order, where of the four weights
///
///   Σ positive ≤ 128 and Σ negative ≥ -128                          255 * 128 = 32640 < 2^15
///
/// Units meet so that this holds in every row. What a unit by itself has too much of stands in a
/// further one, which meets the same activations.
class BytePairs {
 public:
  static constexpr size_t kMostRows = simd::kPairedRows;

  /// Adds a part: four int8 in each of weights[unit * rows + r], rows ≤ kMostRows, at most 2^16
  /// units.
  void add(std::span<const uint32_t> weights, size_t rows);
  /// What multiply_pairs() takes: of the parts in the order in which they were added.
  [[nodiscard]] const uint32_t* weights() const { return weights_.data(); }
  [[nodiscard]] const uint16_t* order() const { return order_.data(); }
  [[nodiscard]] const simd::PairedUnits* parts() const { return parts_.data(); }
  /// Instructions that multiply a vector of lanes, in all parts.
  [[nodiscard]] size_t multiplications() const { return multiplications_; }

 private:
  std::vector<uint32_t> weights_;
  std::vector<uint16_t> order_;
  std::vector<simd::PairedUnits> parts_;
  size_t multiplications_ = 0;
};

}  // namespace npuscope
