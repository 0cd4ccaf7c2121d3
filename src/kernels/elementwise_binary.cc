// SPDX-License-Identifier: Apache-2.0
// Add, Sub, Mul, Div with NumPy's broadcasting, and PRelu, whose slope broadcasts to its input.
#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "kernels/modular.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

struct TwoWay {
  static constexpr bool kRefusesZero = false;  // of integers
  static constexpr bool kOneWay = false;       // only the second operand broadcasts
};

struct Add : TwoWay {
  template <class T>
  static T apply(T a, T b) {
    return modular(a, b, [](auto x, auto y) { return x + y; });
  }
};
struct Sub : TwoWay {
  template <class T>
  static T apply(T a, T b) {
    return modular(a, b, [](auto x, auto y) { return x - y; });
  }
};
struct Mul : TwoWay {
  template <class T>
  static T apply(T a, T b) {
    return modular(a, b, [](auto x, auto y) { return x * y; });
  }
};
struct Div : TwoWay {
  static constexpr bool kRefusesZero = true;
  /// Integers truncate towards zero; the lowest number divided by -1 wraps to itself.
  template <class T>
  static T apply(T a, T b) {
    if constexpr (std::is_signed_v<T> && std::is_integral_v<T>)
      if (b == -1) return Sub::apply(T{0}, a);
    return static_cast<T>(a / b);
  }
};
struct PRelu {
  static constexpr bool kRefusesZero = false;
  static constexpr bool kOneWay = true;
  template <class T>
  static T apply(T x, T slope) {
    return x < 0 ? Mul::apply(x, slope) : x;
  }
};

/// B's shape as it broadcasts. Before opset 7, B lies at the attribute `axis` of A instead of at
/// A's last axes; PRelu's list of slopes then belongs to the channels.
template <class Op>
Result<Shape> placed_shape(const Node& node, const Shape& a, const Shape& b) {
  if (node.opset >= 7 || b.empty()) return b;
  const bool channels = Op::kOneWay && b.size() == 1 && b[0] != 1 && a.size() > 1;
  if (!channels && !node.has_attribute("axis")) return b;
  NPUSCOPE_TRY_ASSIGN(const size_t axis,
                      checked_axis(channels ? 1 : node.int_attribute("axis", 0), a.size()));
  Shape placed = b;
  if (axis + b.size() < a.size()) placed.resize(a.size() - axis, 1);
  return placed;
}

template <class Op>
Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* a, required_input(inputs, 0, "A"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* b, required_input(inputs, 1, "B"));
  NPUSCOPE_TRY(check_type(*a, "A", kNumbers));
  NPUSCOPE_TRY(check_same_type(*a, "A", *b, "B"));
  NPUSCOPE_TRY_ASSIGN(const Shape placed, placed_shape<Op>(node, a->shape, b->shape));
  auto shape = broadcast_shape(a->shape, placed);
  if (!shape)
    return fail(bad_input("the shapes of the operands do not broadcast")
                    .expected("dimensions that are equal or 1, counted from the last")
                    .found(fmt::format("{} and {}", shape_text(a->shape), shape_text(b->shape))));
  if (Op::kOneWay && *shape != a->shape)
    return fail(bad_input("the slope does not broadcast to the input")
                    .expected(fmt::format("a shape that fits into {}", shape_text(a->shape)))
                    .found(shape_text(b->shape)));
  return one_output(a->type, std::move(*shape));
}

template <class Op, class T>
void apply_rows(const Tensor& a, const Tensor& b, Tensor& y) {
  const T* from_a = a.values<T>().data();
  const T* from_b = b.values<T>().data();
  T* to = y.mutable_values<T>().data();
  const int64_t length = row_length(y.shape());
  for_each_row<2>(
      y.shape(), {broadcast_strides(a.shape(), y.shape()), broadcast_strides(b.shape(), y.shape())},
      [&](int64_t first, const auto& offsets, const auto& steps) {
        for (int64_t i = 0; i < length; ++i)
          to[first + i] =
              Op::apply(from_a[offsets[0] + i * steps[0]], from_b[offsets[1] + i * steps[1]]);
      });
}

Status check_divisor(const Tensor& b) {
  const auto integers = to_int64s(b);
  if (std::ranges::find(integers, 0) == integers.end()) return {};
  return fail(bad_input("an integer is divided by zero").expected("a divisor without zeros"));
}

template <class Op>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer<Op>, node, inputs));
  if (Op::kRefusesZero) NPUSCOPE_TRY(check_divisor(*inputs[1]));
  const ElementType type = infos[0].type;
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(computing_type(type), infos[0].shape));
  const Tensor a = widened(*inputs[0]);
  NPUSCOPE_TRY_ASSIGN(Shape placed, placed_shape<Op>(node, a.shape(), inputs[1]->shape()));
  const Tensor b = widened(*inputs[1]).reshaped(std::move(placed));
  visit_element_type(y.type(), [&]<class T>(T) { apply_rows<Op, T>(a, b, y); });
  return one_output(narrowed(y, type));
}

template <class Op>
double real_function(std::span<const double> operands, const Node&) {
  return Op::apply(operands[0], operands[1]);
}

template <class Op>
constexpr Operator binary(std::string_view op_type) {
  return {op_type, "", 2, 2, infer<Op>, run<Op>, Elementwise{real_function<Op>}};
}

}  // namespace

const Operator kAddOperator = binary<Add>("Add");
const Operator kDivOperator = binary<Div>("Div");
const Operator kMulOperator = binary<Mul>("Mul");
const Operator kPReluOperator = binary<PRelu>("PRelu");
const Operator kSubOperator = binary<Sub>("Sub");

}  // namespace npuscope
