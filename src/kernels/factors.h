// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "kernels/accumulate.h"

namespace npuscope {

/// What a code minus its zero point can be, from the type and the zero points alone.
IntegerRange factor_range(const SumOperand& operand);

inline int64_t largest_magnitude(IntegerRange range) {
  return std::max(std::abs(range.low), std::abs(range.high));
}

/// Whether both operands' factors fit int16.
bool fit_int16(const SumOperand& a, const SumOperand& b);

/// Codes minus their zero points as plain integers, in the order of the tensor. Factor is int16_t
/// or int32_t and must hold factor_range(operand).
template <class Factor>
std::vector<Factor> factors_of(const SumOperand& operand);

/// Whether int32 holds every partial sum of products of a row with numbers of `other`'s range:
/// max over rows of Σ|row| times the largest magnitude. Rows follow each other in `rows`.
bool sums_fit_int32(std::span<const int16_t> rows, size_t row_length, IntegerRange other);

/// The codes are there and of a type that can be summed: (u)int4, (u)int8, (u)int16.
Status check_operand(const SumOperand& operand);

}  // namespace npuscope
