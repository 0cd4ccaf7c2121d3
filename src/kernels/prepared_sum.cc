// SPDX-License-Identifier: Apache-2.0
#include "kernels/prepared_sum.h"

#include "kernels/accumulate_parts.h"
#include "kernels/prepared_parts.h"

namespace npuscope {
namespace {

Plane plane_of(std::span<const int64_t> sizes) {
  return sizes.size() == 1 ? Plane{1, sizes[0]} : Plane{sizes[0], sizes[1]};
}

}  // namespace

std::unique_ptr<const PreparedSum> PreparedSum::create(const SumDescription& sum,
                                                       const simd::Kernels& kernels) {
  if (!is_byte_code(sum.input_type) || !is_byte_code(sum.weights.codes->type()) ||
      sum.lowering->raw_codes || sum.lowering->saturate_pairs)
    return nullptr;
  if (sum.input_quantization != nullptr && sum.input_quantization->per_channel()) return nullptr;
  if (element_count(sum.output_shape) == 0) return nullptr;
  if (std::holds_alternative<MatrixSum>(*sum.geometry)) return prepare_matrix(sum, kernels);
  if (!std::holds_alternative<ConvolutionSum>(*sum.geometry)) return nullptr;
  if (auto depthwise = prepare_depthwise(sum, kernels)) return depthwise;
  return prepare_convolution(sum, kernels);
}

std::optional<ConvolutionSizes> ConvolutionSizes::of(const ConvolutionSum& convolution,
                                                     const Shape& x, const Shape& w,
                                                     const Shape& y) {
  const Window& window = convolution.window;
  const size_t rank = window.kernel.size();
  if (convolution.transposed || !window.spread.empty() || rank < 1 || rank > 2 ||
      x.size() != rank + 2 || w.size() != rank + 2 || y.size() != rank + 2)
    return std::nullopt;
  ConvolutionSizes sizes{.batch = x[0],
                         .groups = convolution.groups,
                         .channels = x[1] / convolution.groups,
                         .outputs = y[1] / convolution.groups,
                         .input = plane_of(spatial_of(x)),
                         .output = plane_of(spatial_of(y)),
                         .kernel = plane_of(window.kernel),
                         .stride = plane_of(window.stride),
                         .dilation = plane_of(window.dilation),
                         .pad = plane_of(window.pad_begin)};
  if (rank == 1) sizes.pad.height = 0;
  return sizes;
}

PaddedPlane::PaddedPlane(const ConvolutionSizes& sizes)
    : sizes_(sizes), stride_height_(sizes.stride.height) {
  const ptrdiff_t stride = sizes.stride.width;
  rows_ = (sizes.output.height - 1) * sizes.stride.height +
          (sizes.kernel.height - 1) * sizes.dilation.height + 1;
  columns_ =
      (sizes.output.width - 1) * stride + (sizes.kernel.width - 1) * sizes.dilation.width + 1;
  phase_ = (columns_ + stride - 1) / stride;
  row_ = phase_ * stride;
  for (ptrdiff_t y = 0; y < sizes.kernel.height; ++y) {
    for (ptrdiff_t x = 0; x < sizes.kernel.width; ++x) {
      const ptrdiff_t column = x * sizes.dilation.width;
      taps_.push_back(y * sizes.dilation.height * row_ + column % stride * phase_ +
                      column / stride);
    }
  }
  const auto cut_to = [](int64_t pad, int64_t size, int64_t reached, int64_t& first, int64_t& to) {
    first = std::max<int64_t>(0, -pad);
    to = first + pad;
    return static_cast<size_t>(std::max<int64_t>(0, std::min(size, reached - pad) - first));
  };
  inside_.rows = cut_to(sizes.pad.height, sizes.input.height, rows_, inside_.row, inside_.to_row);
  inside_.columns =
      cut_to(sizes.pad.width, sizes.input.width, columns_, inside_.column, inside_.to_column);
  const auto step = static_cast<size_t>(stride);
  for (size_t from = 0; from < step; ++from) {
    const ptrdiff_t at = inside_.to_column + static_cast<ptrdiff_t>(from);
    phases_.push_back(
        {from, (inside_.columns + step - 1 - from) / step, at % stride * phase_ + at / stride});
  }
}

std::vector<PassTerms> pass_terms(const SumLowering& lowering, const ConvolutionSizes& sizes,
                                  const ConvolutionSum& convolution) {
  const auto channels = static_cast<size_t>(sizes.channels);
  const size_t taps = sizes.taps();
  const std::vector<int64_t>& kernel = convolution.window.kernel;
  std::vector<PassTerms> passes;
  for (size_t piece = 0; piece < lowering.pieces.size(); ++piece) {
    for (const SumSlice& slice : lowering.pieces[piece]) {
      PassTerms pass{piece, std::vector<bool>(channels * taps)};
      std::vector<SumSlice> parts = {slice};
      if (slice.terms)
        parts = slices_of(cut(slice.terms, static_cast<int64_t>(channels * taps)), kernel,
                          sizes.channels);
      for (const SumSlice& part : parts) {
        const SumSlice::Range c = cut(part.channels, sizes.channels);
        const SumSlice::Range rows =
            cut(kernel.size() == 2 ? part.rows : std::nullopt, sizes.kernel.height);
        const SumSlice::Range columns = cut(part.columns, sizes.kernel.width);
        for (int64_t channel = c.begin; channel < c.end; ++channel)
          for (int64_t y = rows.begin; y < rows.end; ++y)
            for (int64_t x = columns.begin; x < columns.end; ++x)
              pass.terms[static_cast<size_t>(channel) * taps +
                         static_cast<size_t>(y * sizes.kernel.width + x)] = true;
      }
      passes.push_back(std::move(pass));
    }
  }
  if (lowering.pass) return passes;
  PassTerms all{0, std::vector<bool>(channels * taps)};
  for (const PassTerms& pass : passes)
    for (size_t i = 0; i < all.terms.size(); ++i) all.terms[i] = all.terms[i] || pass.terms[i];
  return {std::move(all)};
}

}  // namespace npuscope
