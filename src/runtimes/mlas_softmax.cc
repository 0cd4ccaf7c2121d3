// SPDX-License-Identifier: Apache-2.0
// Softmax as ONNX Runtime's fused kernel computes it on codes of 8 bits. Of a group of n codes,
// whose largest is M,
//
//   e_i = f(exp((q_i - M) s_x + L)),   L = max(0, log(FLT_MAX / n) - 5)         exp in float64
//   y_i = saturate(rhe(f(f(e_i c) / sum)) + z_y),   c = floor(f(1 / s_y))
//
// f() rounds to float32, in which the sum is taken in the order of the elements; rhe rounds to the
// nearest integer, halves to even. L lets the sum be as large as float32 allows. Where 1 / s_y is
// no integer, c is less: probabilities come out too small, by 0.4 % at most with a scale of 1/256.
//
// Source: onnxruntime/contrib_ops/cpu/quantization (qlinear_softmax).
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "kernels/softmax.h"
#include "numeric/rounding.h"
#include "runtimes/mlas_float.h"

namespace npuscope {
namespace {

constexpr size_t kDistances = 256;
/// e_i by the distance of its code from the largest.
using Exponentials = std::array<float, kDistances>;

Exponentials exponentials(float scale, int64_t count) {
  constexpr double kReserve = 5;
  const float largest = std::numeric_limits<float>::max() / static_cast<float>(count);
  const double s = static_cast<double>(scale);
  const double steps = std::max(0.0, static_cast<double>(std::log(largest)) - kReserve) / s;
  Exponentials table;
  for (size_t d = 0; d < kDistances; ++d)
    table[d] = static_cast<float>(std::exp((steps - static_cast<double>(d)) * s));
  return table;
}

/// One group; `codes` and `out` of its first element.
template <class T>
class Group {
 public:
  Group(const Exponentials& table, const SoftmaxGroups& groups, const T* codes)
      : table_(table), groups_(groups), codes_(codes) {
    for (int64_t i = 0; i < groups.count; ++i) largest_ = std::max(largest_, at(i));
    for (int64_t i = 0; i < groups.count; ++i) sum_ += exponential(i);
  }

  void write(const Quantization& to, T* out) const {
    const float steps = std::floor(1 / to.scale_at(0));
    for (int64_t i = 0; i < groups_.count; ++i) {
      const float scaled = exponential(i) * steps;
      out[i * groups_.step] = static_cast<T>(
          quantize_code(static_cast<double>(scaled / sum_), to.zero_point_at(0),
                        std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    }
  }

 private:
  [[nodiscard]] int at(int64_t i) const { return codes_[i * groups_.step]; }
  [[nodiscard]] float exponential(int64_t i) const {
    return table_[static_cast<size_t>(largest_ - at(i))];
  }

  const Exponentials& table_;
  const SoftmaxGroups& groups_;
  const T* codes_;
  int largest_ = std::numeric_limits<T>::min();
  float sum_ = 0;
};

template <class T>
Tensor softmax(const SoftmaxGroups& groups, const Tensor& codes, const Quantization& from,
               const Quantization& to) {
  Tensor result = Tensor::zeros(to.type, codes.shape());
  const Exponentials table = exponentials(from.scale_at(0), groups.count);
  const T* in = codes.values<T>().data();
  T* out = result.mutable_values<T>().data();
  for_each_group(
      groups, [&](int64_t first) { Group<T>(table, groups, in + first).write(to, out + first); });
  return result;
}

}  // namespace

Result<Tensor> mlas_softmax(const Node& node, const Tensor& codes, const Quantization& from,
                            const Quantization& to) {
  NPUSCOPE_TRY_ASSIGN(const SoftmaxGroups groups, softmax_groups(node, codes.shape()));
  return codes.type() == ElementType::kInt8 ? softmax<int8_t>(groups, codes, from, to)
                                            : softmax<uint8_t>(groups, codes, from, to);
}

}  // namespace npuscope
