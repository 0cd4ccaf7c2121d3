// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace npuscope {

/// What the name of a unit says. The compiler makes several units of a node of the OE graph and
/// names them after it:
///
///   Conv2D_11_ca_pipe_2        an accumulator, the third of a chain
///   Conv2D_19_subm_1           the second piece of a kernel; Conv2D_19_add_0 joins pieces
///   Conv2D_11_mul_scale_13     A1;  Conv2D_11_off_bias_15: A2 and C;  Conv2D_5_suboff_3: recoding
///   Gemm_40_conv_44_off_bias_6, ConvTranspose_9_expanded_conv_3: dense and transposed layers
///   PReLU_10_0_mul_x_mul_sub2_, Mul_11_mul_sub1_: steps of others
struct UnitName {
  std::string node;  ///< of the OE graph: "Gemm_40"
  std::string role;  ///< "", "mul_scale", "off_bias", "suboff", "add", "clip_x", "mul_sub1_" …
  std::optional<int> piece;
  int link = 0;  ///< in a chain
};

UnitName parse_unit_name(std::string_view name);

}  // namespace npuscope
