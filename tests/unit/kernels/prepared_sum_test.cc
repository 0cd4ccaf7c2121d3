// SPDX-License-Identifier: Apache-2.0
// Every fast kernel against the definition, lowered_sums(), for every instruction set that this
// processor runs: codes and counters, bit by bit.
#include "kernels/prepared_sum.h"

#include <gtest/gtest.h>

#include <random>

#include "base/isa.h"

namespace npuscope {
namespace {

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  /// In [low, high].
  int64_t in(int64_t low, int64_t high) {
    return static_cast<int64_t>(engine_() % static_cast<uint64_t>(high - low + 1)) + low;
  }
  bool chance(int percent) { return in(0, 99) < percent; }
  template <class T>
  T of(std::initializer_list<T> values) {
    return values.begin()[in(0, static_cast<int64_t>(values.size()) - 1)];
  }

 private:
  std::mt19937_64 engine_;
};

/// A tensor and its quantization. Every fifth consists of the ends of the range only; two fifths
/// are mostly near the middle, as weights of networks are.
struct Codes {
  Tensor tensor;
  Quantization quantization;
  [[nodiscard]] SumOperand operand() const { return {&tensor, &quantization}; }
};

Codes random_codes(Random& random, ElementType type, const Shape& shape, int64_t channels, int axis,
                   bool zero_points) {
  const IntegerRange range = *integer_range(type);
  const int64_t kind = random.in(0, 4);
  const auto code = [&] {
    const int64_t middle = (range.low + range.high + 1) / 2;
    if (kind == 0 || (kind < 3 && random.chance(2))) return random.of({range.low, range.high});
    if (kind < 3) return middle + random.in(-100, 100) * random.in(0, 100) / 100;
    return random.in(range.low, range.high);
  };
  Codes codes{Tensor::zeros(type, shape), {type, {}, {}, channels > 1 ? axis : -1}};
  // Of uint8 the middle is what 0 is of int8.
  const int64_t plain_zero = type == ElementType::kUint8 && random.chance(50) ? 128 : 0;
  for (int64_t c = 0; c < channels; ++c) {
    codes.quantization.scale.push_back(1.0F);
    codes.quantization.zero_point.push_back(
        static_cast<int32_t>(zero_points ? random.in(range.low, range.high) : plain_zero));
  }
  visit_element_type(type, [&]<class T>(T) {
    if constexpr (sizeof(T) == 1)
      std::ranges::generate(codes.tensor.mutable_values<T>(),
                            [&] { return static_cast<T>(code()); });
  });
  return codes;
}

struct Sum {
  SumLowering lowering;
  SumGeometry geometry;
  Codes input, weights;
  Shape output;
  ElementType output_type = ElementType::kInt8;

  [[nodiscard]] SumDescription description() const {
    return {&lowering,
            &geometry,
            input.tensor.type(),
            input.tensor.shape(),
            &input.quantization,
            weights.operand(),
            output,
            output_type};
  }
};

std::string text(const Sum& sum) {
  return shape_text(sum.input.tensor.shape()) + " " + shape_text(sum.weights.tensor.shape()) + " " +
         shape_text(sum.output);
}

std::vector<int64_t> int64s(Random& random, size_t count, int64_t low, int64_t high) {
  std::vector<int64_t> values;
  for (size_t i = 0; i < count; ++i) values.push_back(random.in(low, high));
  return values;
}

/// As `exact` has it: one step in real numbers.
void add_real_stage(Random& random, Sum& sum, size_t channels, int64_t terms) {
  RealStage stage;
  stage.multiplier.clear();
  stage.addend.clear();
  const bool powers = random.chance(30);
  for (size_t c = 0; c < channels; ++c) {
    const double width = 100.0 * std::sqrt(static_cast<double>(terms)) * 60;
    const double factor = static_cast<double>(random.in(1, 1000)) / 250 * 100 / width;
    stage.multiplier.push_back(powers ? std::exp2(std::floor(std::log2(factor))) : factor);
    stage.addend.push_back(random.chance(30) ? static_cast<double>(random.in(-300, 300)) / 7 : 0.0);
  }
  stage.divisor = {powers ? 1.0 : 3.0};
  if (random.chance(60)) stage.addend = {0.0};
  const IntegerRange range = *integer_range(sum.output_type);
  // All codes of the type, and nothing to add: what most layers have.
  const bool whole = random.chance(50);
  if (whole) stage.addend = {0.0};
  stage.low = range.low + (whole ? 0 : random.in(0, 9));
  stage.high = range.high - (whole ? 0 : random.in(0, 9));
  stage.offset = random.in(range.low, range.high);
  sum.lowering.epilogue = {stage};
  if (random.chance(70))
    sum.lowering.bias = int64s(random, random.chance(20) ? 1 : channels, -20000, 20000);
}

/// As libraries have it that compute in float32.
void add_float_stage(Random& random, Sum& sum, size_t channels) {
  FloatStage stage;
  stage.multiplier.clear();
  for (size_t c = 0; c < channels; ++c)
    stage.multiplier.push_back(static_cast<float>(random.in(1, 1 << 20)) * 0x1p-32F);
  if (random.chance(30)) stage.addend = {static_cast<float>(random.in(-300, 300)) / 7};
  const IntegerRange range = *integer_range(sum.output_type);
  stage.low = range.low + random.in(0, 9);
  stage.high = range.high - random.in(0, 9);
  stage.offset = random.in(range.low, range.high);
  sum.lowering.epilogue = {stage};
  if (random.chance(70)) sum.lowering.bias = int64s(random, channels, -20000, 20000);
}

/// As gemmlowp has it: a significand of 31 bits, then a shift of each channel.
void add_double_rounding(Random& random, Sum& sum, size_t channels) {
  FixedStage product{int64s(random, channels, 1 << 30, INT32_MAX),
                     {0},
                     31,
                     Rounding::kHalfUp,
                     INT32_MIN,
                     INT32_MAX};
  if (random.chance(30))
    for (size_t c = 0; c < channels; ++c)
      product.shifts.push_back(static_cast<int>(random.in(31, 45)));
  FixedStage rest;
  rest.rounding = random.of({Rounding::kHalfAway, Rounding::kHalfUp});
  rest.shifts.clear();
  for (size_t c = 0; c < channels; ++c) rest.shifts.push_back(static_cast<int>(random.in(0, 14)));
  FixedStage last;
  last.addend = {random.in(-128, 127)};
  last.low = integer_range(sum.output_type)->low;
  last.high = integer_range(sum.output_type)->high;
  sum.lowering.epilogue = {product, rest, last};
  if (random.chance(70)) sum.lowering.bias = int64s(random, channels, -20000, 20000);
}

/// As an NPU has it: passes that round to 16 bits, then steps in fixed point.
void add_fixed_stages(Random& random, Sum& sum, size_t channels) {
  const auto rounding = [&] {
    return random.of({Rounding::kHalfAway, Rounding::kHalfEven, Rounding::kHalfUp,
                      Rounding::kHalfDown, Rounding::kHalfToZero, Rounding::kFloor,
                      Rounding::kTowardZero});
  };
  const int shift = static_cast<int>(random.in(0, 9));
  if (random.chance(80)) {
    sum.lowering.pass = FixedStage{{1}, {0}, shift, rounding(), -32768, 32767};
    sum.lowering.pass_shift = shift;
  }
  if (random.chance(50))
    sum.lowering.epilogue.emplace_back(FixedStage{int64s(random, channels, -32768, 32767),
                                                  {0},
                                                  static_cast<int>(random.in(10, 16)),
                                                  rounding(),
                                                  -32768,
                                                  32767});
  FixedStage last{int64s(random, channels, -32768, 32767),
                  int64s(random, channels, INT32_MIN, INT32_MAX),
                  static_cast<int>(random.in(8, 24)),
                  rounding(),
                  0,
                  0};
  last.low = integer_range(sum.output_type)->low;
  last.high = integer_range(sum.output_type)->high;
  sum.lowering.epilogue.emplace_back(std::move(last));
}

void add_stages(Random& random, Sum& sum, size_t channels, int64_t terms) {
  switch (random.in(0, 5)) {
    case 0: return add_float_stage(random, sum, channels);
    case 1: return add_double_rounding(random, sum, channels);
    case 2:
    case 3: return add_real_stage(random, sum, channels, terms);
    default: return add_fixed_stages(random, sum, channels);
  }
}

/// Cuts a range into up to `most` parts that follow each other.
std::vector<SumSlice::Range> parts_of(Random& random, int64_t size, int64_t most) {
  std::vector<SumSlice::Range> parts;
  for (int64_t at = 0; at < size;) {
    const bool last = static_cast<int64_t>(parts.size()) + 1 == most;
    const int64_t end = last ? size : random.in(at + 1, size);
    parts.push_back({at, end});
    at = end;
  }
  return parts;
}

void cut_convolution(Random& random, Sum& sum, const ConvolutionSum& convolution,
                     int64_t channels) {
  const std::vector<int64_t>& kernel = convolution.window.kernel;
  PassPlan plan;
  if (random.chance(25)) {
    for (const auto& terms : parts_of(random, channels * element_count(kernel), 4)) {
      SumSlice slice;
      slice.terms = terms;
      plan.push_back(slice);
    }
  } else {
    for (const auto& c : parts_of(random, channels, 2))
      for (const auto& x : parts_of(random, kernel.back(), 2))
        for (const auto& y : parts_of(random, kernel.size() == 2 ? kernel[0] : 1, 2)) {
          SumSlice slice;
          slice.channels = c;
          slice.columns = x;
          if (kernel.size() == 2) slice.rows = y;
          plan.push_back(slice);
        }
  }
  const auto split = static_cast<size_t>(random.in(0, static_cast<int64_t>(plan.size()) - 1));
  sum.lowering.pieces.clear();
  if (split > 0 && sum.lowering.pass)
    sum.lowering.pieces.emplace_back(plan.begin(),
                                     plan.begin() + static_cast<std::ptrdiff_t>(split));
  else
    sum.lowering.pieces.emplace_back(plan);
  if (split > 0 && sum.lowering.pass)
    for (size_t i = split; i < plan.size(); ++i) sum.lowering.pieces.push_back({plan[i]});
}

enum class Kind {
  kAny,
  kDepthwise,
  kPointwise,  ///< of one tap that reads the input as it lies
  kLarge,      ///< more terms than are summed at once
};

void add_axis(Random& random, Kind kind, Window& window) {
  const bool plain = kind == Kind::kPointwise;
  window.kernel.push_back(plain ? 1 : random.in(1, kind == Kind::kLarge ? 3 : 5));
  window.stride.push_back(plain ? 1 : random.in(1, 3));
  window.dilation.push_back(random.in(1, 2));
  window.pad_begin.push_back(plain ? 0 : random.in(0, 3));
  window.pad_end.push_back(plain ? 0 : random.in(0, 3));
}

Sum random_convolution(Random& random, Kind kind) {
  Sum sum;
  const bool depthwise = kind == Kind::kDepthwise, large = kind == Kind::kLarge;
  const size_t rank = random.chance(80) ? 2 : 1;
  const int64_t groups = depthwise ? random.in(2, 9) : random.of({1, 1, 1, 2, 3});
  const int64_t channels = depthwise ? 1 : large ? random.in(150, 400) : random.in(1, 37);
  const int64_t outputs = depthwise ? random.of({1, 1, 2}) : random.in(1, 21);
  ConvolutionSum convolution;
  convolution.groups = groups;
  Window& window = convolution.window;
  Shape x = {random.in(1, 2), groups * channels}, y = {x[0], groups * outputs};
  Shape w = {groups * outputs, channels};
  for (size_t axis = 0; axis < rank; ++axis) {
    add_axis(random, kind, window);
    const int64_t reach = (window.kernel[axis] - 1) * window.dilation[axis] + 1;
    x.push_back(random.in(reach, reach + (large ? 8 : axis == 0 ? 40 : 20)));
    w.push_back(window.kernel[axis]);
    y.push_back((x.back() + window.pad_begin[axis] + window.pad_end[axis] - reach) /
                    window.stride[axis] +
                1);
  }
  sum.output = y;
  sum.output_type = random.of({ElementType::kInt8, ElementType::kUint8});
  sum.input =
      random_codes(random, random.of({ElementType::kInt8, ElementType::kUint8}), x, 1, 1, true);
  const bool per_channel = random.chance(50);
  sum.weights = random_codes(random, random.of({ElementType::kInt8, ElementType::kUint8}), w,
                             per_channel ? w[0] : 1, 0, random.chance(30));
  sum.lowering.channel_stride = element_count(std::span(y).subspan(2));
  const auto entries = static_cast<size_t>(random.chance(80) ? w[0] : 1);
  add_stages(random, sum, entries, channels * element_count(window.kernel));
  if (random.chance(70)) cut_convolution(random, sum, convolution, channels);
  sum.geometry = std::move(convolution);
  return sum;
}

Sum random_matrix(Random& random) {
  Sum sum;
  const int64_t m = random.in(1, 19), k = random.in(1, 90), n = random.in(1, 60);
  MatrixSum matrix;
  matrix.transpose_b = random.chance(50);
  sum.geometry = matrix;
  const Shape b = matrix.transpose_b ? Shape{n, k} : Shape{k, n};
  sum.output = random.chance(50) ? Shape{m, n} : Shape{2, m, n};
  Shape a = sum.output;
  a.back() = k;
  sum.output_type = random.of({ElementType::kInt8, ElementType::kUint8});
  sum.input =
      random_codes(random, random.of({ElementType::kInt8, ElementType::kUint8}), a, 1, 1, true);
  sum.weights =
      random_codes(random, random.of({ElementType::kInt8, ElementType::kUint8}), b,
                   random.chance(50) ? n : 1, matrix.transpose_b ? 0 : 1, random.chance(30));
  const auto entries = static_cast<size_t>(random.chance(80) ? n : 1);
  add_stages(random, sum, entries, k);
  PassPlan plan;
  for (const auto& range : parts_of(random, k, 4)) {
    SumSlice slice;
    slice.channels = range;
    plan.push_back(slice);
  }
  sum.lowering.pieces = {plan};
  return sum;
}

/// Runs a sum by the kernels of an instruction set and by definition; false where there is no fast
/// way.
bool check(const Sum& sum, const simd::Kernels& kernels) {
  const auto prepared = PreparedSum::create(sum.description(), kernels);
  if (!prepared) return false;
  std::vector<StageCounters> expected_counters, counters;
  const auto sums = lowered_sums(sum.lowering, sum.geometry, sum.input.operand(),
                                 sum.weights.operand(), sum.output, &expected_counters);
  EXPECT_TRUE(sums) << sums.error().message();
  if (!sums) return true;
  const Tensor expected = *codes_of(*sums, sum.output_type);
  const auto actual = prepared->run(sum.input.tensor, nullptr);
  const auto counted = prepared->run(sum.input.tensor, &counters);
  EXPECT_TRUE(actual && counted);
  if (!actual || !counted) return true;
  EXPECT_TRUE(std::ranges::equal(actual->bytes(), expected.bytes())) << text(sum);
  EXPECT_TRUE(std::ranges::equal(counted->bytes(), expected.bytes())) << text(sum);
  EXPECT_EQ(counters, expected_counters) << text(sum);
  return true;
}

class PreparedSums : public ::testing::TestWithParam<Isa> {
 protected:
  const simd::Kernels& kernels() { return simd::kernels_of(GetParam()); }

  template <class Make>
  void check_many(int count, int least_fast, Make&& make) {
    int fast = 0;
    for (int i = 0; i < count && !HasFailure(); ++i) {
      Random random(static_cast<uint32_t>(i));
      const Sum sum = make(random);
      SCOPED_TRACE("seed " + std::to_string(i));
      fast += check(sum, kernels()) ? 1 : 0;
    }
    EXPECT_GE(fast, HasFailure() ? 0 : least_fast) << "few of them have a fast way";
  }
};

TEST_P(PreparedSums, OfConvolutionsEqualTheDefinition) {
  check_many(400, 350, [](Random& random) { return random_convolution(random, Kind::kAny); });
}

TEST_P(PreparedSums, OfPointwiseConvolutionsEqualTheDefinition) {
  check_many(300, 250, [](Random& random) { return random_convolution(random, Kind::kPointwise); });
}

TEST_P(PreparedSums, OfManyTermsEqualTheDefinition) {
  check_many(30, 20, [](Random& random) { return random_convolution(random, Kind::kLarge); });
}

TEST_P(PreparedSums, OfDepthwiseConvolutionsEqualTheDefinition) {
  check_many(300, 250, [](Random& random) { return random_convolution(random, Kind::kDepthwise); });
}

TEST_P(PreparedSums, OfMatricesEqualTheDefinition) {
  check_many(300, 250, [](Random& random) { return random_matrix(random); });
}

INSTANTIATE_TEST_SUITE_P(OnThisProcessor, PreparedSums,
                         ::testing::ValuesIn(available_isas(detect_cpu())),
                         [](const auto& of) { return std::string(isa_name(of.param)); });

}  // namespace
}  // namespace npuscope
