// SPDX-License-Identifier: Apache-2.0
// DepthToSpace and SpaceToDepth: blocks of pixels become channels, or channels blocks.
#include <fmt/format.h>

#include <array>

#include "base/checked.h"
#include "kernels/operator_list.h"
#include "kernels/operator_support.h"
#include "kernels/strided.h"

namespace npuscope {
namespace {

/// The input under six axes, their order in the output, and the output's own four.
struct Rearrangement {
  Shape split;
  std::array<size_t, 6> order{};
  Shape output;
};

/// DCR: the position in the block is the outer part of the channels; CRD: the inner one.
/// SpaceToDepth has the choice since opset 28; before, it was DCR.
Result<bool> depth_is_inner(const Node& node) {
  const std::string mode = node.string_attribute("mode", "DCR");
  if (mode == "DCR" || mode == "CRD") return mode == "DCR";
  return fail(
      unsupported("the attribute 'mode' has a value", "DCR or CRD").found("'" + mode + "'"));
}

Result<int64_t> block_of(const Node& node, const TensorInfo& input) {
  NPUSCOPE_TRY(check_type(input, "input", kStored));
  if (input.shape.size() != 4)
    return fail(bad_input("the input has the wrong number of axes")
                    .expected("4: batch, channels, height, width")
                    .found(shape_text(input.shape)));
  const int64_t block = node.int_attribute("blocksize", 0);
  if (block < 1)
    return fail(bad_input("'blocksize' is missing or makes no sense")
                    .expected("1 or more")
                    .found(std::to_string(block)));
  return block;
}

Result<Rearrangement> depth_to_space(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const int64_t b, block_of(node, *input));
  NPUSCOPE_TRY_ASSIGN(const bool depth_inner, depth_is_inner(node));
  const Shape& x = input->shape;
  const auto area = checked_mul(b, b);
  const auto height = checked_mul(x[2], b), width = checked_mul(x[3], b);
  if (!area || x[1] % *area != 0 || !height || !width)
    return fail(bad_input("the channels do not fill blocks")
                    .expected(fmt::format("a multiple of {} * {} channels", b, b))
                    .found(shape_text(x)));
  const int64_t depth = x[1] / *area;
  return Rearrangement{
      depth_inner ? Shape{x[0], b, b, depth, x[2], x[3]} : Shape{x[0], depth, b, b, x[2], x[3]},
      depth_inner ? std::array<size_t, 6>{0, 3, 4, 1, 5, 2}
                  : std::array<size_t, 6>{0, 1, 4, 2, 5, 3},
      {x[0], depth, *height, *width}};
}

Result<Rearrangement> space_to_depth(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* input, required_input(inputs, 0, "input"));
  NPUSCOPE_TRY_ASSIGN(const int64_t b, block_of(node, *input));
  NPUSCOPE_TRY_ASSIGN(const bool depth_inner, depth_is_inner(node));
  const Shape& x = input->shape;
  const auto area = checked_mul(b, b);
  const auto depth = area ? checked_mul(x[1], *area) : std::nullopt;
  if (x[2] % b != 0 || x[3] % b != 0 || !depth)
    return fail(bad_input("the map is not made of whole blocks")
                    .expected(fmt::format("height and width that are multiples of {}", b))
                    .found(shape_text(x)));
  return Rearrangement{{x[0], x[1], x[2] / b, b, x[3] / b, b},
                       depth_inner ? std::array<size_t, 6>{0, 3, 5, 1, 2, 4}
                                   : std::array<size_t, 6>{0, 1, 3, 5, 2, 4},
                       {x[0], *depth, x[2] / b, x[3] / b}};
}

using Describe = Result<Rearrangement> (*)(const Node&, InputInfos);

template <Describe describe>
Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(Rearrangement r, describe(node, inputs));
  return one_output(inputs[0]->type, std::move(r.output));
}

template <Describe describe>
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  const ActualInputs actual(inputs);
  NPUSCOPE_TRY_ASSIGN(Rearrangement r, describe(node, actual.infos()));
  const std::vector<int64_t> dense = strides_of(r.split);
  Shape shape;
  std::vector<int64_t> strides;
  for (const size_t axis : r.order) {
    shape.push_back(r.split[axis]);
    strides.push_back(dense[axis]);
  }
  NPUSCOPE_TRY_ASSIGN(Tensor output, Tensor::create(inputs[0]->type(), std::move(shape)));
  copy_strided(*inputs[0], 0, strides, output);
  return one_output(output.reshaped(std::move(r.output)));
}

}  // namespace

const Operator kDepthToSpaceOperator = {"DepthToSpace",      "",        1, 1, infer<depth_to_space>,
                                        run<depth_to_space>, Movement{}};
const Operator kSpaceToDepthOperator = {"SpaceToDepth",      "",        1, 1, infer<space_to_depth>,
                                        run<space_to_depth>, Movement{}};

}  // namespace npuscope
