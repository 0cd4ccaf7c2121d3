// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/accumulate.h"

namespace npuscope {

/// The passes in which the NPU accumulates a convolution whose kernel is larger than a unit's:
/// pieces of at most 3 rows and of at most 6 columns (12 where the stride is 2 or more), from the
/// top and from the left; all rows of one column of pieces before the next. 5 rows in 3 + 2 is on
/// silicon; the order of rows against columns is that of one generated file. One spatial axis
/// counts as columns. Channels are not split: a wide 1x1 layer may be, which only a build can tell.
PassPlan kernel_pieces(const ConvolutionSum& sum);

}  // namespace npuscope
