// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "kernels/half_precision.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

Result<ElementType> target_of(const Node& node) {
  NPUSCOPE_TRY_ASSIGN(const ElementType to, type_attribute(node, "to", ElementType::kUndefined));
  if (to != ElementType::kUndefined) return to;
  return fail(bad_input("the attribute 'to' does not name an element type")
                  .expected("the number of an ONNX data type"));
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const ElementType to, target_of(node));
  NPUSCOPE_TRY(check_type(*input, "input", kStored));
  return one_output(to, input->shape);
}

/// x truncated towards zero, as the bits of a 64-bit integer: unsigned from 2^63 on, two's
/// complement below zero. Numbers outside both are clamped; NaN gives 0.
uint64_t truncated_bits(double x) {
  if (std::isnan(x)) return 0;
  if (x >= 0x1p64) return UINT64_MAX;
  if (x >= 0x1p63) return static_cast<uint64_t>(x);
  if (x <= -0x1p63) return uint64_t{1} << 63;
  return static_cast<uint64_t>(static_cast<int64_t>(x));
}

template <class To, class From>
To converted(From x) {
  if constexpr (std::is_floating_point_v<To> || std::is_integral_v<From>)
    return static_cast<To>(x);
  else
    return static_cast<To>(truncated_bits(static_cast<double>(x)));
}

/// Integers that do not fit lose their upper bits, as NumPy does and most runtimes; ONNX leaves it
/// open. `code` is what one byte holds.
uint8_t wrapped_to(ElementType type, uint8_t code) {
  switch (type) {
    case ElementType::kUint4: return code & 0xf;
    case ElementType::kInt4: return static_cast<uint8_t>(((code & 0xf) ^ 8) - 8);
    default: return code;
  }
}

template <class From>
void convert_all(const Tensor& x, Tensor& y) {
  const auto from = x.values<From>();
  if (y.type() == ElementType::kBool) {
    std::ranges::transform(from, y.mutable_values<uint8_t>().begin(),
                           [](From v) { return static_cast<uint8_t>(v != From{0}); });
    return;
  }
  visit_element_type(y.type(), [&]<class To>(To) {
    std::ranges::transform(from, y.mutable_values<To>().begin(), converted<To, From>);
  });
  if (element_size(y.type()) == 1)
    std::ranges::transform(y.values<uint8_t>(), y.mutable_values<uint8_t>().begin(),
                           [&](uint8_t code) { return wrapped_to(y.type(), code); });
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer, node, inputs));
  const ElementType to = infos[0].type;
  const Tensor x = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(computing_type(to), x.shape()));
  visit_element_type(x.type(), [&]<class From>(From) { convert_all<From>(x, y); });
  return one_output(narrowed(y, to));
}

}  // namespace

const Operator kCastOperator = {"Cast", "", 1, 1, infer, run, FloatOnly{}};

}  // namespace npuscope
