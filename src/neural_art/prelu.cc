// SPDX-License-Identifier: Apache-2.0
#include "neural_art/prelu.h"

#include <algorithm>

#include "neural_art/affine.h"
#include "neural_art/function_table.h"
#include "neural_art/multiplication.h"

namespace npuscope {
namespace {

constexpr IntegerRange kInt8 = {INT8_MIN, INT8_MAX};

FixedStage clip(int64_t low, int64_t high) {
  FixedStage stage;
  stage.low = low;
  stage.high = high;
  return stage;
}

}  // namespace

Result<ProgramLowering> lower_prelu(CodeScale x, CodeScale slope, CodeScale y,
                                    std::span<const int64_t> slopes, IntegerRange output) {
  // Registers: 0 the input, 1 the slopes, 2 c, then n and r.
  ProgramLowering program{2, {{clip(INT8_MIN, x.zero_point), 0, 0}}, 1};
  NPUSCOPE_TRY(append_constant_product({x, slope, y, slopes, 2, 1}, kInt8, program));
  const size_t negative = program.inputs + program.steps.size() - 1;
  program.steps.push_back(
      {function_table(x, y, kInt8, [](double real) { return std::max(real, 0.0); }), 0, 0});
  NPUSCOPE_TRY_ASSIGN(const auto sum,
                      affine_coefficients(1, 1, -static_cast<double>(y.zero_point)));
  program.steps.push_back({affine_stage(sum, output), negative, negative + 1});
  return program;
}

}  // namespace npuscope
