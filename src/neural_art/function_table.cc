// SPDX-License-Identifier: Apache-2.0
#include "neural_art/function_table.h"

#include "numeric/rounding.h"

namespace npuscope {

TableStage function_table(CodeScale x, CodeScale y, IntegerRange output,
                          const std::function<double(double)>& function) {
  TableStage stage;
  stage.first = INT8_MIN;
  for (int64_t code = INT8_MIN; code <= INT8_MAX; ++code) {
    const double real = function(static_cast<double>(code - x.zero_point) * x.scale);
    stage.table.push_back(quantize_code(real / y.scale, static_cast<int32_t>(y.zero_point),
                                        static_cast<int32_t>(output.low),
                                        static_cast<int32_t>(output.high)));
  }
  return stage;
}

}  // namespace npuscope
