// SPDX-License-Identifier: Apache-2.0
// vpmaddwd: exact, where vpmaddubsw on bytes would saturate.
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#include "simd/vector_256.h"

namespace npuscope::simd {
namespace {

struct Vector : Vector256 {
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(activations, weights));
  }
};

}  // namespace

const Kernels& avx2_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 2>(Isa::kAvx2, Units::kShorts);
  return kKernels;
}

}  // namespace npuscope::simd
