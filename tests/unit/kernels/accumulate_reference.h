// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <vector>

#include "kernels/accumulate.h"

namespace npuscope::test {

inline int64_t pick(std::mt19937& random, int64_t low, int64_t high) {
  return std::uniform_int_distribution<int64_t>(low, high)(random);
}

/// Random codes over the whole range of the type.
inline Tensor random_codes(ElementType type, Shape shape, std::mt19937& random) {
  Tensor tensor = Tensor::zeros(type, std::move(shape));
  const IntegerRange range = *integer_range(type);
  std::uniform_int_distribution<int> code(static_cast<int>(range.low),
                                          static_cast<int>(range.high));
  visit_element_type(type, [&]<class T>(T) {
    for (T& v : tensor.mutable_values<T>()) v = static_cast<T>(code(random));
  });
  return tensor;
}

/// Scales of 1 and random zero points; per channel of `axis` unless it is negative.
inline Quantization random_quantization(const Tensor& codes, int axis, std::mt19937& random) {
  const IntegerRange range = *integer_range(codes.type());
  std::uniform_int_distribution<int> code(static_cast<int>(range.low),
                                          static_cast<int>(range.high));
  const size_t channels =
      axis < 0 ? 1 : static_cast<size_t>(codes.shape()[static_cast<size_t>(axis)]);
  Quantization q{codes.type(), std::vector<float>(channels, 1.0f), {}, axis};
  for (size_t c = 0; c < channels; ++c) q.zero_point.push_back(code(random));
  return q;
}

/// The element at `index`, minus its zero point; written as plainly as possible.
inline int64_t centred_at(const SumOperand& operand, const std::vector<int64_t>& index) {
  const std::vector<int64_t> strides = strides_of(operand.codes->shape());
  int64_t offset = 0;
  for (size_t axis = 0; axis < index.size(); ++axis) offset += index[axis] * strides[axis];
  int64_t code = 0;
  visit_element_type(operand.codes->type(), [&]<class T>(T) {
    code = static_cast<int64_t>(operand.codes->values<T>()[static_cast<size_t>(offset)]);
  });
  if (operand.quantization == nullptr) return code;
  const Quantization& q = *operand.quantization;
  return code - q.zero_point_at(q.axis < 0 ? 0 : index[static_cast<size_t>(q.axis)]);
}

/// Calls f(index) for every index of the shape, in C order.
template <class F>
void for_each_index(const Shape& shape, F&& f) {
  std::vector<int64_t> index(shape.size());
  for (int64_t i = 0; i < element_count(shape); ++i) {
    f(index);
    for (size_t axis = shape.size(); axis-- > 0 && ++index[axis] == shape[axis];) index[axis] = 0;
  }
}

/// A ConvTranspose straight from its definition: every input element adds to the outputs under the
/// kernel laid upon it. `stride` and `pad_begin` per spatial axis, as ONNX has them.
inline std::vector<int64_t> scattered_convolution(const std::vector<int64_t>& stride,
                                                  const std::vector<int64_t>& dilation,
                                                  const std::vector<int64_t>& pad_begin,
                                                  int64_t groups, SumOperand x, SumOperand w,
                                                  const Shape& output) {
  const std::vector<int64_t> steps = strides_of(output);
  const int64_t channels = w.codes->shape()[0] / groups;
  const Shape taps(w.codes->shape().begin() + 1, w.codes->shape().end());
  std::vector<int64_t> sums(static_cast<size_t>(element_count(output)));
  for_each_index(x.codes->shape(), [&](const std::vector<int64_t>& at) {
    for_each_index(taps, [&](const std::vector<int64_t>& tap) {
      std::vector<int64_t> wi = {at[1]};
      wi.insert(wi.end(), tap.begin(), tap.end());
      int64_t offset = at[0] * steps[0] + (at[1] / channels * taps[0] + tap[0]) * steps[1];
      for (size_t axis = 0; axis + 2 < output.size(); ++axis) {
        const int64_t o =
            at[axis + 2] * stride[axis] + tap[axis + 1] * dilation[axis] - pad_begin[axis];
        if (o < 0 || o >= output[axis + 2]) return;
        offset += o * steps[axis + 2];
      }
      sums[static_cast<size_t>(offset)] += centred_at(x, at) * centred_at(w, wi);
    });
  });
  return sums;
}

/// A convolution straight from its definition in ONNX.
inline std::vector<int64_t> reference_convolution(const ConvolutionSum& convolution, SumOperand x,
                                                  SumOperand w, const Shape& output) {
  const Shape& xs = x.codes->shape();
  const Shape& ws = w.codes->shape();
  const int64_t outputs_per_group = ws[0] / convolution.groups;
  Shape terms(ws.begin() + 1, ws.end());
  std::vector<int64_t> sums;
  for_each_index(output, [&](const std::vector<int64_t>& o) {
    int64_t sum = 0;
    for_each_index(terms, [&](const std::vector<int64_t>& term) {
      std::vector<int64_t> xi = {o[0], o[1] / outputs_per_group * ws[1] + term[0]};
      std::vector<int64_t> wi = {o[1], term[0]};
      for (size_t axis = 0; axis + 2 < xs.size(); ++axis) {
        const int64_t i = input_index(convolution.window, axis, o[axis + 2], term[axis + 1]);
        if (i < 0 || i >= xs[axis + 2]) return;
        xi.push_back(i);
        wi.push_back(term[axis + 1]);
      }
      sum += centred_at(x, xi) * centred_at(w, wi);
    });
    sums.push_back(sum);
  });
  return sums;
}

}  // namespace npuscope::test
