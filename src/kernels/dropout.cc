// SPDX-License-Identifier: Apache-2.0
// Dropout as inference has it: nothing is dropped.
#include <algorithm>

#include "kernels/operator_list.h"
#include "kernels/operator_support.h"

namespace npuscope {
namespace {

/// Whether the input is known to hold nothing but zeros.
bool is_zero(const TensorInfo& info) {
  return info.constant != nullptr &&
         std::ranges::all_of(to_doubles(*info.constant),
                             [](double element) { return element == 0; });
}

/// Whether the node says, or leaves open, that it runs in training and drops something.
bool may_drop(InputInfos inputs) {
  constexpr size_t kRatio = 1, kTraining = 2;
  const TensorInfo* ratio = input_at(inputs, kRatio);
  const TensorInfo* training = input_at(inputs, kTraining);
  if (training == nullptr || is_zero(*training)) return false;
  return ratio == nullptr || !is_zero(*ratio);
}

Result<std::vector<TensorInfo>> infer(const Node& node, InputInfos inputs) {
  NPUSCOPE_TRY_ASSIGN(const TensorInfo* data, required_input(inputs, 0, "data"));
  NPUSCOPE_TRY(check_type(*data, "data", kStored));
  if (may_drop(inputs))
    return fail(unsupported("'training_mode' may be true, a mode", "the constant false")
                    .hint("export the network for inference"));
  std::vector<TensorInfo> outputs = {{data->type, data->shape, nullptr}};
  const ElementType mask = node.opset < 10 ? data->type : ElementType::kBool;
  if (node.outputs.size() > 1) outputs.push_back({mask, data->shape, nullptr});
  return outputs;
}

/// The mask is true, or 1, everywhere.
Result<std::vector<Tensor>> run(const Node& node, InputTensors inputs) {
  NPUSCOPE_TRY_ASSIGN(auto outputs, allocate_outputs(infer, node, inputs));
  outputs[0] = *inputs[0];
  if (outputs.size() < 2) return outputs;
  if (is_float(outputs[1].type()))
    outputs[1] = from_doubles({outputs[1].type(), outputs[1].shape(), nullptr},
                              std::vector<double>(static_cast<size_t>(outputs[1].size()), 1.0));
  else
    std::ranges::fill(outputs[1].mutable_values<uint8_t>(), uint8_t{1});
  return outputs;
}

}  // namespace

const Operator kDropoutOperator = {"Dropout", "", 1, 3, infer, run, Movement{}};

}  // namespace npuscope
