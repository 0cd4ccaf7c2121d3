// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/isa.h"

namespace npuscope::simd {

/// What 32 bits of a row or a lane hold: the factors of neighbouring terms of a sum.
enum class Units {
  kShorts,         ///< two int16
  kUnsignedBytes,  ///< four bytes: unsigned of activations, signed of weights
  kSignedBytes,    ///< four int8
};

/// How many terms a unit holds.
constexpr size_t terms_of(Units units) { return units == Units::kShorts ? 2 : 4; }

constexpr size_t kPairedRows = 2;  ///< of a tile of multiply_pairs() at most

/// Units of a tile of n rows that come two by two: unit u of row r is rows[weight + u * n + r], and
/// meets unit order[unit + u] of the lanes.
struct PairedUnits {
  size_t weight = 0;
  size_t unit = 0;
  size_t count = 0;  ///< even
};

/// Sums of products: out[r * out_stride + j] = Σ_u products of unit u of row r and
/// lanes[u * columns + j], over r < row_count, j < columns = vectors * Kernels::lanes. Every sum
/// must fit int32. Tiles of Kernels::rows rows, of which the last may have fewer, follow one
/// another: in one of n rows that begins with row t, unit u of row r is at
/// rows[t * row_stride + (first_unit + u) * n + r - t].
struct TileOperands {
  const uint32_t* rows = nullptr;
  size_t row_stride = 0;
  size_t first_unit = 0;
  size_t row_count = 0;
  const uint32_t* lanes = nullptr;
  size_t vectors = 0;  ///< 1 … Kernels::vectors
  size_t units = 0;
  // Of multiply_pairs(), in place of row_stride, first_unit and units:
  const uint16_t* order = nullptr;
  const PairedUnits* paired = nullptr;  ///< of tile i: paired[i * paired_stride]
  size_t paired_stride = 0;
  /// What the sums begin with: an entry for each row, or of multiply_weight_lanes() for each lane.
  /// Null: zero.
  const int32_t* start = nullptr;
  bool resumes = false;  ///< the sums go on from what `out` holds
  int32_t* out = nullptr;
  size_t out_stride = 0;
};

/// round((v * multiplier + addend) / 2^shift), saturated to [low, high]. The rounding adds before
/// the shift, which floors: `round_positive` or `round_negative` by the sign of the number, and
/// 1 where `even` and the quotient is odd.
struct FixedStep {
  int64_t multiplier = 1;
  int64_t addend = 0;
  int shift = 0;
  int64_t round_positive = 0;
  int64_t round_negative = 0;
  bool even = false;
  int64_t low = 0;
  int64_t high = 0;
};

/// How many bits the numbers of a step take: v * multiplier + addend, and what the rounding adds.
enum class StepWidth {
  kNarrow,  ///< 32
  kHalved,  ///< 32 for half of it; product and addend fit 32 by themselves; the shift is 1 … 30
  kWide,    ///< 64
};

/// What a step did to a run of numbers.
struct StepCounts {
  int64_t saturated_low = 0;
  int64_t saturated_high = 0;
  int64_t ties = 0;
  int64_t largest_magnitude = 0;  ///< before saturation
};

/// Codes of a tile of sums in float32, for r < rows and j < columns:
///
///   v = float(sums[r * sum_stride + j]) * multiplier + addend
///   code = int8(round_half_even(clamp(v, low, high)) + offset) ^ flip
///
/// multiplier and addend have an entry for each row, or (real_lanes) for each lane. `low` and
/// `high` are integers below 2^21, which the offset, of at most 9 bits, brings into int8.
struct RealTile {
  size_t rows = 0;  ///< at most 64 vectors in all
  size_t columns = 0;
  const float* multiplier = nullptr;
  const float* addend = nullptr;
  /// All addends are 0, |v| < 2^21, low and high are where int8 saturates, and ties (but of numbers
  /// that are trusted) may go either way.
  bool saturates = false;
  float low = 0;
  float high = 0;
  int32_t offset = 0;
  uint8_t flip = 0;
  /// A number that is farther than this from an integer is too close to a tie to trust: 1/2 minus
  /// what float32 may be off by.
  float trusted = 0.5F;
  bool rounds_product = true;  ///< before it is added to; else it may be or not
  const int32_t* sums = nullptr;
  size_t sum_stride = 0;
  uint8_t* codes = nullptr;
  size_t code_stride = 0;
};

/// Units of neighbouring codes of a plane's rows: unit i of row r holds the factors of
/// x[r * x_stride + i * step + k], k < terms: the bytes exclusive-or `flip`, or of int16 these
/// minus `offset`. It becomes out[r * count + i], over r < rows and i < count; 64 bytes are read
/// from the first of any, and whole vectors are written.
struct UnitRows {
  const uint8_t* x = nullptr;
  size_t rows = 0, count = 0;
  size_t step = 1;  ///< 1 … 4
  size_t x_stride = 0;
  uint8_t flip = 0;
  int32_t offset = 0;
  uint32_t* out = nullptr;
};

/// A sum of products of units at neighbouring positions, for depthwise convolutions:
/// out[i] = start + Σ_t products of weights[t] and x[taps[t] + i], over i < count, a multiple of
/// Kernels::lanes.
struct UnitSum {
  const uint32_t* x = nullptr;
  const ptrdiff_t* taps = nullptr;
  const uint32_t* weights = nullptr;
  size_t tap_count = 0;
  size_t count = 0;
  int32_t start = 0;
  int32_t* out = nullptr;
};

enum class PairFunction { kSum, kDifference, kProduct };

/// Codes of the sum, difference or product of two tensors' real numbers:
///
///   a = ((x[i] ^ x_flip) - x_offset) * x_scale, b the same of y
///   out[i] = round_half_even(clamp(f(a, b) / scale, low, high)) + offset          in float64
///
/// `low` and `high` are integers of at most 9 bits; scale is positive. What float32 makes of the
/// same, from the factors below, is taken where it is farther from a tie than it may be off:
///
///   x[i] * x_factor + y[i] * y_factor + addend, of the bytes exclusive-or their flips, or of a
///   product (x[i] - x_offset) * (y[i] - y_offset) * x_factor
struct RealPair {
  PairFunction function = PairFunction::kSum;
  const uint8_t* x = nullptr;
  const uint8_t* y = nullptr;
  uint8_t x_flip = 0, y_flip = 0;
  int32_t x_offset = 0, y_offset = 0;
  double x_scale = 1, y_scale = 1, scale = 1;
  double low = 0, high = 0;
  int32_t offset = 0;
  uint8_t out_flip = 0;  ///< turns the output's codes into int8
  float x_factor = 0, y_factor = 0, addend = 0;
  /// As RealTile::trusted; 0 or less: float32 is off too far.
  float trusted = 0;
  size_t count = 0;
  uint8_t* out = nullptr;
};

/// The inner loops of integer networks for one instruction set. All give the same numbers. Pointers
/// need no alignment; codes are bytes, of int8 as of uint8 (`flip` 0x80 turns one into the other).
struct Kernels {
  Isa isa = Isa::kBaseline;
  Units units = Units::kShorts;
  size_t rows = 1;     ///< of a tile at most
  size_t vectors = 1;  ///< of a tile at most
  size_t lanes = 1;    ///< of a vector
  /// The same instruction set's for units of bytes, where those of `units` are exact but slower:
  /// what the products of the first two bytes of a unit sum to, or of the last two, must fit int16
  /// whatever the activations are. Null: none.
  const Kernels* of_bytes = nullptr;

  /// How many vectors so many elements take, and how many elements these hold.
  [[nodiscard]] size_t vectors_of(size_t count) const { return (count + lanes - 1) / lanes; }
  [[nodiscard]] size_t padded(size_t count) const { return vectors_of(count) * lanes; }

  void (*multiply)(const TileOperands& tile) = nullptr;
  /// The same with weights in the lanes and activations in the rows.
  void (*multiply_weight_lanes)(const TileOperands& tile) = nullptr;
  /// multiply() for units that come two by two, an even number of them: what the products of the
  /// first two bytes of both sum to, or of the last two, must fit int16 whatever the activations
  /// are. Null where sums of bytes need no such care.
  void (*multiply_pairs)(const TileOperands& tile) = nullptr;

  /// out[i] = the bytes a[i], b[i], c[i], d[i], each exclusive-or `flip`, from the lowest.
  void (*interleave_bytes)(const uint8_t* const* rows, size_t count, uint8_t flip,
                           uint32_t* out) = nullptr;
  /// out[i] = the int16 (a[i] ^ flip) - offset and (b[i] ^ flip) - offset, from the lowest.
  void (*interleave_shorts)(const uint8_t* const* rows, size_t count, uint8_t flip, int32_t offset,
                            uint32_t* out) = nullptr;
  void (*units_of_rows)(const UnitRows& rows) = nullptr;
  void (*sum_units)(const UnitSum& sum) = nullptr;

  /// sums[i] += before[i] << shift, modulo 2^32
  void (*chain)(int32_t* sums, size_t count, const int32_t* before, int shift) = nullptr;
  /// How many do not fit a signed number of 24 bits.
  int64_t (*count_beyond_24_bits)(const int32_t* sums, size_t count) = nullptr;
  /// One step in place. `counts` may be null; what happens is added.
  void (*fixed_step)(const FixedStep& step, StepWidth width, int32_t* values, size_t count,
                     StepCounts* counts) = nullptr;
  /// A bit for each vector in which some number is not to be trusted, vector by vector and row by
  /// row from the lowest.
  uint64_t (*real_rows)(const RealTile& tile) = nullptr;
  uint64_t (*real_lanes)(const RealTile& tile) = nullptr;
  void (*real_pair)(const RealPair& pair) = nullptr;
  /// out[i] = entries[x[i]], of 256 entries
  void (*look_up)(const uint8_t* x, size_t count, const uint8_t* entries, uint8_t* out) = nullptr;
  void (*to_bytes)(const int32_t* values, size_t count, uint8_t* codes) = nullptr;
};

/// The kernels of an instruction set that this program was compiled for and the processor runs, or
/// the nearest smaller one's.
const Kernels& kernels_of(Isa isa);

}  // namespace npuscope::simd
