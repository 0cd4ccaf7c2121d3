// SPDX-License-Identifier: Apache-2.0
#include "neural_art/prelu.h"

#include <algorithm>

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

JoinStage sum_without(int64_t zero_point, IntegerRange output) {
  JoinStage join;
  join.addend = {-zero_point};
  join.low = output.low;
  join.high = output.high;
  return join;
}

}  // namespace

Result<ProgramLowering> lower_prelu(CodeScale x, double slope_scale, CodeScale y,
                                    std::span<const int64_t> slopes, IntegerRange output) {
  NPUSCOPE_TRY_ASSIGN(const auto negative, constant_product_coefficients(x, slope_scale, y, slopes));
  TableStage positive =
      function_table(x, y, kInt8, [](double real) { return std::max(real, 0.0); });
  // Registers: 0 the input, 1 the slopes, 2 c, 3 its product with the slopes, 4 n, 5 r.
  return ProgramLowering{2,
                         {{clip(INT8_MIN, x.zero_point), 0, 0},
                          {ProductStage{}, 2, 1},
                          {constant_product_stage(negative, kInt8), 3, 0},
                          {std::move(positive), 0, 0},
                          {sum_without(y.zero_point, output), 4, 5}},
                         1};
}

}  // namespace npuscope
