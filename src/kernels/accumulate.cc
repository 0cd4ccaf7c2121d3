// SPDX-License-Identifier: Apache-2.0
#include "kernels/accumulate.h"

#include <algorithm>

#include "kernels/accumulate_parts.h"
#include "kernels/factors.h"

namespace npuscope {

std::vector<SumSlice> slices_of(const SumSlice::Range& terms, const std::vector<int64_t>& kernel,
                                int64_t channels) {
  std::vector<SumSlice> slices;
  const int64_t columns = kernel.back();
  for (int64_t at = terms.begin; at < terms.end;) {
    const int64_t position = at / channels, first = at % channels;
    const int64_t count = std::min(channels - first, terms.end - at);
    SumSlice slice;
    slice.channels = SumSlice::Range{first, first + count};
    if (kernel.size() == 2) slice.rows = {position / columns, position / columns + 1};
    slice.columns = {position % columns, position % columns + 1};
    slices.push_back(slice);
    at += count;
  }
  return slices;
}

namespace {

Result<Sums> accumulate_terms(const ConvolutionSum& convolution, SumOperand a, SumOperand b,
                              const Shape& output_shape, const SumSlice::Range& range) {
  const std::vector<int64_t>& kernel = convolution.window.kernel;
  if (kernel.empty() || kernel.size() > 2 || convolution.transposed)
    return fail(internal_error("only convolutions of one or two axes are cut by terms"));
  const int64_t channels = b.codes->shape()[1];
  const int64_t all = channels * element_count(kernel);
  Sums total{output_shape, std::vector<int64_t>(static_cast<size_t>(element_count(output_shape)))};
  for (const SumSlice& slice : slices_of(cut(range, all), kernel, channels)) {
    NPUSCOPE_TRY_ASSIGN(const Sums sums,
                        accumulate_convolution(convolution, a, b, output_shape, slice));
    for (size_t i = 0; i < sums.values.size(); ++i) total.values[i] += sums.values[i];
  }
  return total;
}

}  // namespace

Result<Sums> accumulate(const SumGeometry& geometry, SumOperand a, SumOperand b,
                        const Shape& output_shape, const SumSlice& slice) {
  NPUSCOPE_TRY(check_operand(a));
  if (const auto* mean = std::get_if<MeanSum>(&geometry))
    return accumulate_mean(*mean, a, output_shape, slice);
  NPUSCOPE_TRY(check_operand(b));
  if (const auto* matrix = std::get_if<MatrixSum>(&geometry))
    return accumulate_matrix(*matrix, a, b, output_shape, slice);
  const auto& convolution = std::get<ConvolutionSum>(geometry);
  if (slice.terms) return accumulate_terms(convolution, a, b, output_shape, *slice.terms);
  return accumulate_convolution(convolution, a, b, output_shape, slice);
}

}  // namespace npuscope
