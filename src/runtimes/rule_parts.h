// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iterator>
#include <utility>

#include "runtimes/runtime_rules.h"

namespace npuscope {

// What the rules of several libraries share.

/// v + addend, saturated: the zero point behind the last rounding, or minus the one before a
/// product.
inline FixedStage offset_stage(int64_t addend, IntegerRange range = {INT32_MIN, INT32_MAX}) {
  FixedStage stage;
  stage.addend = {addend};
  stage.low = range.low;
  stage.high = range.high;
  return stage;
}

inline FixedStage offset_stage(const OutputCodes& to) {
  return offset_stage(to.zero_point, to.range);
}

/// round_half_even(float(v) * multiplier + addend) + offset, saturated to the codes.
inline FloatStage float_stage(std::vector<float> multiplier, const OutputCodes& to) {
  FloatStage stage;
  stage.multiplier = std::move(multiplier);
  stage.offset = to.zero_point;
  stage.low = to.range.low;
  stage.high = to.range.high;
  return stage;
}

/// Appends a step on register x (and y); returns the register of its result.
template <class Operation>
size_t append(ProgramLowering& program, Operation&& operation, size_t x, size_t y = 0) {
  program.steps.push_back({std::forward<Operation>(operation), x, y});
  return program.inputs + program.steps.size() - 1;
}

/// The same of stages one after another.
inline size_t append_stages(ProgramLowering& program, const std::vector<Stage>& stages, size_t x) {
  for (const Stage& stage : stages) {
    if (const auto* fixed = std::get_if<FixedStage>(&stage)) x = append(program, *fixed, x);
    if (const auto* single = std::get_if<FloatStage>(&stage)) x = append(program, *single, x);
  }
  return x;
}

}  // namespace npuscope
