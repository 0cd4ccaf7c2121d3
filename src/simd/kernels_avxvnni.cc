// SPDX-License-Identifier: Apache-2.0
// vpdpbusd on 256 bits, of processors without AVX-512.
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#include "simd/vector_256.h"

namespace npuscope::simd {
namespace {

struct Vector : Vector256 {
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return _mm256_dpbusd_avx_epi32(sum, activations, weights);
  }
};

}  // namespace

const Kernels& avxvnni_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 2>(Isa::kAvxVnni, Units::kUnsignedBytes);
  return kKernels;
}

}  // namespace npuscope::simd
