// SPDX-License-Identifier: Apache-2.0
// Gemm, MatMul and MatMulInteger.
#include <algorithm>
#include <tuple>
#include <type_traits>

#include "kernels/dot.h"
#include "kernels/integer_operands.h"
#include "kernels/matrix_layout.h"
#include "kernels/narrow_floats.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

constexpr TypeSet kFactors = {
    {ElementType::kFloat16, ElementType::kBfloat16, ElementType::kFloat32, ElementType::kFloat64,
     ElementType::kInt32, ElementType::kInt64, ElementType::kUint32, ElementType::kUint64},
    "a float type or an integer type of 32 or 64 bits"};

/// Integers are multiplied as unsigned ones: modulo 2^n, as the specification's reference does.
template <class T>
using Wrapping = typename std::conditional_t<std::is_integral_v<T>, std::make_unsigned<T>,
                                             std::type_identity<T>>::type;

/// The product, every sum in the order of k. Both tensors have the same type, as widened() gives
/// it.
template <class T>
void multiply(const MatrixLayout& layout, const Tensor& a, const Tensor& b, bool transpose_a,
              bool transpose_b, Tensor& y) {
  using W = Wrapping<T>;
  const auto [m, k, n] = std::tie(layout.m, layout.k, layout.n);
  const auto data = [](const Tensor& t) {
    return reinterpret_cast<const W*>(t.values<T>().data());
  };
  std::vector<W> left(static_cast<size_t>(m * k)), right(static_cast<size_t>(k * n));
  W* out = reinterpret_cast<W*>(y.mutable_values<T>().data());
  for (size_t i = 0; i < layout.a_matrices.size(); ++i) {
    pack_rows(data(a) + layout.a_matrices[i] * m * k, transpose_a ? 1 : k, transpose_a ? m : 1, m,
              0, k, k, left.data());
    pack_rows(data(b) + layout.b_matrices[i] * k * n, transpose_b ? 1 : n, transpose_b ? k : 1, k,
              0, n, n, right.data());
    for (int64_t row = 0; row < m; ++row, out += n)
      add_products(left.data() + row * k, right.data(), static_cast<size_t>(k),
                   static_cast<size_t>(n), out);
  }
}

/// Calls f(T{}) with the type that sums of widened `type` are computed in.
template <class F>
void visit_factor_type(ElementType type, F&& f) {
  visit_element_type(computing_type(type), [&]<class T>(T value) {
    if constexpr (std::is_floating_point_v<T> || sizeof(T) >= 4) f(value);
  });
}

Result<SumGeometry> matmul_geometry(const Node&, InputInfos, const TensorInfo&) {
  return MatrixSum{};
}

Result<std::vector<TensorInfo>> infer_matmul(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* a, required_input(inputs, 0, "A"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* b, required_input(inputs, 1, "B"));
  NPUSCOPE_TRY(check_type(*a, "A", kFactors));
  NPUSCOPE_TRY(check_same_type(*a, "A", *b, "B"));
  NPUSCOPE_TRY_ASSIGN(MatrixLayout layout, matrix_layout(a->shape, b->shape));
  return one_output(a->type, std::move(layout.output));
}

Result<std::vector<Tensor>> run_matmul(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_matmul, node, inputs));
  const Tensor a = widened(*inputs[0]);
  const Tensor b = widened(*inputs[1]);
  NPUSCOPE_TRY_ASSIGN(const MatrixLayout layout, matrix_layout(a.shape(), b.shape()));
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(a.type(), infos[0].shape));
  visit_factor_type(a.type(), [&]<class T>(T) { multiply<T>(layout, a, b, false, false, y); });
  return one_output(narrowed(y, infos[0].type));
}

MatrixSum gemm_transposes(const Node& node) {
  return {node.int_attribute("transA", 0) != 0, node.int_attribute("transB", 0) != 0};
}

Result<SumGeometry> gemm_geometry(const Node& node, InputInfos, const TensorInfo&) {
  return gemm_transposes(node);
}

Result<std::vector<TensorInfo>> infer_gemm(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* a, required_input(inputs, 0, "A"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* b, required_input(inputs, 1, "B"));
  NPUSCOPE_TRY(check_type(*a, "A", kFloats));
  NPUSCOPE_TRY(check_same_type(*a, "A", *b, "B"));
  if (a->shape.size() != 2 || b->shape.size() != 2)
    return fail(bad_input("Gemm multiplies matrices")
                    .expected("two tensors of rank 2")
                    .found(shape_text(a->shape) + " and " + shape_text(b->shape)));
  const auto [transpose_a, transpose_b] = gemm_transposes(node);
  NPUSCOPE_TRY_ASSIGN(MatrixLayout layout,
                      matrix_layout(a->shape, b->shape, transpose_a, transpose_b));
  if (const TensorInfo* c = input_at(inputs, 2)) {
    NPUSCOPE_TRY(check_same_type(*a, "A", *c, "C"));
    if (broadcast_shape(c->shape, layout.output) != layout.output)
      return fail(bad_input("'C' does not broadcast to the product")
                      .expected(shape_text(layout.output))
                      .found(shape_text(c->shape)));
  }
  return one_output(a->type, std::move(layout.output));
}

/// y = alpha * y + beta * c, each operation rounded once.
template <class T>
void scale_and_add(const Node& node, const Tensor* c, Tensor& y) {
  const auto alpha = static_cast<T>(node.float_attribute("alpha", 1.0f));
  const auto beta = static_cast<T>(node.float_attribute("beta", 1.0f));
  const std::span<T> out = y.mutable_values<T>();
  for (T& v : out) v *= alpha;
  if (c == nullptr) return;
  const T* addend = c->values<T>().data();
  const int64_t row = row_length(y.shape());
  for_each_row<1>(y.shape(), {broadcast_strides(c->shape(), y.shape())},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < row; ++i)
                      out[static_cast<size_t>(first + i)] +=
                          beta * addend[offsets[0] + i * steps[0]];
                  });
}

Result<std::vector<Tensor>> run_gemm(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_gemm, node, inputs));
  const Tensor a = widened(*inputs[0]);
  const Tensor b = widened(*inputs[1]);
  const Tensor* c = input_at(inputs, 2);
  const Tensor wide_c = c != nullptr ? widened(*c) : Tensor();
  const auto [transpose_a, transpose_b] = gemm_transposes(node);
  NPUSCOPE_TRY_ASSIGN(const MatrixLayout layout,
                      matrix_layout(a.shape(), b.shape(), transpose_a, transpose_b));
  NPUSCOPE_TRY_ASSIGN(Tensor y, Tensor::create(a.type(), infos[0].shape));
  const auto compute = [&, ta = transpose_a, tb = transpose_b]<class T>(T) {
    multiply<T>(layout, a, b, ta, tb, y);
    scale_and_add<T>(node, c != nullptr ? &wide_c : nullptr, y);
  };
  if (a.type() == ElementType::kFloat64)
    compute(double{});
  else
    compute(float{});
  return one_output(narrowed(y, infos[0].type));
}

Result<std::vector<TensorInfo>> infer_matmul_integer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* a, required_input(inputs, 0, "A"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* b, required_input(inputs, 1, "B"));
  NPUSCOPE_TRY(check_integer_operand(*a, "A", input_at(inputs, 2)));
  NPUSCOPE_TRY(check_integer_operand(*b, "B", input_at(inputs, 3)));
  NPUSCOPE_TRY_ASSIGN(MatrixLayout layout, matrix_layout(a->shape, b->shape));
  return one_output(ElementType::kInt32, std::move(layout.output));
}

/// Zero points are scalars, one per row of A and one per column of B.
Result<std::vector<Tensor>> run_matmul_integer(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto infos, infer_actual(infer_matmul_integer, node, inputs));
  const Tensor& a = *inputs[0];
  const Tensor& b = *inputs[1];
  const int rows = std::max(static_cast<int>(a.shape().size()) - 2, 0);
  const int columns = static_cast<int>(b.shape().size()) - 1;
  NPUSCOPE_TRY_ASSIGN(const auto aq, zero_point_quantization(a, input_at(inputs, 2), rows));
  NPUSCOPE_TRY_ASSIGN(const auto bq, zero_point_quantization(b, input_at(inputs, 3), columns));
  return int32_sums(MatrixSum{}, {&a, &aq}, {&b, &bq}, infos[0].shape);
}

}  // namespace

const Operator kGemmOperator = {"Gemm", "", 2, 3, infer_gemm, run_gemm, IntegerSum{gemm_geometry}};
const Operator kMatMulIntegerOperator = {
    "MatMulInteger", "", 2, 4, infer_matmul_integer, run_matmul_integer, StoredCodes{}};
const Operator kMatMulOperator = {
    "MatMul", "", 2, 2, infer_matmul, run_matmul, IntegerSum{matmul_geometry}};

}  // namespace npuscope
