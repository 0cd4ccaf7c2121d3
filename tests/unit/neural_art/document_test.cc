// SPDX-License-Identifier: Apache-2.0
// The worked examples of docs/neural-art.md, computed by the code that they explain: each test
// writes the lines of one example, and the document must have them word for word.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "neural_art/affine.h"
#include "neural_art/global_mean.h"
#include "neural_art/multiplication.h"
#include "neural_art/pass_plan.h"
#include "neural_art/prelu.h"
#include "neural_art/products.h"
#include "neural_art/registers.h"
#include "neural_art/requantize.h"

namespace npuscope {
namespace {

constexpr IntegerRange kInt8 = {-128, 127};

void expect_in_document(const std::string& example) {
  const fs::path path = fs::path(NPUSCOPE_SOURCE_DIR) / "docs/neural-art.md";
  const auto text = read_file(path);
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_NE(text->find("```\n" + example + "```\n"), std::string::npos)
      << "docs/neural-art.md does not have this example:\n"
      << example;
}

/// The layer of the examples: one output channel, or as many as `channels`.
ProductScales layer(size_t channels = 1) {
  ProductScales scales;
  scales.input = 0.02;
  scales.weights = {0.004};
  scales.output = 0.05;
  scales.output_zero_point = -7;
  scales.bias = std::vector<float>(channels, 0.21f);
  scales.weight_sums = std::vector<int64_t>(channels, 500);
  return scales;
}

constexpr std::string_view kLayer =
    "s_x = 0.02, s_w = 0.004, s_y = 0.05, z_y = -7, bias = 0.21, max |Σ w| = 500\n";

/// What a sum becomes, pass and stage by stage.
std::vector<int64_t> values_of(const ProductCoefficients& k, int64_t sum) {
  const SumLowering lowering = lower_products(k, {{SumSlice{}}}, kInt8, 1);
  std::vector<int64_t> value = {sum}, result;
  apply_stage(*lowering.pass, value, 1, nullptr);
  result.push_back(value[0]);
  for (const Stage& stage : lowering.epilogue) {
    apply_stage(stage, value, 1, nullptr);
    result.push_back(value[0]);
  }
  return result;
}

/// What the registers of a program hold for two codes, step by step.
std::vector<int64_t> values_of(const ProgramLowering& program, int8_t a, int8_t b) {
  const Tensor x = Tensor::of<int8_t>({1}, std::vector{a});
  const Tensor y = Tensor::of<int8_t>({1}, std::vector{b});
  const std::vector<const Tensor*> inputs = {&x, &y};
  std::vector<int64_t> result;
  for (size_t steps = 1; steps <= program.steps.size(); ++steps) {
    ProgramLowering part = program;
    part.steps.resize(steps);
    result.push_back(to_int64s(*run_program(part, inputs, {1}, ElementType::kInt32, nullptr))[0]);
  }
  return result;
}

std::string text_of(const AffineCoefficients& k) {
  return fmt::format("s = {}, A = {}, k_x = {}, B = {}, k_y = {}, C = {}, k_c = {}", k.shift, k.a,
                     k.x_shift, k.b, k.y_shift, k.c.value, k.c.shift);
}

TEST(Document, ThreeRoundings) {
  const auto k = product_coefficients(layer(), CompilerGeneration::kCore2).value();
  std::string example(kLayer);
  example += fmt::format("s_o = {}, n = {}, s1 = {}, A1 = {}, s2 = {}, A2 = {}, Qn = {}, C = {}\n",
                         k.s_o, k.n, k.s1, k.a1[0], k.s2, k.a2[0], *k.addend_fraction, k.c[0]);
  for (const int64_t sum : {2002, -2002, 200000}) {
    const auto v = values_of(k, sum);
    example += fmt::format("acc = {}: t = {}, r = {}, y = {}\n", sum, v[0], v[1], v[2]);
  }
  expect_in_document(example);
}

TEST(Document, TwoRoundings) {
  const auto k = product_coefficients(layer(), CompilerGeneration::kCore4).value();
  std::string example = fmt::format("s = {}, A = {}, C = {}\n", k.s2, k.a2[0], k.c[0]);
  for (const int64_t sum : {2002, -2002, 200000}) {
    const auto v = values_of(k, sum);
    example += fmt::format("acc = {}: t = {}, y = {}\n", sum, v[0], v[1]);
  }
  expect_in_document(example);
}

TEST(Document, StreamedAddends) {
  const auto k = product_coefficients(layer(513), CompilerGeneration::kCore2).value();
  expect_in_document(fmt::format("b16 = {}, C = {} · {} - 7 · 2^{} = {}\n", k.b16[0], k.a2[0],
                                 k.b16[0], k.s2, k.c[0]));
}

TEST(Document, ALargeBias) {
  ProductScales scales = layer();
  scales.bias = {100};
  const auto k = product_coefficients(scales, CompilerGeneration::kCore2).value();
  expect_in_document(fmt::format("bias = 100: n = {}, s2 = {}, A2 = {}\n", k.n, k.s2, k.a2[0]));
}

TEST(Document, AChannelWithoutEffect) {
  ProductScales scales = layer(2);
  scales.weights = {0.004, 0.00001};
  scales.magnitude_sums = {600, 900};
  std::string example =
      "channel 1: Σ|w| = 900, s_w = 0.00001; 255 · 900 · 0.02 · 0.00001 = 0.0459\n";
  ASSERT_NEAR(255 * 900 * 0.02 * 0.00001, 0.0459, 1e-12);
  for (const auto& [version, generation] : {std::pair{"2.2", CompilerGeneration::kCore2},
                                            std::pair{"2.1", CompilerGeneration::kCore21}})
    example += fmt::format("{}: A1 = {}\n", version,
                           fmt::join(product_coefficients(scales, generation)->a1, ", "));
  expect_in_document(example);
}

std::string range_text(const std::optional<SumSlice::Range>& range) {
  if (!range) return "all";
  const int64_t last = range->end - 1;
  return range->begin == last ? fmt::format("{}", last) : fmt::format("{}-{}", range->begin, last);
}

std::string plan_text(std::string_view name, const PlannedLayer& planned) {
  const auto plan = pass_plan(planned);
  const std::string passes =
      fmt::format("{} of {} channels", plan[0].size(), channels_per_pass(planned));
  if (plan.size() == 1) return fmt::format("{}: passes {}\n", name, passes);
  std::vector<std::string> pieces;
  for (const PassPlan& piece : plan)
    pieces.push_back(range_text(piece[0].rows) + " x " + range_text(piece[0].columns));
  return fmt::format("{}: rows x columns {}; passes of each {}\n", name, fmt::join(pieces, ", "),
                     passes);
}

TEST(Document, Passes) {
  PlannedLayer wide;
  wide.output_channels = 1024;
  wide.input_channels = 1024;
  wide.kernel = {1, 1};
  wide.positions = 6;
  wide.input_zero_point = -128;
  std::string example = plan_text("1x1, 1024 -> 1024 channels on 3x2", wide);
  wide.fastest = false;
  example += plan_text("the same without -O3", wide);
  PlannedLayer kernel = wide;
  kernel.fastest = true;
  kernel.input_channels = 3;
  kernel.output_channels = 32;
  kernel.kernel = {5, 5};
  example += plan_text("5x5, 3 -> 32", kernel);
  kernel.input_channels = 16;
  kernel.kernel = {7, 7};
  example += plan_text("7x7, 16 -> 32", kernel);
  expect_in_document(example);
}

TEST(Document, AMean) {
  const Quantization x = {ElementType::kInt8, {0.02f}, {-128}, -1};
  const Quantization y = {ElementType::kInt8, {0.01f}, {-100}, -1};
  std::string example = "s_x = 0.02, z_x = -128, s_y = 0.01, z_y = -100\n";
  for (const int64_t count : {16, 6}) {
    const MeanCoefficients k = mean_coefficients(count, x, y).value();
    std::vector<int64_t> value = {-100 * count - 1};
    example +=
        fmt::format("N = {}: mulval = {}, sh = {}, A = {}, C = {}, k = {}; Σx = {}: m = ", count,
                    k.mulval, k.sh, k.a, k.c, k.k, value[0]);
    const SumLowering lowering = lower_global_mean(k, kInt8);
    apply_stage(lowering.epilogue[0], value, 1, nullptr);
    example += fmt::format("{}, y = ", value[0]);
    apply_stage(lowering.epilogue[1], value, 1, nullptr);
    apply_stage(lowering.epilogue[2], value, 1, nullptr);
    example += fmt::format("{}\n", value[0]);
  }
  const SumLowering codes = lower_mean_of_codes(6, kInt8);
  const auto& stage = std::get<FixedStage>(codes.epilogue[0]);
  example += fmt::format("N = 6, one quantization: mulval = {}, sh = {}\n", stage.multiplier[0],
                         stage.shift);
  expect_in_document(example);
}

TEST(Document, SumsAndDifferences) {
  const CodeScale a = {0.02, 3}, b = {0.05, -5}, y = {0.04, 10};
  std::string example = "s_a = 0.02, z_a = 3, s_b = 0.05, z_b = -5, s_y = 0.04, z_y = 10\n";
  for (const bool subtract : {false, true}) {
    const AffineCoefficients k = addition_coefficients(a, b, y, subtract).value();
    const ProgramLowering program{2, {{affine_stage(k, kInt8), 0, 1}}, 1};
    example += fmt::format("a {} b: {}; 63 {} 15 in codes: {}\n", subtract ? "-" : "+", text_of(k),
                           subtract ? "-" : "+", values_of(program, 63, 15)[0]);
  }
  expect_in_document(example);
}

std::string text_of(const JoinStage& stage) {
  const ShiftedAddend c = shifted_addend(static_cast<double>(stage.addend[0]));
  return text_of(
      AffineCoefficients{stage.a[0], stage.a_shift, stage.b[0], stage.b_shift, c, stage.shift});
}

TEST(Document, Products) {
  const CodeScale a = {0.02, 3}, b = {0.004, -128}, y = {0.01, -5};
  const ProgramLowering program = lower_multiplication(a, b, y, kInt8).value();
  const auto v = values_of(program, 50, 30);
  expect_in_document(fmt::format(
      "s_a = 0.02, z_a = 3, s_b = 0.004, z_b = -128, s_y = 0.01, z_y = -5\nt: {}\ny: {}\n"
      "a = 50, b = 30: m = {}, t = {}, y = {}\n",
      text_of(std::get<JoinStage>(program.steps[1].operation)),
      text_of(std::get<JoinStage>(program.steps[2].operation)), v[0], v[1], v[2]));
}

TEST(Document, ProductsWithConstants) {
  const std::vector<int64_t> factors = {40, -100};
  ProgramLowering program{2, {}, 1};
  ASSERT_TRUE(
      append_constant_product({{0.02, 3}, {0.01, 0}, {0.015, -5}, factors}, kInt8, program));
  const auto stage = std::get<FixedStage>(program.steps.back().operation);
  const auto v = values_of(program, 50, 40);
  expect_in_document(fmt::format(
      "s_x = 0.02, z_x = 3, s_q = 0.01, z_q = 0, q = 40 and -100, s_y = 0.015, z_y = -5\n"
      "s = {}, A = {}, C = {}; x = 50, q = 40: m = {}, y = {}\n",
      stage.shift, stage.multiplier[0], fmt::join(stage.addend, " and "), v[0], v[1]));
}

TEST(Document, PRelu) {
  const std::vector<int64_t> slopes = {40};
  const ProgramLowering program =
      lower_prelu({0.02, 3}, {0.01, 0}, {0.015, -5}, slopes, kInt8).value();
  std::string example = "the same scales; slope q = 40, which is 0.4\n";
  for (const int8_t x : {int8_t{-50}, int8_t{50}})
    example += fmt::format("x = {}: c = {}, c q = {}, n = {}, r = {}, y = {}\n", x,
                           values_of(program, x, 40)[0], values_of(program, x, 40)[1],
                           values_of(program, x, 40)[2], values_of(program, x, 40)[3],
                           values_of(program, x, 40)[4]);
  expect_in_document(example);
}

TEST(Document, Requantizations) {
  const FixedStage stage = requantize_stage({0.02, 3}, {0.015, -5}, kInt8).value();
  std::vector<int64_t> value = {50};
  apply_stage(stage, value, 1, nullptr);
  expect_in_document(
      fmt::format("s_x = 0.02, z_x = 3, s_y = 0.015, z_y = -5\ns = {}, A = {}, C = {}; x = 50: y = "
                  "{}\n",
                  stage.shift, stage.multiplier[0], stage.addend[0], value[0]));
}

}  // namespace
}  // namespace npuscope
