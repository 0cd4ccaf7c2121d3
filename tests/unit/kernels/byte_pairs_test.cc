// SPDX-License-Identifier: Apache-2.0
// Whatever the weights are, nothing that is summed in 16 bits leaves them, and no weight is lost.
#include "kernels/byte_pairs.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

#include "base/cpu.h"
#include "base/isa.h"

namespace npuscope {
namespace {

using Weights = std::array<int, 4>;

Weights weights_of(uint32_t unit) {
  Weights weights{};
  for (size_t i = 0; i < 4; ++i) weights[i] = static_cast<int8_t>(unit >> 8 * i);
  return weights;
}

/// The ends of what the products of half a unit's weights sum to.
struct Reach {
  int low = 0, high = 0;
};
Reach reach_of(uint32_t unit, size_t half) {
  constexpr int kLargestCode = 255;
  Reach reach;
  for (size_t i = 2 * half; i < 2 * half + 2; ++i) {
    const int product = kLargestCode * weights_of(unit)[i];
    (product < 0 ? reach.low : reach.high) += product;
  }
  return reach;
}

bool fits(uint32_t a, uint32_t b = 0) {
  for (size_t half = 0; half < 2; ++half) {
    const Reach x = reach_of(a, half), y = reach_of(b, half);
    if (x.low + y.low < INT16_MIN || x.high + y.high > INT16_MAX) return false;
  }
  return true;
}

TEST(SplitExcess, KeepsEveryPairOfWeights) {
  for (uint32_t pair = 0; pair < 1 << 16; ++pair) {
    const uint32_t unit = pair | (pair * 40503U & 0xffffU) << 16;  // another one in the other half
    const SplitUnit split = split_excess(unit);
    ASSERT_TRUE(fits(split.fitting) && fits(split.excess)) << unit;
    for (size_t i = 0; i < 4; ++i)
      ASSERT_EQ(weights_of(split.fitting)[i] + weights_of(split.excess)[i], weights_of(unit)[i])
          << unit;
    if (fits(unit)) {
      ASSERT_EQ(split.excess, 0U) << unit;
    }
  }
}

/// Weights of `rows` rows, whose magnitudes are at most `most`, but of some.
std::vector<uint32_t> random_units(std::mt19937& random, size_t count, int most) {
  std::vector<uint32_t> units(count);
  for (uint32_t& unit : units) {
    for (int i = 0; i < 4; ++i) {
      const int weight = random() % 16 == 0 ? (random() % 2 == 0 ? -128 : 127)
                                            : std::uniform_int_distribution(-most, most)(random);
      unit = unit << 8 | static_cast<uint8_t>(weight);
    }
  }
  return units;
}

/// Σ of the weights of each unit of activations, by unit, row and byte.
std::map<std::array<size_t, 3>, int> sums_of(const BytePairs& pairs, size_t part, size_t rows) {
  std::map<std::array<size_t, 3>, int> sums;
  const simd::PairedUnits& units = pairs.parts()[part];
  for (size_t u = 0; u < units.count; ++u)
    for (size_t r = 0; r < rows; ++r)
      for (size_t i = 0; i < 4; ++i)
        sums[{pairs.order()[units.unit + u], r, i}] +=
            weights_of(pairs.weights()[units.weight + u * rows + r])[i];
  return sums;
}

TEST(BytePairs, FitTwoByTwoAndSumToTheWeights) {
  std::mt19937 random(5);
  for (int i = 0; i < 400; ++i) {
    BytePairs pairs;
    for (size_t part = 0; part < 3; ++part) {
      const size_t rows = random() % BytePairs::kMostRows + 1, count = random() % 60;
      const auto weights = random_units(random, count * rows, static_cast<int>(random() % 128));
      pairs.add(weights, rows);
      const simd::PairedUnits& units = pairs.parts()[part];
      ASSERT_EQ(units.count % 2, 0U);
      for (size_t u = 0; u < units.count * rows; u += 2 * rows)
        for (size_t r = 0; r < rows; ++r) {
          const uint32_t* pair = pairs.weights() + units.weight + u + r;
          ASSERT_TRUE(fits(pair[0], pair[rows]));
        }
      const auto sums = sums_of(pairs, part, rows);
      ASSERT_EQ(sums.size(), weights.size() * 4);
      for (const auto& [at, sum] : sums)
        ASSERT_EQ(sum, weights_of(weights[at[0] * rows + at[1]])[at[2]]);
    }
  }
}

TEST(BytePairs, OfSmallWeightsNoUnitIsAdded) {
  std::mt19937 random(6);
  BytePairs pairs;
  std::vector<uint32_t> weights(2 * 40);
  for (uint32_t& unit : weights) unit = random() & 0x1f1f1f1f;
  pairs.add(weights, 2);
  EXPECT_EQ(pairs.parts()[0].count, 40U);
  EXPECT_EQ(pairs.multiplications(), 3U * 20 * 2);
}

/// Two tiles of rows, the last of one row, and what their units meet.
struct Tiles {
  static constexpr size_t kRows = simd::kPairedRows + 1, kUnits = 23;
  std::vector<uint32_t> weights;  // by unit, by row
  std::vector<uint32_t> lanes;    // by unit, by lane
  size_t columns;

  Tiles(std::mt19937& random, size_t width, int most)
      : weights(random_units(random, kUnits * kRows, most)),
        lanes(kUnits * width, 0xffffffff),
        columns(width) {
    for (size_t i = 0; i < lanes.size(); i += 1 + random() % 3)
      lanes[i] = static_cast<uint32_t>(random());
  }
  [[nodiscard]] int32_t sum(size_t row, size_t column) const {
    int32_t sum = 0;
    for (size_t u = 0; u < kUnits; ++u)
      for (size_t i = 0; i < 4; ++i)
        sum += static_cast<int32_t>(lanes[u * columns + column] >> 8 * i & 0xff) *
               weights_of(weights[u * kRows + row])[i];
    return sum;
  }
  /// The weights of `count` rows from `first` on.
  [[nodiscard]] std::vector<uint32_t> rows(size_t first, size_t count) const {
    std::vector<uint32_t> of_tile;
    for (size_t u = 0; u < kUnits; ++u)
      for (size_t r = first; r < first + count; ++r) of_tile.push_back(weights[u * kRows + r]);
    return of_tile;
  }
};

class PairedProducts : public ::testing::TestWithParam<Isa> {};

TEST_P(PairedProducts, AreExactWhateverTheActivationsAre) {
  const simd::Kernels* kernels = simd::kernels_of(GetParam()).of_bytes;
  if (kernels == nullptr) GTEST_SKIP() << "this instruction set multiplies bytes without care";
  std::mt19937 random(8);
  for (size_t i = 0; i < 200; ++i) {
    const size_t vectors = i % kernels->vectors + 1;
    const Tiles tiles(random, vectors * kernels->lanes, static_cast<int>(random() % 128));
    BytePairs pairs;
    pairs.add(tiles.rows(0, simd::kPairedRows), simd::kPairedRows);
    pairs.add(tiles.rows(simd::kPairedRows, 1), 1);
    std::vector<int32_t> sums(Tiles::kRows * tiles.columns);
    simd::TileOperands operands;
    operands.rows = pairs.weights();
    operands.order = pairs.order();
    operands.paired = pairs.parts();
    operands.paired_stride = 1;
    operands.row_count = Tiles::kRows;
    operands.lanes = tiles.lanes.data();
    operands.vectors = vectors;
    operands.out = sums.data();
    operands.out_stride = tiles.columns;
    kernels->multiply_pairs(operands);
    for (size_t r = 0; r < Tiles::kRows; ++r)
      for (size_t j = 0; j < tiles.columns; ++j)
        ASSERT_EQ(sums[r * tiles.columns + j], tiles.sum(r, j)) << i << " " << r << " " << j;
  }
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, PairedProducts,
                         ::testing::ValuesIn(available_isas(detect_cpu())),
                         [](const auto& one) { return std::string(isa_name(one.param)); });

}  // namespace
}  // namespace npuscope
