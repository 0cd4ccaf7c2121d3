// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

constexpr TypeSet kBools = {{ElementType::kBool}, "bool"};

Result<std::vector<TensorInfo>> infer(const Node&, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* condition, required_input(inputs, 0, "condition"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* x, required_input(inputs, 1, "X"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* y, required_input(inputs, 2, "Y"));
  NPUSCOPE_TRY(check_type(*condition, "condition", kBools));
  NPUSCOPE_TRY(check_type(*x, "X", kStored));
  NPUSCOPE_TRY(check_same_type(*x, "X", *y, "Y"));
  auto shape = broadcast_shape(x->shape, y->shape);
  if (shape) shape = broadcast_shape(condition->shape, *shape);
  if (!shape)
    return fail(bad_input("the shapes of the operands do not broadcast")
                    .expected("dimensions that are equal or 1, counted from the last")
                    .found(fmt::format("{}, {} and {}", shape_text(condition->shape),
                                       shape_text(x->shape), shape_text(y->shape))));
  return one_output(x->type, std::move(*shape));
}

template <class Unit>
void select_units(const Tensor& condition, const Tensor& x, const Tensor& y, Tensor& out) {
  const uint8_t* which = condition.values<uint8_t>().data();
  const Unit* from_x = x.values<Unit>().data();
  const Unit* from_y = y.values<Unit>().data();
  Unit* to = out.mutable_values<Unit>().data();
  const int64_t length = row_length(out.shape());
  const auto strides = [&](const Tensor& t) { return broadcast_strides(t.shape(), out.shape()); };
  for_each_row<3>(out.shape(), {strides(condition), strides(x), strides(y)},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < length; ++i)
                      to[first + i] = which[offsets[0] + i * steps[0]] != 0
                                          ? from_x[offsets[1] + i * steps[1]]
                                          : from_y[offsets[2] + i * steps[2]];
                  });
}

Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(Tensor output, allocate_output(infer, node, inputs));
  visit_unit(element_size(output.type()), [&]<class Unit>(Unit) {
    select_units<Unit>(*inputs[0], *inputs[1], *inputs[2], output);
  });
  return one_output(std::move(output));
}

}  // namespace

const Operator kWhereOperator = {"Where", "", 3, 3, infer, run, Movement{-1}};

}  // namespace npuscope
