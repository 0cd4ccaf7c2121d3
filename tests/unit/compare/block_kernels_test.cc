// SPDX-License-Identifier: Apache-2.0
// Every instruction set gives the bytes of the baseline, and those that are written down.
#include "compare/block_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include "unit/compare/operands.h"

namespace npuscope {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::vector<size_t> sizes() {
  std::vector<size_t> some = {100, 255, 777, 1000, 1023, kBlockElements};
  for (size_t i = 1; i <= 70; ++i) some.push_back(i);
  return some;
}

/// Kinds of numbers in which additions in another order would show.
std::vector<std::vector<float>> kinds_of_floats(size_t count, unsigned seed) {
  std::vector<std::vector<float>> kinds = {
      random_floats(count, seed), random_floats(count, seed, 1e6F, 1),  // a large offset
      random_floats(count, seed, 0, 1e-41F),                            // denormals
      random_floats(count, seed, 3e38F, 1e36F)};                        // the largest
  for (std::vector<float>& v : kinds)                                   // magnitudes far apart
    for (size_t i = 0; i < count; i += 7) v[i] *= 0x1p-12F;
  kinds.push_back(kinds[0]);
  kinds.back()[count / 2] = seed % 2 == 0 ? kNaN : -kInfinity;
  return kinds;
}

std::array<double, 9> all_of(const BlockSums& s) {
  return {s.a, s.b, s.aa, s.bb, s.ab, s.e, s.ee, s.absolute, static_cast<double>(s.largest)};
}

/// Calls f(kernels) for every instruction set that this processor runs.
template <class F>
void for_each_isa(F&& f) {
  for (const Isa isa : available_isas(detect_cpu())) {
    SCOPED_TRACE(std::string(isa_name(isa)));
    f(block_kernels(isa));
  }
}

/// Calls f(kernels, r, p) for all instruction sets, sizes and kinds of numbers.
template <class F>
void for_each_pair(F&& f) {
  for (const size_t count : sizes()) {
    const auto references = kinds_of_floats(count, static_cast<unsigned>(2 * count));
    const auto others = kinds_of_floats(count, static_cast<unsigned>(2 * count + 1));
    for_each_isa([&](const BlockKernels& kernels) {
      for (size_t kind = 0; kind < references.size(); ++kind)
        f(kernels, references[kind], others[kind]);
    });
  }
}

TEST(BlockKernels, OfThisProcessorAreChosenByIsa) {
  EXPECT_EQ(block_kernels(Isa::kBaseline).isa, Isa::kBaseline);
#if defined(__x86_64__)
  EXPECT_EQ(block_kernels(Isa::kAvxVnni).isa, Isa::kAvx2);
  EXPECT_EQ(block_kernels(Isa::kAvx512Vnni).isa, Isa::kAvx512Vnni);
#endif
}

TEST(BlockKernels, AddUpInLanesInTheOrderThatIsWritten) {
  for_each_pair([](const BlockKernels& kernels, const auto& r, const auto& p) {
    std::array<double, 8> lanes{};
    const size_t count = r.size();
    for (size_t i = 0; i < count + BlockSums::filled_up(count); ++i) {
      const size_t at = i < count ? i : 0;
      lanes[i % 8] += (static_cast<double>(r[at]) - static_cast<double>(r[0])) *
                      (static_cast<double>(p[at]) - static_cast<double>(p[0]));
    }
    const double expected = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
                            ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    BlockSums sums;
    kernels.sums(r.data(), p.data(), count, sums);
    if (std::isfinite(sums.absolute)) {
      EXPECT_EQ(sums.ab, expected) << count;
    }
  });
}

TEST(BlockKernels, AddUpAboutZeroInTheSameLanes) {
  for_each_pair([](const BlockKernels& kernels, const auto& r, const auto& p) {
    std::array<double, 8> lanes{};
    for (size_t i = 0; i < r.size(); ++i)
      lanes[i % 8] += static_cast<double>(r[i]) * static_cast<double>(p[i]);
    const double expected = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) +
                            ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    BlockSums sums, baseline;
    kernels.sums_about_zero(r.data(), p.data(), r.size(), sums);
    block_kernels(Isa::kBaseline).sums_about_zero(r.data(), p.data(), r.size(), baseline);
    ASSERT_EQ(std::isfinite(sums.absolute), std::isfinite(baseline.absolute)) << r.size();
    if (!std::isfinite(sums.absolute)) return;
    EXPECT_EQ(sums.ab, expected) << r.size();
    EXPECT_EQ(all_of(sums), all_of(baseline)) << r.size();
  });
}

TEST(BlockKernels, GiveTheSameSumsOnEveryInstructionSet) {
  const BlockKernels& baseline = block_kernels(Isa::kBaseline);
  for_each_pair([&](const BlockKernels& kernels, const auto& r, const auto& p) {
    BlockSums expected, sums, pairs;
    baseline.sums(r.data(), p.data(), r.size(), expected);
    kernels.sums(r.data(), p.data(), r.size(), sums);
    kernels.pair_sums(r.data(), p.data(), r.size(), pairs);
    ASSERT_EQ(std::isfinite(sums.absolute), std::isfinite(expected.absolute)) << r.size();
    if (!std::isfinite(sums.absolute)) return;
    EXPECT_EQ(all_of(sums), all_of(expected)) << r.size();
    EXPECT_EQ(std::tie(pairs.a, pairs.b, pairs.aa, pairs.bb, pairs.ab),
              std::tie(sums.a, sums.b, sums.aa, sums.bb, sums.ab));
    EXPECT_EQ(kernels.square_d(r.data(), p.data(), r.size()),
              baseline.square_d(r.data(), p.data(), r.size()));
  });
}

TEST(BlockKernels, KnowThatADifferenceIsNotFiniteByTheSumOfTheMagnitudes) {
  for_each_pair([](const BlockKernels& kernels, const auto& r, const auto& p) {
    BlockSums sums;
    kernels.sums(r.data(), p.data(), r.size(), sums);
    bool finite = true;
    float largest = 0;
    for (size_t i = 0; i < r.size(); ++i) {
      finite = finite && std::isfinite(r[i] - p[i]);
      largest = std::max(largest, std::abs(r[i] - p[i]));
    }
    ASSERT_EQ(std::isfinite(sums.absolute), finite) << r.size();
    if (finite) {
      EXPECT_EQ(sums.largest, largest);
    }
  });
}

TEST(BlockKernels, AddSquaresToTheSumOfEachElement) {
  for_each_pair([](const BlockKernels& kernels, const auto& r, const auto& p) {
    std::vector<double> sums(r.size(), 0.1);
    kernels.add_square_d(r.data(), p.data(), r.size(), sums.data());
    for (size_t i = 0; i < r.size(); ++i) {
      const auto d = static_cast<double>(r[i] - p[i]);
      if (std::isfinite(d)) {
        ASSERT_EQ(sums[i], 0.1 + d * d);
      }
    }
  });
}

TEST(BlockKernels, FindTheFirstOfTheLargest) {
  for (const size_t count : sizes()) {
    std::vector<float> v = random_floats(count, static_cast<unsigned>(count));
    for (const size_t equal : {size_t{1}, size_t{2}, size_t{40}}) {
      for (size_t i = 0; i < count; i += std::max<size_t>(1, count / equal))
        v[count - 1 - i] = equal == 2 ? kInfinity : 2;
      const auto largest = std::ranges::max_element(v);
      for_each_isa([&](const BlockKernels& kernels) {
        const FirstLargest found = kernels.first_largest(v.data(), count);
        EXPECT_EQ(found.at, static_cast<size_t>(largest - v.begin())) << count;
        EXPECT_EQ(found.value, *largest);
      });
    }
    const std::vector<float> zeros = {-0.0F, 0.0F};
    for_each_isa([&](const BlockKernels& kernels) {
      EXPECT_EQ(kernels.first_largest(zeros.data(), 2).at, 0U);
    });
  }
}

TEST(BlockKernels, ReadCodesOfEightBits) {
  for (const size_t count : sizes()) {
    const std::vector<int8_t> codes = random_codes(count, static_cast<unsigned>(count));
    const auto* bytes_of = reinterpret_cast<const uint8_t*>(codes.data());
    for_each_isa([&](const BlockKernels& kernels) {
      std::vector<float> reals(count);
      for (const bool is_signed : {false, true}) {
        kernels.dequantize_bytes(bytes_of, {is_signed, -3, 0.05F}, count, reals.data());
        for (size_t i = 0; i < count; ++i) {
          const int code = is_signed ? int{codes[i]} : int{bytes_of[i]};
          ASSERT_EQ(reals[i], static_cast<float>(code + 3) * 0.05F);
        }
      }
    });
  }
}

TEST(BlockKernels, FlagAndReplaceWhatStandsAtTheRails) {
  for (const size_t count : sizes()) {
    std::vector<int8_t> codes = random_codes(count, static_cast<unsigned>(count));
    for (size_t i = 0; i < count; i += 3) codes[i] = i % 2 == 0 ? -128 : 127;
    const auto low = std::ranges::count(codes, -128);
    const auto high = std::ranges::count(codes, 127);
    const std::vector<float> reals = random_floats(count, 1);
    for_each_isa([&](const BlockKernels& kernels) {
      std::vector<uint8_t> flags(count, 9), others(count), united(count, 9);
      const RailCounts rails = kernels.find_byte_rails(
          reinterpret_cast<const uint8_t*>(codes.data()), 0x80, 0x7f, count, flags.data());
      EXPECT_EQ(rails.low, low) << count;
      EXPECT_EQ(rails.high, high) << count;
      others[count / 2] = 1;
      const int64_t found = kernels.unite_flags(flags.data(), others.data(), count, united.data());
      EXPECT_EQ(found, std::ranges::count(united, 1));
      std::vector<float> replaced(count);
      kernels.replace_flagged(reals.data(), united.data(), 7, count, replaced.data());
      for (size_t i = 0; i < count; ++i) {
        const bool flagged = codes[i] == -128 || codes[i] == 127 || i == count / 2;
        ASSERT_EQ(united[i], flagged ? 1 : 0);
        ASSERT_EQ(replaced[i], flagged ? 7 : reals[i]);
      }
    });
  }
}

TEST(BlockKernels, CountDifferencesOfCodesOfEightBits) {
  constexpr int kLimit = 16;
  for (const size_t count : sizes()) {
    const std::vector<int8_t> r = random_codes(count, static_cast<unsigned>(count));
    for (const int spread : {0, 1, 5, 255}) {
      std::vector<int8_t> p = random_codes(count, static_cast<unsigned>(count + 1));
      if (spread < 255)
        for (size_t i = 0; i < count; ++i)
          p[i] = static_cast<int8_t>(std::clamp(r[i] + p[i] % (spread + 1), -128, 127));
      for (const int shift : {0, 2, -255, 255}) {
        std::array<int64_t, 2 * kLimit + 1> expected{};
        int32_t largest = 0;
        for (size_t i = 0; i < count; ++i) {
          const int difference = p[i] - r[i] + shift;
          largest = std::max(largest, std::abs(difference));
          ++expected[static_cast<size_t>(std::clamp(difference, -kLimit, kLimit) + kLimit)];
        }
        for_each_isa([&](const BlockKernels& kernels) {
          std::array<int64_t, 2 * kLimit + 1> histogram{};
          EXPECT_EQ(kernels.count_byte_differences(reinterpret_cast<const uint8_t*>(r.data()),
                                                   reinterpret_cast<const uint8_t*>(p.data()), true,
                                                   shift, count, kLimit, histogram.data()),
                    largest);
          EXPECT_EQ(histogram, expected) << count;
        });
      }
    }
  }
}

}  // namespace
}  // namespace npuscope
