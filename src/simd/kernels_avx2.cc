// SPDX-License-Identifier: Apache-2.0
// vpmaddwd, which is exact whatever the codes are, and vpmaddubsw, which is where the weights are
// arranged for it.
#include "simd/byte_pairs.h"
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#include "simd/vector_256.h"

namespace npuscope::simd {
namespace {

/// Units of shorts.
struct Vector : Vector256 {
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(activations, weights));
  }
};

/// Units of bytes.
struct ByteVector : Vector256 {
  static Shorts pairs(Units activations, Units weights) {
    return reinterpret_cast<Shorts>(_mm256_maddubs_epi16(activations, weights));
  }
  static Sum add_pairs(Sum sum, Shorts pairs) {
    return _mm256_add_epi32(
        sum, _mm256_madd_epi16(reinterpret_cast<__m256i>(pairs), _mm256_set1_epi16(1)));
  }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return add_pairs(sum, pairs(activations, weights));
  }
};

const Kernels& byte_kernels() {
  static const Kernels kKernels = [] {
    constexpr size_t kVectors = 4;
    Kernels kernels =
        kernels_with<ByteVector, kPairedRows, kVectors>(Isa::kAvx2, Units::kUnsignedBytes);
    kernels.multiply_pairs =
        multiply_tiles<PairedProducts<ByteVector, kPairedRows>, kPairedRows, kVectors>;
    return kernels;
  }();
  return kKernels;
}

}  // namespace

const Kernels& avx2_kernels() {
  static const Kernels kKernels = [] {
    Kernels kernels = kernels_with<Vector, 6, 2>(Isa::kAvx2, Units::kShorts);
    kernels.of_bytes = &byte_kernels();
    return kernels;
  }();
  return kKernels;
}

}  // namespace npuscope::simd
