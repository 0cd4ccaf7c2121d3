// SPDX-License-Identifier: Apache-2.0
// sdot adds four products of signed bytes to int32.
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#include "simd/vector_neon.h"

namespace npuscope::simd {
namespace {

struct Vector : VectorNeon {
  using Units = int8x16_t;
  static Units load(const uint32_t* units) { return vreinterpretq_s8_u32(vld1q_u32(units)); }
  static Units broadcast(const uint32_t* unit) { return vreinterpretq_s8_u32(vld1q_dup_u32(unit)); }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    return vdotq_s32(sum, activations, weights);
  }
};

}  // namespace

const Kernels& neondot_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 4>(Isa::kNeonDot, Units::kSignedBytes);
  return kKernels;
}

}  // namespace npuscope::simd
