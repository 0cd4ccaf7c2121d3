// SPDX-License-Identifier: Apache-2.0
#include "kernels/strided.h"

namespace npuscope {
namespace {

template <class Unit>
void copy_units(const Tensor& in, int64_t offset, const std::vector<int64_t>& strides,
                Tensor& out) {
  const Unit* from = in.values<Unit>().data() + offset;
  Unit* to = out.mutable_values<Unit>().data();
  const int64_t length = row_length(out.shape());
  for_each_row<1>(out.shape(), {strides},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < length; ++i)
                      to[first + i] = from[offsets[0] + i * steps[0]];
                  });
}

}  // namespace

std::vector<int64_t> broadcast_strides(std::span<const int64_t> operand,
                                       std::span<const int64_t> shape) {
  const std::vector<int64_t> dense = strides_of(operand);
  std::vector<int64_t> strides(shape.size(), 0);
  const size_t lead = shape.size() - operand.size();
  for (size_t i = 0; i < operand.size(); ++i)
    if (operand[i] != 1) strides[lead + i] = dense[i];
  return strides;
}

void copy_strided(const Tensor& in, int64_t offset, const std::vector<int64_t>& strides,
                  Tensor& out) {
  visit_unit(element_size(in.type()),
             [&]<class Unit>(Unit) { copy_units<Unit>(in, offset, strides, out); });
}

}  // namespace npuscope
