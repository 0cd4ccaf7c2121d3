// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/checked.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

Result<std::vector<int64_t>> repeats_of(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* repeats, required_input(inputs, 1, "repeats"));
  NPUSCOPE_TRY(check_type(*input, "input", kStored));
  if (node.opset < 6)
    return fail(unsupported("the node has the form of opset 1", "Tile of opset 6 or newer"));
  NPUSCOPE_TRY_ASSIGN(auto counts, constant_integers(*repeats, "repeats"));
  if (counts.size() != input->shape.size())
    return fail(bad_input("'repeats' has the wrong length")
                    .expected(fmt::format("{}: one for each axis", input->shape.size()))
                    .found(fmt::format("[{}]", fmt::join(counts, ", "))));
  return counts;
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const auto repeats, repeats_of(node, inputs));
  Shape shape;
  for (size_t axis = 0; axis < repeats.size(); ++axis) {
    const auto size = checked_mul(inputs[0]->shape[axis], repeats[axis]);
    if (!size)
      return fail(bad_input("'repeats' makes no sense")
                      .expected("numbers of 0 or more, and a size that 64 bits hold")
                      .found(fmt::format("[{}]", fmt::join(repeats, ", "))));
    shape.push_back(*size);
  }
  return one_output(inputs[0]->type, std::move(shape));
}

/// Each axis as two: the repeats, which do not move in the input, and the axis itself.
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto infos, infer_actual(infer, node, inputs));
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(const auto repeats, repeats_of(node, actual.infos()));
  const Shape& input = inputs[0]->shape();
  const std::vector<int64_t> dense = strides_of(input);
  Shape shape;
  std::vector<int64_t> strides;
  for (size_t axis = 0; axis < repeats.size(); ++axis) {
    shape.insert(shape.end(), {repeats[axis], input[axis]});
    strides.insert(strides.end(), {0, dense[axis]});
  }
  NPUSCOPE_TRY_ASSIGN(Tensor output, Tensor::create(infos[0].type, std::move(shape)));
  copy_strided(*inputs[0], 0, strides, output);
  return one_output(output.reshaped(std::move(infos[0].shape)));
}

}  // namespace

const Operator kTileOperator = {"Tile", "", 2, 2, infer, run, Movement{}};

}  // namespace npuscope
