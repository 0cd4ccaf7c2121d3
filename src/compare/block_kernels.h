// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/isa.h"

namespace npuscope {

/// Elements that are looked at together: few enough for the nearest cache.
inline constexpr size_t kBlockElements = 2048;

/// Sums of float64 over a run of pairs, of a = r - r[0], b = p - p[0] and e = d - d[0], where
/// d = r - p in float32: about the run's own first pair, so that a large offset costs no digits. Or
/// of a = r, b = p and e = d: about zero, which is quicker.
///
/// Every sum has eight lanes: element i of the run belongs to lane i mod 8, lanes are added up in
/// the order of the elements, and at last (0+4 + 2+6) + (1+5 + 3+7). So its bytes are the same
/// whatever the width of the registers. A last, incomplete turn of the lanes is filled up: about
/// zero with zeros, else with the first pair, which adds nothing but |d[0]| to `absolute`: the
/// caller takes it off again.
struct BlockSums {
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  double e = 0, ee = 0;
  double absolute = 0;  ///< of |d|; finite exactly when every d is
  float largest = 0;    ///< |d|; means nothing when a d is not finite

  /// How often the first pair fills up the last turn of a run.
  static constexpr size_t filled_up(size_t count) { return (8 - count % 8) % 8; }
};

/// A largest element and its first place.
struct FirstLargest {
  float value = 0;
  size_t at = 0;
};

struct RailCounts {
  int64_t low = 0, high = 0;
};

/// How codes of 8 bits stand for real numbers: float32(code - zero_point) * scale.
struct ByteScale {
  bool is_signed = true;
  int32_t zero_point = 0;
  float scale = 1;
};

/// The inner loops of a comparison, compiled for one instruction set. All give the same bytes. Runs
/// have at most kBlockElements elements, and at least one where their first element is looked at.
struct BlockKernels {
  Isa isa = Isa::kBaseline;
  /// All sums.
  void (*sums)(const float* r, const float* p, size_t count, BlockSums& out);
  void (*sums_about_zero)(const float* r, const float* p, size_t count, BlockSums& out);
  /// Those of a and b alone.
  void (*pair_sums)(const float* r, const float* p, size_t count, BlockSums& out);
  /// Sum of d^2, in the same lanes.
  double (*square_d)(const float* r, const float* p, size_t count);
  /// sums[i] += d[i]^2.
  void (*add_square_d)(const float* r, const float* p, size_t count, double* sums);
  /// Of numbers that are not NaN.
  FirstLargest (*first_largest)(const float* v, size_t count);
  /// out[i] = a[i] | b[i], of flags that are 0 or 1; returns how many are 1.
  int64_t (*unite_flags)(const uint8_t* a, const uint8_t* b, size_t count, uint8_t* out);
  /// out[i] = v[i], or `instead` where the flag is not 0.
  void (*replace_flagged)(const float* v, const uint8_t* flags, float instead, size_t count,
                          float* out);
  void (*dequantize_bytes)(const uint8_t* codes, const ByteScale& how, size_t count, float* out);
  /// Which codes are `low` or `high`: a flag of 1 for each that is.
  RailCounts (*find_byte_rails)(const uint8_t* codes, uint8_t low, uint8_t high, size_t count,
                                uint8_t* flags);
  /// The differences p[i] - r[i] + shift, |shift| <= 255: adds to histogram[limit + k] the number
  /// of those that are k, beyond +-limit of the outermost. Returns the largest magnitude.
  int32_t (*count_byte_differences)(const uint8_t* r, const uint8_t* p, bool is_signed,
                                    int32_t shift, size_t count, int32_t limit, int64_t* histogram);
};

/// What the process computes with, by chosen_isa(). Where NPUSCOPE_ISA names none that this
/// processor runs, which is an error of whoever reads it, that of the baseline.
const BlockKernels& block_kernels();
/// Those compiled for an instruction set, or for the best below it that has its own.
const BlockKernels& block_kernels(Isa isa);

}  // namespace npuscope
