// SPDX-License-Identifier: Apache-2.0
// A step in fixed point, in every width that its numbers fit, for every instruction set that this
// processor runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <vector>

#include "base/cpu.h"
#include "base/isa.h"
#include "simd/kernels.h"

namespace npuscope {
namespace {

class FixedSteps : public ::testing::TestWithParam<Isa> {};

int64_t in(std::mt19937_64& random, int64_t low, int64_t high) {
  return std::uniform_int_distribution<int64_t>(low, high)(random);
}

/// A magnitude of any number of bits up to `most`.
int64_t of_bits(std::mt19937_64& random, int most) {
  const int64_t magnitude = in(random, 0, (int64_t{1} << in(random, 0, most)) - 1);
  return random() % 2 == 0 ? magnitude : -magnitude;
}

/// What is added before the shift, of the roundings that there are.
void add_rounding(std::mt19937_64& random, simd::FixedStep& step) {
  const int64_t half = step.shift > 0 ? int64_t{1} << (step.shift - 1) : 0;
  if (half == 0) return;
  switch (random() % 5) {
    case 0: return;  // floor
    case 1: step.round_negative = 2 * half - 1; return;
    case 2:
      step.round_positive = step.round_negative = half - 1;
      step.even = true;
      return;
    default:
      step.round_positive = half - static_cast<int64_t>(random() % 2);
      step.round_negative = half - static_cast<int64_t>(random() % 2);
  }
}

int32_t by_definition(const simd::FixedStep& step, int64_t v, simd::StepCounts& counts) {
  const int64_t scaled = v * step.multiplier + step.addend;
  int64_t added = scaled < 0 ? step.round_negative : step.round_positive;
  if (step.even) added += scaled >> step.shift & 1;
  const int64_t rounded = (scaled + added) >> step.shift;
  const int64_t rest = scaled & ((int64_t{1} << step.shift) - 1);
  counts.ties += step.shift > 0 && rest == int64_t{1} << (step.shift - 1) ? 1 : 0;
  counts.saturated_low += rounded < step.low ? 1 : 0;
  counts.saturated_high += rounded > step.high ? 1 : 0;
  counts.largest_magnitude = std::max(counts.largest_magnitude, std::abs(rounded));
  return static_cast<int32_t>(std::clamp(rounded, step.low, step.high));
}

bool same(const simd::StepCounts& a, const simd::StepCounts& b) {
  return a.ties == b.ties && a.saturated_low == b.saturated_low &&
         a.saturated_high == b.saturated_high && a.largest_magnitude == b.largest_magnitude;
}

TEST_P(FixedSteps, AreThoseOfTheDefinitionInEveryWidth) {
  std::mt19937_64 random(11);
  const simd::Kernels& kernels = simd::kernels_of(GetParam());
  constexpr size_t kCount = 61;  // no whole number of vectors; arrays have that
  int narrow = 0, halved = 0;
  for (int i = 0; i < 4000; ++i) {
    simd::FixedStep step;
    step.shift = static_cast<int>(in(random, 0, 30));
    step.multiplier = of_bits(random, 16);
    step.addend = of_bits(random, 31);
    step.low = in(random, INT16_MIN, 0);
    step.high = in(random, 0, INT16_MAX);
    add_rounding(random, step);
    std::vector<int32_t> values(64);
    for (int32_t& v : values) v = static_cast<int32_t>(of_bits(random, 16));
    int64_t product = 0, largest = 0;
    std::vector<int32_t> expected;
    simd::StepCounts expected_counts;
    for (const int32_t v : values) {
      product = std::max(product, std::abs(v * step.multiplier));
      if (expected.size() < kCount) expected.push_back(by_definition(step, v, expected_counts));
    }
    largest = product + std::abs(step.addend) + (int64_t{1} << step.shift);
    std::vector<simd::StepWidth> widths = {simd::StepWidth::kWide};
    if (largest <= INT32_MAX) widths.push_back(simd::StepWidth::kNarrow);
    if (step.shift > 0 && product <= INT32_MAX && largest < 2 * int64_t{INT32_MAX})
      widths.push_back(simd::StepWidth::kHalved);
    for (const simd::StepWidth width : widths) {
      narrow += width == simd::StepWidth::kNarrow ? 1 : 0;
      halved += width == simd::StepWidth::kHalved ? 1 : 0;
      simd::StepCounts counts;
      for (simd::StepCounts* counted : {static_cast<simd::StepCounts*>(nullptr), &counts}) {
        std::vector<int32_t> found = values;
        kernels.fixed_step(step, width, found.data(), kCount, counted);
        found.resize(kCount);
        ASSERT_EQ(found, expected) << i << " width " << static_cast<int>(width);
      }
      ASSERT_TRUE(same(counts, expected_counts)) << i << " width " << static_cast<int>(width);
    }
  }
  EXPECT_GT(narrow, 1000);
  EXPECT_GT(halved, 1000);
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, FixedSteps, ::testing::ValuesIn(available_isas(detect_cpu())),
                         [](const auto& one) { return std::string(isa_name(one.param)); });

}  // namespace
}  // namespace npuscope
