// SPDX-License-Identifier: Apache-2.0
// Operators whose result is a truth: Equal, Greater, Less …, And, Or, Xor, Not, IsInf, IsNaN.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

constexpr TypeSet kBools = {{ElementType::kBool}, "bool"};
constexpr TypeSet kEquatable = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64,
     ElementType::kInt8, ElementType::kInt16, ElementType::kInt32, ElementType::kInt64,
     ElementType::kUint8, ElementType::kUint16, ElementType::kUint32, ElementType::kUint64,
     ElementType::kBool, ElementType::kString},
    "bool, string, a float type or an integer type of 8 to 64 bits"};

struct Equal {
  static constexpr TypeSet kTypes = kEquatable;
  template <class T>
  static bool holds(T a, T b) {
    return a == b;
  }
};
struct Greater {
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static bool holds(T a, T b) {
    return a > b;
  }
};
struct GreaterOrEqual {
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static bool holds(T a, T b) {
    return a >= b;
  }
};
struct Less {
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static bool holds(T a, T b) {
    return a < b;
  }
};
struct LessOrEqual {
  static constexpr TypeSet kTypes = kNumbers;
  template <class T>
  static bool holds(T a, T b) {
    return a <= b;
  }
};
struct And {
  static constexpr TypeSet kTypes = kBools;
  template <class T>
  static bool holds(T a, T b) {
    return a != 0 && b != 0;
  }
};
struct Or {
  static constexpr TypeSet kTypes = kBools;
  template <class T>
  static bool holds(T a, T b) {
    return a != 0 || b != 0;
  }
};
struct Xor {
  static constexpr TypeSet kTypes = kBools;
  template <class T>
  static bool holds(T a, T b) {
    return (a != 0) != (b != 0);
  }
};

template <class Op>
Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* a, required_input(inputs, 0, "A"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* b, required_input(inputs, 1, "B"));
  NPUSCOPE_TRY(check_type(*a, "A", Op::kTypes));
  NPUSCOPE_TRY(check_same_type(*a, "A", *b, "B"));
  if (node.opset < 7 && node.has_attribute("axis"))
    return fail(unsupported("the attribute 'axis' places B in a way", "opset 7 or newer"));
  auto shape = broadcast_shape(a->shape, b->shape);
  if (!shape)
    return fail(bad_input("the shapes of the operands do not broadcast")
                    .expected("dimensions that are equal or 1, counted from the last")
                    .found(fmt::format("{} and {}", shape_text(a->shape), shape_text(b->shape))));
  return one_output(ElementType::kBool, std::move(*shape));
}

template <class Op, class T>
void apply_rows(const Tensor& a, const Tensor& b, const T* from_a, const T* from_b, Tensor& y) {
  uint8_t* to = y.mutable_values<uint8_t>().data();
  const int64_t length = row_length(y.shape());
  for_each_row<2>(
      y.shape(), {broadcast_strides(a.shape(), y.shape()), broadcast_strides(b.shape(), y.shape())},
      [&](int64_t first, const auto& offsets, const auto& steps) {
        for (int64_t i = 0; i < length; ++i)
          to[first + i] = static_cast<uint8_t>(
              Op::holds(from_a[offsets[0] + i * steps[0]], from_b[offsets[1] + i * steps[1]]));
      });
}

template <class Op>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor y, allocate_output(infer<Op>, node, inputs));
  const Tensor a = widened(*inputs[0]);
  const Tensor b = widened(*inputs[1]);
  if constexpr (Op::kTypes.contains(ElementType::kString))
    if (a.type() == ElementType::kString)
      apply_rows<Op>(a, b, a.strings().data(), b.strings().data(), y);
  visit_element_type(a.type(), [&]<class T>(T) {
    apply_rows<Op>(a, b, a.values<T>().data(), b.values<T>().data(), y);
  });
  return one_output(std::move(y));
}

// Of one operand.
struct Not {
  static constexpr TypeSet kTypes = kBools;
  static bool holds(double x, const Node&) { return x == 0; }
};
struct IsNaN {
  static constexpr TypeSet kTypes = kFloats;
  static bool holds(double x, const Node&) { return std::isnan(x); }
};
struct IsInf {
  static constexpr TypeSet kTypes = kFloats;
  static bool holds(double x, const Node& node) {
    return std::isinf(x) &&
           node.int_attribute(x < 0 ? "detect_negative" : "detect_positive", 1) != 0;
  }
};

template <class Op>
Result<std::vector<TensorInfo>> infer_one(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 0, "X"));
  NPUSCOPE_TRY(check_type(*x, "X", Op::kTypes));
  return one_output(ElementType::kBool, x->shape);
}

template <class Op>
Result<std::vector<Tensor>> run_one(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor y, allocate_output(infer_one<Op>, node, inputs));
  std::ranges::transform(to_doubles(*inputs[0]), y.mutable_values<uint8_t>().begin(),
                         [&](double x) { return static_cast<uint8_t>(Op::holds(x, node)); });
  return one_output(std::move(y));
}

template <class Op>
constexpr Operator comparison(std::string_view op_type) {
  return {op_type, "", 2, 2, infer<Op>, run<Op>, FloatOnly{}};
}
template <class Op>
constexpr Operator question(std::string_view op_type) {
  return {op_type, "", 1, 1, infer_one<Op>, run_one<Op>, FloatOnly{}};
}

}  // namespace

const Operator kAndOperator = comparison<And>("And");
const Operator kEqualOperator = comparison<Equal>("Equal");
const Operator kGreaterOperator = comparison<Greater>("Greater");
const Operator kGreaterOrEqualOperator = comparison<GreaterOrEqual>("GreaterOrEqual");
const Operator kIsInfOperator = question<IsInf>("IsInf");
const Operator kIsNaNOperator = question<IsNaN>("IsNaN");
const Operator kLessOperator = comparison<Less>("Less");
const Operator kLessOrEqualOperator = comparison<LessOrEqual>("LessOrEqual");
const Operator kNotOperator = question<Not>("Not");
const Operator kOrOperator = comparison<Or>("Or");
const Operator kXorOperator = comparison<Xor>("Xor");

}  // namespace npuscope
