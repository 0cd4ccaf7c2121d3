// SPDX-License-Identifier: Apache-2.0
// Compiled with full vectorisation (see CMakeLists.txt): the loops are written so that compilers
// find pmaddwd for 16-bit factors and independent lanes for floats.
#include "kernels/dot.h"

namespace npuscope {

template <class Factor, class Sum>
void dot_products(const Factor* row, const Factor* columns, size_t length, size_t count, Sum* out) {
  const size_t blocks = length / kDotGranularity;
  for (size_t j = 0; j < count; ++j) {
    const Factor* column = columns + j * length;
    Sum sum = 0;
    for (size_t k = 0; k < blocks * kDotGranularity; ++k)
      sum += static_cast<Sum>(row[k]) * static_cast<Sum>(column[k]);
    out[j] = sum;
  }
}

template void dot_products(const int16_t*, const int16_t*, size_t, size_t, int32_t*);
template void dot_products(const int16_t*, const int16_t*, size_t, size_t, int64_t*);
template void dot_products(const int32_t*, const int32_t*, size_t, size_t, int64_t*);

template <class T>
void add_products(const T* a, const T* b, size_t length, size_t count, T* out) {
  for (size_t k = 0; k < length; ++k) {
    const T factor = a[k];
    const T* row = b + k * count;
    for (size_t j = 0; j < count; ++j) out[j] += factor * row[j];
  }
}

template void add_products(const float*, const float*, size_t, size_t, float*);
template void add_products(const double*, const double*, size_t, size_t, double*);
template void add_products(const uint32_t*, const uint32_t*, size_t, size_t, uint32_t*);
template void add_products(const uint64_t*, const uint64_t*, size_t, size_t, uint64_t*);

}  // namespace npuscope
