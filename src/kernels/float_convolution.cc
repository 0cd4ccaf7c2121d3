// SPDX-License-Identifier: Apache-2.0
#include "kernels/float_convolution.h"

#include <algorithm>

#include "kernels/dot.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

/// A block of output positions: terms x positions, so that sums run in order of the terms while
/// neighbouring positions fill vector registers.
template <class T>
void gather_terms(const T* x, size_t channels, size_t in_plane, const TapOffsets& taps,
                  size_t first, size_t count, std::vector<T>& terms) {
  std::vector<int64_t> offsets(taps.size());
  terms.assign(channels * taps.size() * count, T{0});
  for (size_t j = 0; j < count; ++j) {
    taps.at(static_cast<int64_t>(first + j), offsets);
    for (size_t c = 0; c < channels; ++c) {
      for (size_t t = 0; t < taps.size(); ++t)
        if (offsets[t] != kPadded)
          terms[(c * taps.size() + t) * count + j] =
              x[c * in_plane + static_cast<size_t>(offsets[t])];
    }
  }
}

template <class T>
void convolve(const ConvolutionSum& convolution, const Tensor& x, const Tensor& w,
              const Tensor* bias, Tensor& y) {
  constexpr size_t kBlock = 256;
  const auto groups = static_cast<size_t>(convolution.groups);
  const auto channels = static_cast<size_t>(w.shape()[1]);
  const size_t outputs = static_cast<size_t>(w.shape()[0]) / groups;
  const auto in_plane = static_cast<size_t>(element_count(spatial_of(x.shape())));
  const auto out_plane = static_cast<size_t>(element_count(spatial_of(y.shape())));
  const TapOffsets taps(convolution.window, spatial_of(x.shape()), spatial_of(y.shape()));
  const size_t length = channels * taps.size();
  const std::span<T> out = y.mutable_values<T>();
  std::vector<T> terms;
  const size_t batch_groups = static_cast<size_t>(x.shape()[0]) * groups;
  for (size_t group = 0; group < batch_groups; ++group) {
    const T* planes = x.values<T>().data() + group * channels * in_plane;
    for (size_t first = 0; first < out_plane; first += kBlock) {
      const size_t count = std::min(kBlock, out_plane - first);
      gather_terms(planes, channels, in_plane, taps, first, count, terms);
      for (size_t o = 0; o < outputs; ++o) {
        const size_t channel = group % groups * outputs + o;
        T* row = out.data() + (group * outputs + o) * out_plane + first;
        add_products(w.values<T>().data() + channel * length, terms.data(), length, count, row);
        if (bias == nullptr) continue;
        const T addend = bias->values<T>()[channel];
        std::for_each(row, row + count, [&](T& v) { v += addend; });
      }
    }
  }
}

}  // namespace

Status check_bias(InputInfos inputs, int64_t outputs) {
  const TensorInfo* bias = input_at(inputs, 2);
  if (bias == nullptr) return {};
  NPUSCOPE_TRY(check_same_type(*inputs[0], "X", *bias, "B"));
  if (bias->shape == Shape{outputs}) return {};
  return fail(bad_input("the bias does not fit the weights")
                  .expected(std::to_string(outputs))
                  .found(shape_text(bias->shape)));
}

Result<std::vector<Tensor>> convolve_floats(const ConvolutionSum& convolution, const Tensor& x,
                                            const Tensor& w, const Tensor* bias,
                                            const Shape& output) {
  const Tensor wide_x = widened(x);
  const Tensor wide_w = widened(w);
  const Tensor wide_bias = bias != nullptr ? widened(*bias) : Tensor();
  const Tensor* addend = bias != nullptr ? &wide_bias : nullptr;
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(wide_x.type(), output));
  if (wide_x.type() == ElementType::kFloat64)
    convolve<double>(convolution, wide_x, wide_w, addend, y);
  else
    convolve<float>(convolution, wide_x, wide_w, addend, y);
  return one_output(narrowed(y, x.type()));
}

}  // namespace npuscope
