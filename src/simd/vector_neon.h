// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include <arm_neon.h>

#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// Registers of Advanced SIMD; units and a kind of products are to be added.
struct VectorNeon : Wide<4> {
  using Sum = int32x4_t;
  static Sum zero() { return vdupq_n_s32(0); }
  static void store(int32_t* out, Sum sum) { vst1q_s32(out, sum); }
  static Longs multiply_wide(HalfInts values, int32_t factor) {
    return reinterpret_cast<Longs>(vmull_n_s32(reinterpret_cast<int32x2_t>(values), factor));
  }
  static Floats clamp(Floats v, Floats low, Floats high) {
    return vminq_f32(vmaxq_f32(v, low), high);
  }
  static bool any(Ints mask) { return vmaxvq_u32(reinterpret_cast<uint32x4_t>(mask)) != 0; }
  static Bytes narrow(Ints values) { return __builtin_convertvector(values, Bytes); }
};

}  // namespace
}  // namespace npuscope::simd
