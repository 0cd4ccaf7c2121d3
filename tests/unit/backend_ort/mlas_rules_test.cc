// SPDX-License-Identifier: Apache-2.0
// Sums and products of two tensors: what the rung "ort-u8s8-avx2" computes beside ONNX Runtime
// itself, every pair of codes, with random and with related scales (which give ties).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "mlas_fixture.h"
#include "runtimes/runtime_list.h"
#include "support/graph_builder.h"

namespace npuscope {
namespace {

constexpr int64_t kCodes = 256;
constexpr int kSets = 8;  // of scales and zero points for each operator, type and pair of shapes

enum class Operands { kTwoTensors, kSecondRepeated, kFirstRepeated };

struct Operation {
  std::string name;
  ElementType type = ElementType::kInt8;
  Operands operands = Operands::kTwoTensors;
  std::array<float, 3> scales{};  ///< of a, b and the result
  std::array<int, 3> zero_points{};
};

Shape shape_of(const Operation& o, bool first) {
  const auto repeated = first ? Operands::kFirstRepeated : Operands::kSecondRepeated;
  return {kCodes, o.operands == repeated ? 1 : kCodes};
}

/// One operand counts the rows, the other the columns; one that is repeated along rows cannot but
/// count them.
Tensor codes_of(const Operation& o, bool first) {
  Tensor codes = Tensor::zeros(o.type, shape_of(o, first));
  const bool by_row = first == (o.operands != Operands::kSecondRepeated);
  const auto bytes = codes.mutable_values<uint8_t>();
  for (size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<uint8_t>(by_row && codes.shape()[1] != 1 ? i / kCodes : i);
  return codes;
}

Tensor zero_point_of(const Operation& o, size_t i) {
  Tensor zero_point = Tensor::zeros(o.type, {});
  zero_point.mutable_values<uint8_t>()[0] = static_cast<uint8_t>(o.zero_points[i]);
  return zero_point;
}

Graph network(const Operation& o) {
  testing_support::GraphBuilder b;
  const std::array names = {"a", "b", "y"};
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string name = names[i];
    b.constant(name + ".scale", Tensor::scalar(o.scales[i]));
    b.constant(name + ".zero", zero_point_of(o, i));
  }
  b.input("a", shape_of(o, true), o.type).input("b", shape_of(o, false), o.type);
  for (const std::string name : {"a", "b"})
    b.node("DequantizeLinear", {name, name + ".scale", name + ".zero"}, {name + "_real"});
  b.node(o.name, {"a_real", "b_real"}, {"y_real"});
  b.node("QuantizeLinear", {"y_real", "y.scale", "y.zero"}, {"y"});
  return b.output("y", o.type).build();
}

/// Half of the sets have operands of one scale and a result of a small multiple.
void choose_parameters(Operation& o, int set, std::mt19937& random) {
  const auto scale = [&] { return 0.004F + 0.000008F * static_cast<float>(random() % 10000); };
  const auto multiple = static_cast<float>(2 + random() % 6);
  o.scales = {scale(), scale(), scale()};
  if (o.name == "Mul") o.scales[2] *= 10;
  if (set % 2 == 1) {
    o.scales[1] = o.scales[0];
    o.scales[2] =
        o.name == "Mul" ? o.scales[0] * o.scales[0] * 16 * multiple : o.scales[0] * multiple / 2;
  }
  const int low = o.type == ElementType::kInt8 ? -128 : 0;
  for (int& zero_point : o.zero_points) zero_point = low + static_cast<int>(random() % kCodes);
}

class MlasRulesTest : public testing_support::MlasFixture {
 protected:
  using MlasFixture::differing;

  /// How many of all pairs of codes ONNX Runtime turns into another code than `arithmetic`.
  size_t differing(const Operation& o, const Arithmetic& arithmetic) {
    const std::array inputs = {codes_of(o, true), codes_of(o, false)};
    return differing(network(o), inputs, arithmetic);
  }

  /// The same of all sets of scales, types and operands.
  size_t differing(const std::string& name, const Arithmetic& arithmetic) {
    std::mt19937 random(1);
    size_t count = 0;
    for (const ElementType type : {ElementType::kUint8, ElementType::kInt8})
      for (const Operands operands :
           {Operands::kTwoTensors, Operands::kSecondRepeated, Operands::kFirstRepeated})
        for (int set = 0; set < kSets; ++set) {
          Operation o{name, type, operands};
          choose_parameters(o, set, random);
          count += differing(o, arithmetic);
        }
    return count;
  }
};

TEST_F(MlasRulesTest, SumsOfTwoAreOnnxRuntimes) {
  EXPECT_EQ(differing("Add", *make_runtime_arithmetic(ort_avx2_rules())), 0U);
}

TEST_F(MlasRulesTest, ProductsOfTwoAreOnnxRuntimes) {
  EXPECT_EQ(differing("Mul", *make_runtime_arithmetic(ort_avx2_rules())), 0U);
}

TEST_F(MlasRulesTest, SumsThatDependOnTheOrderOfTheirOperandsAreOnnxRuntimes) {
  // In the other order 12,913 of the 65,536 codes are others.
  Operation o{"Add", ElementType::kInt8, Operands::kTwoTensors, {0.0577F, 0.1731F, 0.1154F}};
  o.zero_points = {-101, -85, -41};
  for (const Operands operands :
       {Operands::kTwoTensors, Operands::kSecondRepeated, Operands::kFirstRepeated}) {
    o.operands = operands;
    EXPECT_EQ(differing(o, *make_runtime_arithmetic(ort_avx2_rules())), 0U);
  }
}

TEST_F(MlasRulesTest, OtherRulesAreToldApart) {
  Operation o{"Add", ElementType::kInt8, Operands::kTwoTensors, {0.01F, 0.01F, 0.02F}, {3, 4, 5}};
  EXPECT_GT(differing(o, exact_arithmetic()), 0U);
  EXPECT_GT(differing(o, *make_runtime_arithmetic(ort_arm_rules())), 0U);
  o.name = "Mul";
  o.scales[2] = 0.01F * 0.01F * 60;
  EXPECT_GT(differing(o, exact_arithmetic()), 0U);
  o.scales = {0.06376F, 0.072F, 0.13772158F};
  o.zero_points = {10, -119, -110};
  EXPECT_GT(differing(o, *make_runtime_arithmetic(ort_arm_rules())), 0U);
}

}  // namespace
}  // namespace npuscope
