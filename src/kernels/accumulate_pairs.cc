// SPDX-License-Identifier: Apache-2.0
#include "kernels/accumulate_parts.h"
#include "kernels/matrix_layout.h"
#include "numeric/rounding.h"

namespace npuscope {
namespace {

/// The codes of an operand as vpmaddubsw reads them, and what its zero points are then.
struct Bytes {
  std::vector<int64_t> codes;
  const Quantization* quantization = nullptr;
  int64_t offset = 0;  // added to every code

  explicit Bytes(SumOperand operand, bool unsigned_codes)
      : codes(to_int64s(*operand.codes)), quantization(operand.quantization) {
    if (unsigned_codes && operand.codes->type() == ElementType::kInt8) offset = 128;
    for (int64_t& code : codes) code += offset;
  }
  [[nodiscard]] int64_t zero(int64_t channel) const {
    return offset + (quantization != nullptr ? quantization->zero_point_at(channel) : 0);
  }
};

/// One sum: term k is activations[k] * weights[k].
int64_t sum_of(std::span<const int64_t> activations, std::span<const int64_t> weights, int64_t zu,
               int64_t zw) {
  int64_t sum = 0;
  for (size_t k = 0; k < activations.size(); k += 2) {
    int64_t pair = activations[k] * weights[k];
    if (k + 1 < activations.size()) pair += activations[k + 1] * weights[k + 1];
    sum += saturate_bits(pair, 16);
  }
  for (size_t k = 0; k < activations.size(); ++k)
    sum -= activations[k] * zw + weights[k] * zu - zu * zw;
  return sum;
}

Result<Sums> convolve(const ConvolutionSum& convolution, SumOperand a, SumOperand b,
                      const Shape& shape) {
  const Bytes x(a, true), w(b, false);
  const Shape &in = a.codes->shape(), &kernel = b.codes->shape();
  const TapOffsets taps(convolution.window, spatial_of(in), spatial_of(shape));
  const auto channels = static_cast<size_t>(kernel[1]), count = taps.size();
  const auto in_plane = static_cast<size_t>(element_count(spatial_of(in)));
  const auto out_plane = static_cast<size_t>(element_count(spatial_of(shape)));
  const auto outputs = static_cast<size_t>(shape[1]);
  const size_t group_outputs = outputs / static_cast<size_t>(convolution.groups);
  Sums sums{shape, std::vector<int64_t>(static_cast<size_t>(element_count(shape)))};
  std::vector<int64_t> offsets(count), u(count * channels), v(count * channels);
  for (size_t i = 0; i < sums.values.size(); ++i) {
    const size_t position = i % out_plane, o = i / out_plane % outputs;
    const size_t image = i / out_plane / outputs;
    const size_t first = (image * static_cast<size_t>(in[1])) + o / group_outputs * channels;
    taps.at(static_cast<int64_t>(position), offsets);
    for (size_t t = 0; t < count; ++t)
      for (size_t c = 0; c < channels; ++c) {
        u[t * channels + c] =
            offsets[t] == kPadded
                ? x.zero(0)
                : x.codes[(first + c) * in_plane + static_cast<size_t>(offsets[t])];
        v[t * channels + c] = w.codes[(o * channels + c) * count + t];
      }
    sums.values[i] = sum_of(u, v, x.zero(0), w.zero(static_cast<int64_t>(o)));
  }
  return sums;
}

Result<Sums> multiply(const MatrixSum& matrix, SumOperand a, SumOperand b, const Shape& shape) {
  NPUSCOPE_TRY_ASSIGN(
      const MatrixLayout layout,
      matrix_layout(a.codes->shape(), b.codes->shape(), matrix.transpose_a, matrix.transpose_b));
  const Bytes x(a, true), w(b, false);
  Sums sums{shape, {}};
  std::vector<int64_t> u(static_cast<size_t>(layout.k)), v(u.size());
  for (size_t i = 0; i < layout.a_matrices.size(); ++i)
    for (int64_t row = 0; row < layout.m; ++row)
      for (int64_t column = 0; column < layout.n; ++column) {
        for (int64_t k = 0; k < layout.k; ++k) {
          const int64_t left = matrix.transpose_a ? k * layout.m + row : row * layout.k + k;
          const int64_t right = matrix.transpose_b ? column * layout.k + k : k * layout.n + column;
          const auto at = [](int64_t matrix_index, int64_t size, int64_t element) {
            return static_cast<size_t>(matrix_index * size + element);
          };
          u[static_cast<size_t>(k)] = x.codes[at(layout.a_matrices[i], layout.m * layout.k, left)];
          v[static_cast<size_t>(k)] = w.codes[at(layout.b_matrices[i], layout.k * layout.n, right)];
        }
        sums.values.push_back(sum_of(u, v, x.zero(0), w.zero(column)));
      }
  return sums;
}

}  // namespace

Result<Sums> saturated_pairs(const SumGeometry& geometry, SumOperand a, SumOperand b,
                             const Shape& output_shape) {
  const auto* matrix = std::get_if<MatrixSum>(&geometry);
  const auto* convolution = std::get_if<ConvolutionSum>(&geometry);
  const bool known = matrix != nullptr || (convolution != nullptr && !convolution->transposed);
  if (!known || !is_byte_code(a.codes->type()) || b.codes->type() != ElementType::kInt8)
    return fail(internal_error("pairs of products saturate in sums of 8-bit products only"));
  return matrix != nullptr ? multiply(*matrix, a, b, output_shape)
                           : convolve(*convolution, a, b, output_shape);
}

}  // namespace npuscope
