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
  static void store(int32_t* out, Sum sum) { vst1q_s32(out, sum); }
  static Longs multiply_wide(HalfInts values, int32_t factor) {
    return reinterpret_cast<Longs>(vmull_n_s32(reinterpret_cast<int32x2_t>(values), factor));
  }
  /// a * b + c, the product not rounded.
  static Floats fused(Floats a, Floats b, Floats c) { return vfmaq_f32(c, a, b); }
  /// Four units of codes: 16 codes, shuffled by a pattern.
  class UnitShuffle {
   public:
    UnitShuffle(Bytes16 pattern, size_t /*part_step*/)
        : pattern_(reinterpret_cast<uint8x16_t>(pattern)) {}
    Ints operator()(const uint8_t* x) const {
      return reinterpret_cast<Ints>(vqtbl1q_u8(vld1q_u8(x), pattern_));
    }

   private:
    uint8x16_t pattern_;
  };
  static Floats clamp(Floats v, Floats low, Floats high) {
    return vminq_f32(vmaxq_f32(v, low), high);
  }
  /// To the nearest integer, half to even.
  static Ints round(Floats v) { return reinterpret_cast<Ints>(vcvtnq_s32_f32(v)); }
  /// The larger magnitude.
  static Floats larger(Floats a, Floats b) { return vmaxq_f32(magnitude_of(a), magnitude_of(b)); }
  // In portable words, g++ 12 would convert one element at a time.
  static Doubles to_doubles(HalfInts v) {
    return vcvtq_f64_s64(vmovl_s32(reinterpret_cast<int32x2_t>(v)));
  }
  static Ints widened(Bytes codes) {
    return reinterpret_cast<Ints>(
        vmovl_u16(vget_low_u16(vmovl_u8(vcreate_u8(load_as<uint32_t>(&codes))))));
  }
  static bool any(Ints mask) { return vmaxvq_u32(reinterpret_cast<uint32x4_t>(mask)) != 0; }
  /// Of four vectors, saturated to int8.
  static Codes saturated(Ints a, Ints b, Ints c, Ints d) {
    const auto pack = [](Ints low, Ints high) {
      return vqmovn_s16(vcombine_s16(vqmovn_s32(reinterpret_cast<int32x4_t>(low)),
                                     vqmovn_s32(reinterpret_cast<int32x4_t>(high))));
    };
    return reinterpret_cast<Codes>(vcombine_s8(pack(a, b), pack(c, d)));
  }
  /// 64 entries at a time: an index beyond them leaves what was found.
  [[gnu::always_inline]] static void look_up(const uint8_t* x, const uint8_t* entries,
                                             uint8_t* out) {
    uint8x16_t index = vld1q_u8(x);
    uint8x16_t found = vqtbl4q_u8(vld1q_u8_x4(entries), index);
    for (size_t i = 64; i < 256; i += 64) {
      index = vsubq_u8(index, vdupq_n_u8(64));
      found = vqtbx4q_u8(found, vld1q_u8_x4(entries + i), index);
    }
    vst1q_u8(out, found);
  }
  static Bytes narrow(Ints values) { return __builtin_convertvector(values, Bytes); }
};

}  // namespace
}  // namespace npuscope::simd
