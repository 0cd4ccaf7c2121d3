// SPDX-License-Identifier: Apache-2.0
#include "diagnose/layer_stats.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace npuscope {
namespace {

// Half a code above one: differences of one code stay below it whatever float32 makes of them.
constexpr double kBeyondOneCode = 1.5;

void add_block(const float* reference, const float* other, size_t count, double bound,
               LayerStats& out) {
  for (size_t i = 0; i < count; ++i) {
    const double d = static_cast<double>(reference[i] - other[i]);
    if (!std::isfinite(d)) {
      ++out.nonfinite;
      continue;
    }
    const double magnitude = std::fabs(d);
    ++out.elements;
    out.exact += d == 0 ? 1 : 0;
    out.beyond_one += magnitude > bound ? 1 : 0;
    out.sum += d;
    out.sum_squares += d * d;
    out.largest = std::max(out.largest, magnitude);
  }
}

}  // namespace

double LayerStats::rms() const {
  return elements > 0 ? std::sqrt(sum_squares / static_cast<double>(elements)) : 0;
}

double LayerStats::mean() const { return elements > 0 ? sum / static_cast<double>(elements) : 0; }

void LayerStats::merge(const LayerStats& other) {
  elements += other.elements;
  nonfinite += other.nonfinite;
  sum_squares += other.sum_squares;
  sum += other.sum;
  largest = std::max(largest, other.largest);
  exact += other.exact;
  beyond_one += other.beyond_one;
}

Result<LayerStats> compare_layer(const Operand& reference, const Operand& other,
                                 double code_scale) {
  const int64_t count = reference.tensor->size();
  if (count != other.tensor->size())
    return fail(bad_input("the tensors differ in size")
                    .expected(shape_text(reference.tensor->shape()))
                    .found(shape_text(other.tensor->shape())));
  NPUSCOPE_TRY_ASSIGN(OperandReader a, OperandReader::create(reference));
  NPUSCOPE_TRY_ASSIGN(OperandReader b, OperandReader::create(other));
  const double bound =
      code_scale > 0 ? kBeyondOneCode * code_scale : std::numeric_limits<double>::infinity();
  LayerStats stats;
  for (int64_t first = 0; first < count; first += static_cast<int64_t>(kBlockElements)) {
    const auto block =
        static_cast<size_t>(std::min<int64_t>(static_cast<int64_t>(kBlockElements), count - first));
    const float* r = a.read(first, block);
    add_block(r, b.read(first, block), block, bound, stats);
  }
  return stats;
}

}  // namespace npuscope
