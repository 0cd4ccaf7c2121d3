// SPDX-License-Identifier: Apache-2.0
#include "kernels/accumulate.h"

#include "kernels/accumulate_parts.h"
#include "kernels/factors.h"

namespace npuscope {

Result<Sums> accumulate(const SumGeometry& geometry, SumOperand a, SumOperand b,
                        const Shape& output_shape, const SumSlice& slice) {
  NPUSCOPE_TRY(check_operand(a));
  if (const auto* mean = std::get_if<MeanSum>(&geometry))
    return accumulate_mean(*mean, a, output_shape, slice);
  NPUSCOPE_TRY(check_operand(b));
  if (const auto* matrix = std::get_if<MatrixSum>(&geometry))
    return accumulate_matrix(*matrix, a, b, output_shape, slice);
  return accumulate_convolution(std::get<ConvolutionSum>(geometry), a, b, output_shape, slice);
}

}  // namespace npuscope
