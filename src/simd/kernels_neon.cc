// SPDX-License-Identifier: Apache-2.0
// Products of int16, added in pairs.
#include "simd/kernel_list.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#include "simd/kernel_table.h"

namespace npuscope::simd {
namespace {

struct Vector {
  using Units = int16x8_t;
  using Sum = int32x4_t;
  static constexpr size_t kLanes = 4;
  using Floats = Wide<kLanes>::Floats;
  using Ints = Wide<kLanes>::Ints;
  using Bytes = Wide<kLanes>::Bytes;
  using Half = Wide<kLanes>::HalfInts;
  using Longs = Wide<kLanes>::Longs;
  static Sum zero() { return vdupq_n_s32(0); }
  static Units load(const uint32_t* units) { return vreinterpretq_s16_u32(vld1q_u32(units)); }
  static Units broadcast(const uint32_t* unit) {
    return vreinterpretq_s16_u32(vld1q_dup_u32(unit));
  }
  static Sum multiply_add(Sum sum, Units activations, Units weights) {
    const int32x4_t low = vmull_s16(vget_low_s16(activations), vget_low_s16(weights));
    const int32x4_t high = vmull_high_s16(activations, weights);
    return vaddq_s32(sum, vpaddq_s32(low, high));
  }
  static void store(int32_t* out, Sum sum) { vst1q_s32(out, sum); }
  static Longs multiply_wide(Half values, int32_t factor) {
    return reinterpret_cast<Longs>(vmull_n_s32(reinterpret_cast<int32x2_t>(values), factor));
  }
  static Floats clamp(Floats v, Floats low, Floats high) {
    return vminq_f32(vmaxq_f32(v, low), high);
  }
  static bool any(Ints mask) { return vmaxvq_u32(reinterpret_cast<uint32x4_t>(mask)) != 0; }
  static Bytes narrow(Ints values) { return __builtin_convertvector(values, Bytes); }
};

}  // namespace

const Kernels* neon_kernels() {
  static const Kernels kKernels = kernels_with<Vector, 6, 3>(Isa::kNeon, Units::kShorts);
  return &kKernels;
}

}  // namespace npuscope::simd

#else

namespace npuscope::simd {

const Kernels* neon_kernels() { return nullptr; }

}  // namespace npuscope::simd

#endif
