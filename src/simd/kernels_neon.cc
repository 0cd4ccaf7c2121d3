// SPDX-License-Identifier: Apache-2.0
// Products of int16, added in pairs.
#include "simd/kernel_list.h"
#include "simd/kernel_table.h"
#include "simd/vector_neon.h"

namespace npuscope::simd {
namespace {

struct Vector : VectorNeon {
  using Units = int16x8_t;
  static Units load(const uint32_t* units) { return vreinterpretq_s16_u32(vld1q_u32(units)); }
  static Units broadcast(const uint32_t* unit) {
    return vreinterpretq_s16_u32(vld1q_dup_u32(unit));
  }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    const int32x4_t low = vmull_s16(vget_low_s16(activations), vget_low_s16(weights));
    const int32x4_t high = vmull_high_s16(activations, weights);
    return vaddq_s32(sum, vpaddq_s32(low, high));
  }
};

}  // namespace

const Kernels& neon_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 3>(Isa::kNeon, Units::kShorts);
  return kKernels;
}

}  // namespace npuscope::simd
