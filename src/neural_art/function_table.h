// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "kernels/program.h"
#include "neural_art/scale.h"

namespace npuscope {

/// A function of one code, rounded to the nearest code (halves to even) and saturated, for all
/// codes of int8: what the table of the activation unit aims at. The unit itself computes pieces of
/// polynomials, A x^2 + B x + C in 16 bits, out of a table that only a build has: a public sigmoid
/// equals this on 256 of 256 codes, 23 Relus that rescale on 5,886 of 5,888. Structural.
TableStage function_table(CodeScale x, CodeScale y, IntegerRange output,
                          const std::function<double(double)>& function);

}  // namespace npuscope
