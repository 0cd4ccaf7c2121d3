// SPDX-License-Identifier: Apache-2.0
// Sums and products of two tensors as ONNX Runtime computes them on Arm: every pair of codes.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/sha256.h"
#include "runtimes/runtime_list.h"

namespace npuscope {
namespace {

constexpr int64_t kCodes = 256;

enum Function { kSum, kProduct };
constexpr ElementType kUint8 = ElementType::kUint8, kInt8 = ElementType::kInt8;

struct Operation {
  Function function = kSum;
  ElementType type = kInt8;
  std::array<float, 3> scales{};  ///< of a, b and the result
  std::array<int, 3> zero_points{};
  bool repeated = false;  ///< a is one number along each row
  const char* digest = "";
};

int64_t lowest(ElementType type) { return type == kUint8 ? 0 : -128; }

TensorCodes codes(const Operation& o, size_t i) {
  const int64_t low = lowest(o.type);
  return {o.scales[i], {o.zero_points[i], {low, low + kCodes - 1}}, i == 0 && o.repeated};
}

/// Every code once, from the lowest on.
Tensor all_codes(ElementType type, Shape shape) {
  Tensor tensor = Tensor::zeros(type, std::move(shape));
  int64_t code = lowest(type);
  for (uint8_t& byte : tensor.mutable_values<uint8_t>()) byte = static_cast<uint8_t>(code++);
  return tensor;
}

/// The codes of every a, row by row with every b.
Tensor computed(const Operation& o) {
  const TensorCodes a = codes(o, 0), b = codes(o, 1), to = codes(o, 2);
  const RuntimeRules& rules = ort_arm_rules();
  const auto program =
      o.function == kSum ? rules.sum_of_two(a, b, to, false) : rules.product_of_two(a, b, to);
  const Tensor x = all_codes(o.type, {kCodes, 1}), y = all_codes(o.type, {1, kCodes});
  const std::array inputs = {&x, &y};
  return *run_program(*program, inputs, {kCodes, kCodes}, o.type, nullptr);
}

/// Of all results of ONNX Runtime 1.32.0's kernels for Linux on aarch64, its own machine code run
/// in an emulator (Unicorn): SHA-256 of their bytes.
const Operation kRecorded[] = {
    {kSum,
     kUint8,
     {0.01377F, 0.04195F, 0.04971F},
     {182, 7, 124},
     false,
     "d7973836d96e6621e95c993ae5defce3f98d046ca741cbcb31a180cb662cc589"},
    {kSum,
     kInt8,
     {0.07454F, 0.009352F, 0.01386F},
     {-91, 65, 114},
     false,
     "082f5ba136c8eacbbb7bef8bfbad9e0f0339a613e43da6cc5e7582ac1315c525"},
    {kSum,
     kUint8,
     {0.0625F, 0.0625F, 0.125F},
     {113, 169, 254},
     false,
     "3efa182f733706b3d3c4fb0454243993af5a6bfb01cfd99aa22ae3f9530f8baa"},
    {kSum,
     kInt8,
     {0.1875F, 0.1875F, 0.375F},
     {-11, 3, 112},
     false,
     "4ad6573c864851197d9ddd39bf83241438174827cee147dce74e928f0cc4904c"},
    {kSum,
     kUint8,
     {0.06336F, 5.847e-9F, 0.12672F},
     {119, 181, 3},
     false,
     "43b18ec86d6cddef4e39ea33dd76dcca3ef8df144a707d9416c3059663bc24fb"},
    {kSum,
     kInt8,
     {0.01077F, 6.046e-9F, 0.02154F},
     {30, 123, 3},
     false,
     "ce586177a56ff596881f4237620afc2c5f54bd4e12d844456946bff7280c17ff"},
    {kSum,
     kUint8,
     {0.03618F, 1.899e-9F, 0.07236F},
     {179, 245, 3},
     true,
     "4d32b92c1950d7ac057eaef135bde89484c29aaa12f48cf7361342dd07399d84"},
    {kSum,
     kInt8,
     {0.05537F, 2.578e-9F, 0.11074F},
     {65, 44, 3},
     true,
     "2aaf032fcaa24111975d74892b1b590b89cef6d54f5b7f9198bd4e2f95e97869"},
    {kProduct,
     kUint8,
     {0.07449F, 0.01538F, 0.06873937F},
     {45, 36, 169},
     false,
     "10d6ee2432d10168ad716e0e818027bea64f3f4eab58abc684b86bd2fa49ab11"},
    {kProduct,
     kInt8,
     {0.06376F, 0.072F, 0.13772158F},
     {10, -119, -110},
     false,
     "392b366654b287ab17927bf1fffcc5faa5b33355028ae5b0c61e9d36e275bc8f"},
    {kProduct,
     kUint8,
     {0.01639F, 0.07991F, 0.039291747F},
     {247, 62, 223},
     true,
     "4ffaf0fd56c3cbca3ec2f933fee75e446e4d57854a97535e47803f5f79f0c396"},
    {kProduct,
     kInt8,
     {0.008627F, 0.07015F, 0.036311045F},
     {-73, -88, -128},
     true,
     "3a52363dd227739bbed86858a65c46909c72c9f7913a75dde83d0e724ec41a67"},
};

TEST(MlasOnArm, ComputesWhatTheLibraryDid) {
  for (const Operation& o : kRecorded)
    EXPECT_EQ(sha256_hex(computed(o).bytes()), o.digest) << &o - kRecorded;
}

/// A sum of two as the library's source states it, one element at a time.
int64_t stated_sum(const Operation& o, int64_t a, int64_t b) {
  const auto [s_a, s_b, s_y] = o.scales;
  const float ratio_a = s_a / s_y, ratio_b = s_b / s_y;
  const int64_t low = lowest(o.type), high = low + kCodes - 1;
  a -= o.zero_points[0];
  b -= o.zero_points[1];
  const auto in_range = [](float ratio) { return ratio >= 0x1p-14F && ratio < 0x1p8F; };
  if (in_range(ratio_a) && in_range(ratio_b)) {
    const int shift = 21 - std::ilogb(std::max(ratio_a, ratio_b));
    const auto factor = [shift](float ratio) {
      return std::nearbyint(std::ldexp(static_cast<double>(ratio), shift));
    };
    const double sum =
        factor(ratio_a) * static_cast<double>(a) + factor(ratio_b) * static_cast<double>(b);
    const int64_t code = std::llround(std::ldexp(sum, -shift)) + o.zero_points[2];
    return std::clamp(code, low, high);
  }
  const auto x = static_cast<float>(a), y = static_cast<float>(b);
  // As fused: a long double holds the product and the sum.
  const auto fused = [](float factor, float code, float addend) {
    return static_cast<float>(static_cast<long double>(factor) * static_cast<long double>(code) +
                              static_cast<long double>(addend));
  };
  const float sum = o.repeated ? fused(s_b, y, s_a * x) : fused(s_a, x, s_b * y);
  const float code = std::nearbyint(sum / s_y + static_cast<float>(o.zero_points[2]));
  return std::clamp(static_cast<int64_t>(code), low, high);
}

TEST(MlasOnArm, ComputesWhatItsSourceSays) {
  for (const Operation& o : kRecorded) {
    if (o.function != kSum) continue;
    const std::vector<int64_t> results = to_int64s(computed(o));
    for (size_t i = 0; i < results.size(); ++i) {
      const int64_t a = lowest(o.type) + static_cast<int64_t>(i) / kCodes;
      const int64_t b = lowest(o.type) + static_cast<int64_t>(i) % kCodes;
      ASSERT_EQ(results[i], stated_sum(o, a, b)) << &o - kRecorded << ": " << a << ", " << b;
    }
  }
}

TEST(MlasOnArm, TheOrderOfOperandsDecidesWhereScalesLieFarApart) {
  size_t differing = 0;
  for (Operation o : kRecorded) {
    const Tensor in_order = computed(o);
    o.repeated = !o.repeated;
    if (!std::ranges::equal(computed(o).bytes(), in_order.bytes())) ++differing;
  }
  EXPECT_EQ(differing, 4U);  // the sums in float32
}

}  // namespace
}  // namespace npuscope
