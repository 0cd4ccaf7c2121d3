// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "kernels/accumulate_parts.h"
#include "kernels/dot.h"
#include "kernels/factors.h"
#include "kernels/matrix_layout.h"

namespace npuscope {
namespace {

/// Every matrix of an operand as padded rows of its sliced k: m rows for a, n for b.
template <class Factor>
std::vector<Factor> pack(const std::vector<Factor>& factors, int64_t rows, int64_t k, bool k_last,
                         SumSlice::Range slice, int64_t length) {
  const int64_t matrix = rows * k;
  if (matrix == 0) return {};
  const int64_t count = static_cast<int64_t>(factors.size()) / matrix;
  std::vector<Factor> packed(static_cast<size_t>(count * rows * length));
  for (int64_t i = 0; i < count; ++i)
    pack_rows(factors.data() + i * matrix, k_last ? k : 1, k_last ? 1 : rows, rows, slice.begin,
              slice.end, length, packed.data() + i * rows * length);
  return packed;
}

template <class Factor, class Sum>
void multiply(const MatrixLayout& layout, const std::vector<Factor>& a,
              const std::vector<Factor>& b, int64_t length, std::vector<int64_t>& out) {
  std::vector<Sum> sums(static_cast<size_t>(layout.n));
  auto target = out.begin();
  for (size_t i = 0; i < layout.a_matrices.size(); ++i) {
    const Factor* left = a.data() + layout.a_matrices[i] * layout.m * length;
    const Factor* right = b.data() + layout.b_matrices[i] * layout.n * length;
    for (int64_t row = 0; row < layout.m; ++row) {
      dot_products(left + row * length, right, static_cast<size_t>(length), sums.size(),
                   sums.data());
      target = std::ranges::copy(sums, target).out;
    }
  }
}

}  // namespace

Result<Sums> accumulate_matrix(const MatrixSum& matrix, SumOperand a, SumOperand b,
                               const Shape& output_shape, const SumSlice& slice) {
  NPUSCOPE_TRY_ASSIGN(
      const MatrixLayout layout,
      matrix_layout(a.codes->shape(), b.codes->shape(), matrix.transpose_a, matrix.transpose_b));
  if (layout.output != output_shape)
    return fail(internal_error("the shape of a matrix product does not fit")
                    .expected(shape_text(layout.output))
                    .found(shape_text(output_shape)));
  Sums sums{output_shape, std::vector<int64_t>(static_cast<size_t>(element_count(output_shape)))};
  if (sums.values.empty() || layout.k == 0) return sums;
  const SumSlice::Range range = cut(slice.channels, layout.k);
  const auto length =
      static_cast<int64_t>(padded_length(static_cast<size_t>(range.end - range.begin)));
  const auto packed = [&]<class Factor>(Factor, bool left) {
    return left
               ? pack(factors_of<Factor>(a), layout.m, layout.k, !matrix.transpose_a, range, length)
               : pack(factors_of<Factor>(b), layout.n, layout.k, matrix.transpose_b, range, length);
  };
  if (!fit_int16(a, b)) {
    multiply<int32_t, int64_t>(layout, packed(int32_t{}, true), packed(int32_t{}, false), length,
                               sums.values);
    return sums;
  }
  const auto left = packed(int16_t{}, true);
  const auto right = packed(int16_t{}, false);
  if (sums_fit_int32(right, static_cast<size_t>(length), factor_range(a)))
    multiply<int16_t, int32_t>(layout, left, right, length, sums.values);
  else
    multiply<int16_t, int64_t>(layout, left, right, length, sums.values);
  return sums;
}

}  // namespace npuscope
