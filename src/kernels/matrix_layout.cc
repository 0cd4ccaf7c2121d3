// SPDX-License-Identifier: Apache-2.0
#include "kernels/matrix_layout.h"

#include <utility>

namespace npuscope {
namespace {

/// For each matrix of the broadcast batch, the index of the operand's matrix that it reads.
std::vector<int64_t> broadcast_matrices(const Shape& batch, std::span<const int64_t> operand) {
  std::vector<int64_t> indices(static_cast<size_t>(element_count(batch)));
  for (size_t i = 0; i < indices.size(); ++i) {
    auto rest = static_cast<int64_t>(i);
    int64_t stride = 1;
    for (size_t back = 1; back <= operand.size(); ++back) {
      const int64_t position = rest % batch[batch.size() - back];
      rest /= batch[batch.size() - back];
      const int64_t size = operand[operand.size() - back];
      if (size != 1) indices[i] += position * stride;
      stride *= size;
    }
  }
  return indices;
}

}  // namespace

Result<MatrixLayout> matrix_layout(std::span<const int64_t> a, std::span<const int64_t> b,
                                   bool transpose_a, bool transpose_b) {
  const auto misfit = [&] {
    return fail(bad_input("the matrices do not fit each other")
                    .expected("[.., M, K] and [.., K, N]")
                    .found(shape_text(a) + " and " + shape_text(b)));
  };
  if (a.empty() || b.empty()) return misfit();
  Shape left(a.begin(), a.end()), right(b.begin(), b.end());
  if (a.size() == 1) left.insert(left.begin(), 1);
  if (b.size() == 1) right.push_back(1);
  if (transpose_a) std::swap(left[left.size() - 2], left[left.size() - 1]);
  if (transpose_b) std::swap(right[right.size() - 2], right[right.size() - 1]);
  MatrixLayout layout;
  layout.m = left[left.size() - 2];
  layout.k = left[left.size() - 1];
  layout.n = right[right.size() - 1];
  if (right[right.size() - 2] != layout.k) return misfit();
  left.resize(left.size() - 2);
  right.resize(right.size() - 2);
  auto batch = broadcast_shape(left, right);
  if (!batch) return misfit();
  layout.output = *batch;
  if (a.size() > 1) layout.output.push_back(layout.m);
  if (b.size() > 1) layout.output.push_back(layout.n);
  if (!checked_element_count(layout.output) || !checked_element_count(*batch)) return misfit();
  // A batch of empty matrices may be of any length, but there is nothing to list.
  if (element_count(layout.output) == 0) return layout;
  layout.a_matrices = broadcast_matrices(*batch, left);
  layout.b_matrices = broadcast_matrices(*batch, right);
  return layout;
}

}  // namespace npuscope
