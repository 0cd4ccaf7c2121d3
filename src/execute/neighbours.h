// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <span>

#include "tensor/shape.h"

namespace npuscope {

/// How many neighbouring elements of the output one of the operand stands for: those of its last
/// axes, where it has a size of 1; 1 where the shapes are equal. 0: it is repeated some other way.
inline size_t neighbours_of(const Shape& operand, const Shape& output) {
  if (operand.size() != output.size()) return 0;
  size_t equal = 0;
  while (equal < output.size() && operand[equal] == output[equal]) ++equal;
  const auto rest = std::span(operand).subspan(equal);
  if (!std::ranges::all_of(rest, [](int64_t size) { return size == 1; })) return 0;
  return static_cast<size_t>(element_count(std::span(output).subspan(equal)));
}

}  // namespace npuscope
