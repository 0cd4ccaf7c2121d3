// SPDX-License-Identifier: Apache-2.0
#include "build/unit_names.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(UnitName, OfTheNodeItselfHasNoRole) {
  const UnitName name = parse_unit_name("Conv2D_11");
  EXPECT_EQ(name.node, "Conv2D_11");
  EXPECT_EQ(name.role, "");
  EXPECT_FALSE(name.piece);
  EXPECT_EQ(name.link, 0);
}

TEST(UnitName, SaysWhichLinkOfAChainOfWhichPieceItIs) {
  EXPECT_EQ(parse_unit_name("Conv2D_11_ca_pipe_2").link, 2);
  EXPECT_EQ(parse_unit_name("Conv2D_19_subm_1").piece, 1);
  const UnitName both = parse_unit_name("Conv2D_19_subm_3_ca_pipe_1");
  EXPECT_EQ(both.node, "Conv2D_19");
  EXPECT_EQ(both.piece, 3);
  EXPECT_EQ(both.link, 1);
}

TEST(UnitName, SaysWhatTheUnitDoesForTheNode) {
  EXPECT_EQ(parse_unit_name("Conv2D_11_mul_scale_13").role, "mul_scale");
  EXPECT_EQ(parse_unit_name("Conv2D_11_off_bias_15").role, "off_bias");
  EXPECT_EQ(parse_unit_name("Conv2D_11_suboff_2").role, "suboff");
  EXPECT_EQ(parse_unit_name("Conv2D_11_add_0").role, "add");
  EXPECT_EQ(parse_unit_name("Mul_11_mul_sub1_").role, "mul_sub1_");
  EXPECT_EQ(parse_unit_name("PReLU_10_0_mul_x_mul_sub2_").role, "mul_x_mul_sub2_");
  EXPECT_EQ(parse_unit_name("PReLU_10_0_clip_x").role, "clip_x");
}

TEST(UnitName, OfDenseAndTransposedLayersNamesTheNodeOfTheGraph) {
  const UnitName dense = parse_unit_name("Gemm_40_conv_44_off_bias_6");
  EXPECT_EQ(dense.node, "Gemm_40");
  EXPECT_EQ(dense.role, "off_bias");
  const UnitName transposed = parse_unit_name("ConvTranspose_9_expanded_conv_3_ca_pipe_1");
  EXPECT_EQ(transposed.node, "ConvTranspose_9");
  EXPECT_EQ(transposed.role, "");
  EXPECT_EQ(transposed.link, 1);
}

TEST(UnitName, WithoutANumberIsTheWholeName) {
  EXPECT_EQ(parse_unit_name("RequantizeLinear_inserted_id364").node,
            "RequantizeLinear_inserted_id364");
  EXPECT_EQ(parse_unit_name("").node, "");
}

}  // namespace
}  // namespace npuscope
