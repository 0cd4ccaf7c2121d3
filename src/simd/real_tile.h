// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage. Codes of sums in
// float32. Arrays of int32 are padded to whole vectors.
#pragma once

#include "simd/kernels.h"
#include "simd/unrolled.h"
#include "simd/wide.h"

namespace npuscope::simd {
namespace {

/// The numbers of a row of a tile, vector by vector: their codes before `flip`, to be saturated to
/// int8, and how far they are from the nearest integer. kLanes: coefficients of each lane, else of
/// the row.
template <class Vector, bool kLanes>
class RealRow {
 public:
  using Floats = typename Vector::Floats;
  using Ints = typename Vector::Ints;
  struct Rounded {
    Ints codes;
    Floats distance;  // or minus that
  };

  [[gnu::always_inline]] void begin(const RealTile& tile, size_t row) {
    sums_ = tile.sums + row * tile.sum_stride;
    multipliers_ = tile.multiplier + (kLanes ? 0 : row);
    addends_ = tile.addend + (kLanes ? 0 : row);
    multiplier_ = all_of<Floats>(*multipliers_);
    addend_ = all_of<Floats>(*addends_);
  }

 protected:
  [[gnu::always_inline]] [[nodiscard]] Floats sums(size_t i) const {
    return __builtin_convertvector(load_as<Ints>(sums_ + i), Floats);
  }
  [[gnu::always_inline]] [[nodiscard]] Floats multiplier(size_t i) const {
    return kLanes ? load_as<Floats>(multipliers_ + i) : multiplier_;
  }
  [[gnu::always_inline]] [[nodiscard]] Floats addend(size_t i) const {
    return kLanes ? load_as<Floats>(addends_ + i) : addend_;
  }

 private:
  const int32_t* sums_ = nullptr;
  const float *multipliers_ = nullptr, *addends_ = nullptr;
  Floats multiplier_{}, addend_{};
};

/// By the formula.
template <class Vector, bool kLanes, bool kRoundsProduct>
class ClampedRow : public RealRow<Vector, kLanes> {
  using typename RealRow<Vector, kLanes>::Floats;
  using typename RealRow<Vector, kLanes>::Ints;

 public:
  using typename RealRow<Vector, kLanes>::Rounded;
  explicit ClampedRow(const RealTile& tile)
      : low_(all_of<Floats>(tile.low)),
        high_(all_of<Floats>(tile.high)),
        offset_(all_of<Ints>(tile.offset)) {}

  [[gnu::always_inline]] [[nodiscard]] Rounded rounded(size_t i) const {
    const Floats sum = this->sums(i), multiplier = this->multiplier(i), addend = this->addend(i);
    const Floats v =
        kRoundsProduct ? sum * multiplier + addend : Vector::fused(sum, multiplier, addend);
    const Floats inside = Vector::clamp(v, low_, high_);
    const Ints rounded = Vector::round(inside);
    return {rounded + offset_, inside - __builtin_convertvector(rounded, Floats)};
  }

 private:
  Floats low_, high_;
  Ints offset_;
};

/// Where RealTile::saturates. Added to kFloatRounder, a number leaves the nearest integer; taken
/// off again, it leaves its distance.
template <class Vector, bool kLanes>
class SaturatedRow : public RealRow<Vector, kLanes> {
  using typename RealRow<Vector, kLanes>::Floats;
  using typename RealRow<Vector, kLanes>::Ints;
  using UnsignedInts = typename Vector::UnsignedInts;

 public:
  using typename RealRow<Vector, kLanes>::Rounded;
  explicit SaturatedRow(const RealTile& tile)
      : rounder_(all_of<Floats>(kFloatRounder + static_cast<float>(tile.offset))) {}

  [[gnu::always_inline]] [[nodiscard]] Rounded rounded(size_t i) const {
    const Floats sum = this->sums(i), multiplier = this->multiplier(i);
    const Floats lifted = Vector::fused(sum, multiplier, rounder_);
    const Floats rest = Vector::fused(sum, multiplier, rounder_ - lifted);
    // Unsigned, since what fills up the last vector may be any number.
    const auto code = reinterpret_cast<UnsignedInts>(lifted) - kFloatRounderPattern;
    return {reinterpret_cast<Ints>(code), rest};
  }

 private:
  Floats rounder_;
};

/// The codes of N vectors of a row from column i on, of which `count` elements are there; returns
/// the larger of `farthest` and the distances of their numbers to the nearest integer.
template <class Vector, size_t N, class Row>
[[gnu::always_inline]] inline typename Vector::Floats code_group(const Row& row, size_t i,
                                                                 size_t count, uint8_t flip,
                                                                 uint8_t* codes,
                                                                 typename Vector::Floats farthest) {
  constexpr size_t kGroup = 4;
  typename Row::Rounded all[kGroup];
  unrolled<kGroup>([&](auto v) __attribute__((always_inline)) {
    all[v] = v < N ? row.rounded(i + v * Vector::kLanes) : all[N - 1];
  });
  const auto bytes =
      Vector::saturated(all[0].codes, all[1].codes, all[2].codes, all[3].codes) ^ flip;
  Vector::store_codes(codes + i, bytes, count);
  // By halves: one after the other would have to wait.
  const auto larger = [&](size_t v) __attribute__((always_inline)) {
    return Vector::larger(all[v].distance, all[v + 1].distance);
  };
  const auto most = N == 1   ? all[0].distance
                    : N == 2 ? larger(0)
                             : Vector::larger(larger(0), larger(2));
  return Vector::larger(farthest, most);
}

/// The codes of a row, and how far a number is at most from the nearest integer.
template <class Vector, class Row>
[[gnu::always_inline]] inline typename Vector::Floats code_row(const Row& row, size_t columns,
                                                               uint8_t flip, uint8_t* codes) {
  constexpr size_t kLanes = Vector::kLanes;
  typename Vector::Floats farthest{};
  size_t i = 0;
  for (; i + 4 * kLanes <= columns; i += 4 * kLanes)
    farthest = code_group<Vector, 4>(row, i, 4 * kLanes, flip, codes, farthest);
  const size_t rest = columns - i;
  if (rest > 3 * kLanes) return code_group<Vector, 4>(row, i, rest, flip, codes, farthest);
  if (rest > 2 * kLanes) return code_group<Vector, 3>(row, i, rest, flip, codes, farthest);
  if (rest > kLanes) return code_group<Vector, 2>(row, i, rest, flip, codes, farthest);
  if (rest > 0) return code_group<Vector, 1>(row, i, rest, flip, codes, farthest);
  return farthest;
}

/// Numbers that are not to be trusted are rare: a row is looked at as a whole first. Patterns of
/// positive floats rise with them.
template <class Vector, class Row>
uint64_t real_tile_of(const RealTile& tile) {
  using Floats = typename Vector::Floats;
  using Ints = typename Vector::Ints;
  const auto trusted = all_of<Ints>(load_as<int32_t>(&tile.trusted));
  const auto beyond = [&](Floats distance) __attribute__((always_inline)) {
    return Vector::any(reinterpret_cast<Ints>(distance) > trusted);
  };
  const size_t rows = tile.rows, columns = tile.columns;
  const size_t vectors = (columns + Vector::kLanes - 1) / Vector::kLanes;
  Row row(tile);
  uint64_t distrusted = 0;
  for (size_t r = 0; r < rows; ++r) {
    row.begin(tile, r);
    uint8_t* codes = tile.codes + r * tile.code_stride;
    if (!beyond(code_row<Vector>(row, columns, tile.flip, codes))) continue;
    for (size_t v = 0; v < vectors; ++v) {
      const Floats distance = Vector::larger(Floats{}, row.rounded(v * Vector::kLanes).distance);
      distrusted |= static_cast<uint64_t>(beyond(distance)) << (r * vectors + v);
    }
  }
  return distrusted;
}

template <class Vector, bool kLanes>
uint64_t real_tile(const RealTile& tile) {
  if (tile.saturates) return real_tile_of<Vector, SaturatedRow<Vector, kLanes>>(tile);
  return tile.rounds_product ? real_tile_of<Vector, ClampedRow<Vector, kLanes, true>>(tile)
                             : real_tile_of<Vector, ClampedRow<Vector, kLanes, false>>(tile);
}

}  // namespace
}  // namespace npuscope::simd
