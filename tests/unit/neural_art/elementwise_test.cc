// SPDX-License-Identifier: Apache-2.0
// Sums, products, PRelu and changes of quantization in the NPU's arithmetic, against real numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "neural_art/affine.h"
#include "neural_art/function_table.h"
#include "neural_art/multiplication.h"
#include "neural_art/prelu.h"
#include "neural_art/requantize.h"

namespace npuscope {
namespace {

constexpr IntegerRange kElementCodes = {-128, 127};

double real(int64_t code, CodeScale scale) {
  return static_cast<double>(code - scale.zero_point) * scale.scale;
}

/// The code that real numbers would give, before rounding.
double ideal(double value, CodeScale y) {
  return std::clamp(value / y.scale + static_cast<double>(y.zero_point), -128.0, 127.0);
}

/// Every pair of codes of two inputs through a program, one after the other.
std::vector<int64_t> all_pairs(const ProgramLowering& program) {
  std::vector<int8_t> a, b;
  for (int x = -128; x < 128; ++x)
    for (int y = -128; y < 128; ++y) {
      a.push_back(static_cast<int8_t>(x));
      b.push_back(static_cast<int8_t>(y));
    }
  const Shape shape = {static_cast<int64_t>(a.size())};
  const Tensor first = Tensor::of<int8_t>(shape, a), second = Tensor::of<int8_t>(shape, b);
  const std::vector<const Tensor*> inputs = {&first, &second};
  return to_int64s(*run_program(program, inputs, shape, ElementType::kInt8, nullptr));
}

CodeScale random_scale(std::mt19937& generator, double from, double to) {
  std::uniform_real_distribution<double> exponent(std::log2(from), std::log2(to));
  std::uniform_int_distribution<int64_t> zero(-128, 127);
  return {static_cast<double>(static_cast<float>(std::exp2(exponent(generator)))), zero(generator)};
}

TEST(AffineStage, GivesTheSmallerFactorAShiftOfItsOwn) {
  const auto k = affine_coefficients(1, 0.25, 0);
  ASSERT_TRUE(k);
  EXPECT_EQ(k->shift, 14);
  EXPECT_EQ(k->a, 16384);
  EXPECT_EQ(k->x_shift, 0);
  EXPECT_EQ(k->b, 16384);
  EXPECT_EQ(k->y_shift, 2);
}

TEST(AffineStage, KeepsItsAddendIn16Bits) {
  const auto k = affine_coefficients(1, 1, 100);
  ASSERT_TRUE(k);
  EXPECT_EQ(k->c.shift, 6);
  EXPECT_EQ(k->c.value, 25600);
  EXPECT_EQ(k->c.placed(), 100 << 14);
}

TEST(AffineStage, RefusesFactorsWithoutAPlace) {
  EXPECT_FALSE(affine_coefficients(1e30, 1, 0));
  EXPECT_FALSE(affine_coefficients(1, 1e-30, 0));
}

TEST(Addition, IsTheSumWithinACode) {
  std::mt19937 generator(1);
  for (const bool subtract : {false, true}) {
    for (int trial = 0; trial < 5; ++trial) {
      const CodeScale a = random_scale(generator, 0.01, 0.1),
                      b = random_scale(generator, 0.01, 0.1),
                      y = random_scale(generator, 0.02, 0.2);
      const auto k = addition_coefficients(a, b, y, subtract);
      ASSERT_TRUE(k);
      const auto codes = all_pairs({2, {{affine_stage(*k, kElementCodes), 0, 1}}, 1});
      for (size_t i = 0; i < codes.size(); ++i) {
        const int64_t x = static_cast<int64_t>(i / 256) - 128;
        const int64_t z = static_cast<int64_t>(i % 256) - 128;
        const double sum = real(x, a) + (subtract ? -1 : 1) * real(z, b);
        ASSERT_NEAR(static_cast<double>(codes[i]), ideal(sum, y), 0.6) << x << " and " << z;
      }
    }
  }
}

TEST(Multiplication, IsTheProductWithinACode) {
  std::mt19937 generator(2);
  for (const int64_t zero : {-128, 0, 24}) {
    for (int trial = 0; trial < 5; ++trial) {
      CodeScale a = random_scale(generator, 0.01, 0.1);
      a.zero_point = zero;
      const CodeScale b = {1.0 / 256, -128};  // of a sigmoid
      const CodeScale y = {a.scale * 0.9, random_scale(generator, 1, 1.5).zero_point};
      const auto program = lower_multiplication(a, b, y, kElementCodes);
      ASSERT_TRUE(program);
      const auto codes = all_pairs(*program);
      for (size_t i = 0; i < codes.size(); ++i) {
        const int64_t x = static_cast<int64_t>(i / 256) - 128;
        const int64_t z = static_cast<int64_t>(i % 256) - 128;
        ASSERT_NEAR(static_cast<double>(codes[i]), ideal(real(x, a) * real(z, b), y), 0.6)
            << x << " and " << z;
      }
    }
  }
}

TEST(PRelu, IsTheFunctionWithinACodeAndMostlyTheSameCode) {
  std::mt19937 generator(3);
  int64_t other = 0, total = 0;
  for (int trial = 0; trial < 10; ++trial) {
    const CodeScale x = random_scale(generator, 0.02, 0.05),
                    y = random_scale(generator, 0.02, 0.05);
    const CodeScale slope = {0.004, 0};
    for (const int64_t q : {-127, -31, 0, 64, 127}) {
      const std::vector<int64_t> slopes = {q};
      const auto program = lower_prelu(x, slope, y, slopes, kElementCodes);
      ASSERT_TRUE(program);
      std::vector<int8_t> codes(256);
      for (int c = -128; c < 128; ++c) codes[static_cast<size_t>(c + 128)] = static_cast<int8_t>(c);
      const Tensor input = Tensor::of<int8_t>({256}, codes);
      const Tensor factor = Tensor::of<int8_t>({1}, std::vector<int8_t>{static_cast<int8_t>(q)});
      const std::vector<const Tensor*> inputs = {&input, &factor};
      const auto results =
          to_int64s(*run_program(*program, inputs, {256}, ElementType::kInt8, nullptr));
      for (int64_t c = -128; c < 128; ++c) {
        const double v = real(c, x);
        const double exact = ideal(v < 0 ? v * static_cast<double>(q) * slope.scale : v, y);
        const auto code = static_cast<double>(results[static_cast<size_t>(c + 128)]);
        ASSERT_NEAR(code, exact, 1.01) << c << " with slope " << q;
        ++total;
        other += std::fabs(code - exact) > 0.51 ? 1 : 0;
      }
    }
  }
  EXPECT_LT(other, total / 50);
}

TEST(Requantization, IsTheCodeWithinACode) {
  std::mt19937 generator(4);
  for (int trial = 0; trial < 100; ++trial) {
    const CodeScale x = random_scale(generator, 0.01, 0.1), y = random_scale(generator, 0.01, 0.1);
    const auto stage = requantize_stage(x, y, kElementCodes);
    ASSERT_TRUE(stage);
    for (int64_t c = -128; c < 128; ++c) {
      std::vector<int64_t> value = {c};
      apply_stage(*stage, value, 1, nullptr);
      ASSERT_NEAR(static_cast<double>(value[0]), ideal(real(c, x), y), 0.51) << c;
    }
  }
}

// Between equal scales generated code has A = 16384 and C = -32 * 2^14 for z_y = -32, shift 14.
TEST(Requantization, BetweenEqualScalesMovesTheZeroPoint) {
  const auto stage = requantize_stage({0.5, 0}, {0.5, -32}, kElementCodes);
  ASSERT_TRUE(stage);
  EXPECT_EQ(stage->multiplier[0], 16384);
  EXPECT_EQ(stage->addend[0], -32 * 16384);
  EXPECT_EQ(stage->shift, 14);
}

TEST(FunctionTable, HoldsEveryCodeOfASigmoid) {
  const TableStage table = function_table({0.05, 3}, {1.0 / 256, -128}, kElementCodes,
                                          [](double v) { return 1 / (1 + std::exp(-v)); });
  ASSERT_EQ(table.table.size(), 256U);
  EXPECT_EQ(table.table[3 + 128], 0);  // sigmoid(0) = 128 / 256
  EXPECT_TRUE(std::ranges::is_sorted(table.table));
}

}  // namespace
}  // namespace npuscope
