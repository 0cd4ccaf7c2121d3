// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kernels/operator.h"

namespace npuscope {

// What Conv and ConvTranspose on floats share.

/// The third input, if there is one, has the first one's type and an element for each of `outputs`
/// channels.
Status check_bias(InputInfos inputs, int64_t outputs);

/// The convolution in float32, or in float64 if the operands are: sums run over input channels,
/// then kernel positions in C order; the bias is added last. The result has the type of `x`.
Result<std::vector<Tensor>> convolve_floats(const ConvolutionSum& convolution, const Tensor& x,
                                            const Tensor& w, const Tensor* bias,
                                            const Shape& output);

}  // namespace npuscope
