// SPDX-License-Identifier: Apache-2.0
#include "neural_art/multiplication.h"

#include "neural_art/affine.h"

namespace npuscope {
namespace {

constexpr IntegerRange kInt16 = {INT16_MIN, INT16_MAX};

/// m - zero_point * x of the registers m and x.
Result<JoinStage> without_zero_point(int64_t zero_point) {
  NPUSCOPE_TRY_ASSIGN(const auto k, affine_coefficients(1, static_cast<double>(-zero_point), 0));
  return affine_stage(k, kInt16);
}

}  // namespace

Result<ProgramLowering> lower_multiplication(CodeScale a, CodeScale b, CodeScale y,
                                             IntegerRange output) {
  const double scale = a.scale * b.scale / y.scale;
  const auto z_a = static_cast<double>(a.zero_point);
  const auto z_b = static_cast<double>(b.zero_point);
  const auto z_y = static_cast<double>(y.zero_point);
  // Registers: 0 and 1 the operands, 2 their product, 3 the product less z_b a.
  ProgramLowering program{2, {{ProductStage{}, 0, 1}}, 1};
  if (a.zero_point == 0) {
    NPUSCOPE_TRY_ASSIGN(const auto k, affine_coefficients(scale, -z_b * scale, z_y));
    program.steps.push_back({affine_stage(k, output), 2, 0});
    return program;
  }
  NPUSCOPE_TRY_ASSIGN(JoinStage less, without_zero_point(b.zero_point));
  NPUSCOPE_TRY_ASSIGN(const auto k,
                      affine_coefficients(scale, -z_a * scale, z_y + z_a * z_b * scale));
  program.steps.push_back({std::move(less), 2, 0});
  program.steps.push_back({affine_stage(k, output), 3, 1});
  return program;
}

Status append_constant_product(const ConstantProduct& product, IntegerRange output,
                               ProgramLowering& program) {
  const auto last = [&] { return program.inputs + program.steps.size() - 1; };
  const float scales = static_cast<float>(product.x.scale) * static_cast<float>(product.q.scale);
  const double scale = static_cast<double>(scales) / product.y.scale;
  FixedStage stage = output_stage(output);
  NPUSCOPE_TRY_SET(stage.shift, register_shift(scale, "the shift of a product with constants"));
  stage.multiplier = {nearest(scale * power_of_two(stage.shift))};
  const float offset = static_cast<float>(product.x.zero_point) * scales;
  std::vector<double> codes;
  for (const int64_t factor : product.factors)
    codes.push_back(static_cast<double>(product.y.zero_point) -
                    static_cast<double>(offset) * static_cast<double>(factor) / product.y.scale);
  stage.addend = compact_addends(codes, stage.shift);
  program.steps.push_back({ProductStage{}, product.x_register, product.q_register});
  if (product.q.zero_point != 0) {
    NPUSCOPE_TRY_ASSIGN(JoinStage less, without_zero_point(product.q.zero_point));
    program.steps.push_back({std::move(less), last(), product.x_register});
  }
  program.steps.push_back({std::move(stage), last(), 0});
  return {};
}

}  // namespace npuscope
