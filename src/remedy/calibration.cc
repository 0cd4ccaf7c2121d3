// SPDX-License-Identifier: Apache-2.0
#include "remedy/calibration.h"

#include <fmt/format.h>

#include <limits>

#include "execute/executor.h"
#include "numeric/rounding.h"

namespace npuscope {

Quantization min_max_quantization(FloatRange range) {
  Quantization q{ElementType::kInt8, {1.0f}, {0}, -1};
  const double scale = static_cast<double>(range.high - range.low) / 255;
  if (!(scale >= static_cast<double>(std::numeric_limits<float>::min()))) return q;
  q.scale = {static_cast<float>(scale)};
  const double zero = INT8_MIN - static_cast<double>(range.low) / scale;
  q.zero_point = {quantize_code(zero, 0, INT8_MIN, INT8_MAX)};
  return q;
}

Status calibrate(const Model& model, std::span<const std::vector<Tensor>> samples,
                 const std::function<Status(ValueId, const Tensor&)>& see) {
  NPUSCOPE_TRY_ASSIGN(const Executor executor, Executor::create(model.graph, exact_arithmetic()));
  for (size_t s = 0; s < samples.size(); ++s)
    if (auto run = executor.run(samples[s], see); !run)
      return fail(std::move(run).error().in(fmt::format("calibration sample {}", s)));
  return {};
}

}  // namespace npuscope
