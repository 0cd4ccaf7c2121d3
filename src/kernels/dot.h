// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace npuscope {

/// Rows of factors are padded with zeros to a multiple of this many elements, so that the vector
/// loops have no remainder.
constexpr size_t kDotGranularity = 8;

constexpr size_t padded_length(size_t length) {
  return (length + kDotGranularity - 1) / kDotGranularity * kDotGranularity;
}

/// out[j] = Σ_k row[k] * columns[j * length + k] for j in [0, count). `length` is a multiple of
/// kDotGranularity. The sums must fit Sum in every order of summation: Σ|row·column| does.
///
/// Instantiated for <int16_t, int32_t>, <int16_t, int64_t> and <int32_t, int64_t>.
template <class Factor, class Sum>
void dot_products(const Factor* row, const Factor* columns, size_t length, size_t count, Sum* out);

/// out[j] += a[k] * b[k * count + j] for j in [0, count), k rising from 0: for every j the products
/// are added in the order of k, one rounding each. float, double,
/// uint32_t and uint64_t (which wrap).
template <class T>
void add_products(const T* a, const T* b, size_t length, size_t count, T* out);

}  // namespace npuscope
