// SPDX-License-Identifier: Apache-2.0
#include "execute/executor.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/stop.h"
#include "execute/code_operators.h"
#include "execute/float_operators.h"
#include "execute/node_info.h"
#include "execute/prepare_sum.h"
#include "kernels/narrow_floats.h"

namespace npuscope {
namespace {

/// Packed weights stand in memory beside those of the file, for every arithmetic that runs a
/// network. Packing costs as much as computing a few rows, so that networks for a microcontroller
/// are packed once; what is beyond this is packed again for every run, and dropped.
constexpr int64_t kMostKeptBytes = int64_t{128} << 20;

bool any_quantized(const Graph& graph, const Node& node) {
  const auto quantized = [&](ValueId id) {
    return id != kNoValue && graph.value(id).quantization.has_value();
  };
  return std::ranges::any_of(node.inputs, quantized) ||
         std::ranges::any_of(node.outputs, quantized);
}

/// Whether a tensor is what the graph says of the value.
Status check_tensor(const Value& value, const Tensor& tensor) {
  if (tensor.type() == value.type && value.shape && tensor.shape() == *value.shape) return {};
  const auto describe = [](ElementType type, const Shape& shape) {
    return fmt::format("{} {}", element_type_name(type), shape_text(shape));
  };
  return fail(bad_input("'" + value.name + "' has another type or shape than the network states")
                  .expected(describe(value.type, value.shape.value_or(Shape{})))
                  .found(describe(tensor.type(), tensor.shape())));
}

bool has_own_constants(const Graph& graph, const Node& node,
                       std::span<const Tensor* const> inputs) {
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (node.inputs[i] == kNoValue) continue;
    const auto& constant = graph.value(node.inputs[i]).constant;
    if (constant && inputs[i] != &*constant) return false;
  }
  return true;
}

/// For every node the values that no later node and no reader of the outputs needs.
std::vector<std::vector<ValueId>> last_uses(const Graph& graph) {
  std::vector<std::vector<ValueId>> result(graph.nodes.size());
  std::set<ValueId> needed(graph.outputs.begin(), graph.outputs.end());
  for (size_t n = graph.nodes.size(); n-- > 0;) {
    for (const auto& ids : {graph.nodes[n].inputs, graph.nodes[n].outputs})
      for (ValueId id : ids)
        if (id != kNoValue && needed.insert(id).second) result[n].push_back(id);
  }
  return result;
}

}  // namespace

Result<Executor::Step> Executor::make_step(const Graph& graph, const Node& node,
                                           const Arithmetic& arithmetic) {
  Step step;
  step.basis = arithmetic.float_basis();
  if (node.outputs.empty() || node.outputs[0] == kNoValue)
    return fail(bad_input("the node has no output"));
  step.op = find_operator(node.op_type, node.domain);
  if (std::holds_alternative<StoredCodes>(step.op->quantized) || !any_quantized(graph, node))
    return step;
  const bool from_codes = !node.inputs.empty() && node.inputs[0] != kNoValue &&
                          graph.value(node.inputs[0]).quantization.has_value();
  const bool to_codes = graph.value(node.outputs[0]).quantization.has_value();
  if (is_quantize(node) || is_dequantize(node)) {
    if (from_codes && to_codes)
      return fail(internal_error("a change of quantization must be an Identity"));
    step.basis = arithmetic.conversion_basis();
    // One whose codes stay plain numbers computes on the real numbers of the other side.
    step.kind = is_quantize(node) && to_codes       ? Kind::kQuantize
                : is_dequantize(node) && from_codes ? Kind::kDequantize
                                                    : Kind::kFloat;
    return step;
  }
  step.kind = Kind::kFloat;
  if (!computes_on_codes(graph, node, *step.op)) {
    if (const auto kernel = arithmetic.kernel(graph, node)) {
      step.lowering = *kernel;
      step.kind = Kind::kCodes;
    }
    return step;
  }
  NPUSCOPE_TRY_ASSIGN(LoweredNode lowered, arithmetic.lower(graph, node, *step.op));
  step.lowering = std::move(lowered.lowering);
  step.basis = lowered.basis;
  if (std::holds_alternative<FloatLowering>(step.lowering)) return step;
  step.kind = Kind::kCodes;
  if (std::holds_alternative<SumLowering>(step.lowering)) {
    const auto* sum = std::get_if<IntegerSum>(&step.op->quantized);
    if (sum == nullptr) return fail(internal_error("the operator does not sum integers"));
    NPUSCOPE_TRY_SET(step.geometry, sum_geometry(graph, node, *sum));
    return step;
  }
  NPUSCOPE_TRY_ASSIGN(const Isa isa, chosen_isa());
  const simd::Kernels& kernels = simd::kernels_of(isa);
  step.pair = RealPairNode::create(graph, node, step.lowering, kernels);
  if (!step.pair)
    NPUSCOPE_TRY_SET(step.table, CodeTable::create(graph, node, *step.op, step.lowering, kernels));
  return step;
}

Status Executor::prepare(const Graph& graph, const Node& node, Step& step, int64_t& kept_bytes) {
  const auto* lowering = std::get_if<SumLowering>(&step.lowering);
  if (lowering == nullptr) return {};
  const ValueId weights = node.inputs.size() > 1 ? node.inputs[1] : kNoValue;
  const bool constant = weights != kNoValue && graph.value(weights).constant;
  const int64_t bytes =
      constant ? static_cast<int64_t>(graph.value(weights).constant->bytes().size()) : 0;
  if (bytes > kMostKeptBytes - kept_bytes) {
    step.prepares_each_run = true;
    return {};
  }
  NPUSCOPE_TRY_ASSIGN(const Isa isa, chosen_isa());
  step.prepared = prepare_sum(graph, node, *lowering, step.geometry, simd::kernels_of(isa));
  if (step.prepared) kept_bytes += bytes;
  return {};
}

Result<Executor> Executor::create(const Graph& graph, const Arithmetic& arithmetic) {
  Executor executor;
  executor.graph_ = &graph;
  NPUSCOPE_TRY(check_operators(graph));
  auto uses = last_uses(graph);
  int64_t kept_bytes = 0;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    const Node& node = graph.nodes[n];
    auto step = make_step(graph, node, arithmetic);
    if (!step) return fail(std::move(step).error().in(node.text()));
    NPUSCOPE_TRY(prepare(graph, node, *step, kept_bytes));
    step->last_uses = std::move(uses[n]);
    executor.steps_.push_back(*std::move(step));
  }
  return executor;
}

Result<std::vector<Tensor>> Executor::run(std::span<const Tensor> inputs, const Tap& tap,
                                          std::vector<NodeCounters>* counters) const {
  const Graph& graph = *graph_;
  if (inputs.size() != graph.inputs.size())
    return fail(bad_input("the network has another number of inputs")
                    .expected(std::to_string(graph.inputs.size()))
                    .found(std::to_string(inputs.size())));
  if (counters != nullptr) counters->assign(graph.nodes.size(), {});
  std::vector<Tensor> values(graph.values.size());
  const auto slot = [&](ValueId id) -> Tensor& { return values[static_cast<size_t>(id)]; };
  for (size_t i = 0; i < inputs.size(); ++i) {
    NPUSCOPE_TRY(check_tensor(graph.value(graph.inputs[i]), inputs[i]));
    slot(graph.inputs[i]) = inputs[i];
    if (tap) NPUSCOPE_TRY(tap(graph.inputs[i], inputs[i]));
  }
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    const Node& node = graph.nodes[n];
    std::vector<const Tensor*> operands;
    for (ValueId id : node.inputs)
      operands.push_back(id == kNoValue || graph.value(id).constant ? nullptr : &slot(id));
    NPUSCOPE_TRY_ASSIGN(auto outputs, compute(n, std::move(operands),
                                              counters != nullptr ? &(*counters)[n] : nullptr));
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      if (node.outputs[i] == kNoValue) continue;
      slot(node.outputs[i]) = std::move(outputs[i]);
      if (tap) NPUSCOPE_TRY(tap(node.outputs[i], slot(node.outputs[i])));
    }
    for (ValueId id : steps_[n].last_uses) slot(id) = Tensor();
  }
  std::vector<Tensor> results;
  for (ValueId id : graph.outputs)
    results.push_back(graph.value(id).constant ? *graph.value(id).constant : slot(id));
  return results;
}

Result<std::vector<Tensor>> Executor::run_node(size_t node, std::span<const Tensor* const> inputs,
                                               NodeCounters* counters) const {
  if (node >= steps_.size()) return fail(internal_error("there is no such node"));
  const Node& n = graph_->nodes[node];
  if (inputs.size() != n.inputs.size())
    return fail(bad_input("the node has another number of inputs")
                    .expected(std::to_string(n.inputs.size()))
                    .found(std::to_string(inputs.size()))
                    .in(n.text()));
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] == nullptr) continue;
    if (n.inputs[i] == kNoValue)
      return fail(bad_input(fmt::format("the node leaves out input {}", i)).in(n.text()));
    if (auto status = check_tensor(graph_->value(n.inputs[i]), *inputs[i]); !status)
      return fail(std::move(status).error().in(n.text()));
  }
  return compute(node, {inputs.begin(), inputs.end()}, counters);
}

Result<std::vector<Tensor>> Executor::compute(size_t index, std::vector<const Tensor*> inputs,
                                              NodeCounters* counters) const {
  NPUSCOPE_TRY(check_stop());
  const Node& node = graph_->nodes[index];
  const Step& step = steps_[index];
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (node.inputs[i] == kNoValue) continue;
    const Value& value = graph_->value(node.inputs[i]);
    if (inputs[i] != nullptr && inputs[i]->type() == ElementType::kUndefined)
      return fail(internal_error("nothing computes '" + value.name + "'").in(node.text()));
    if (inputs[i] != nullptr) continue;
    if (!value.constant)
      return fail(bad_input("input '" + value.name + "' is missing").in(node.text()));
    inputs[i] = &*value.constant;
  }
  auto outputs = [&]() -> Result<std::vector<Tensor>> {
    switch (step.kind) {
      case Kind::kPlain: return step.op->run(node, inputs);
      case Kind::kQuantize:
        return std::vector<Tensor>{
            quantize(to_float32(*inputs[0]), *graph_->value(node.outputs[0]).quantization)};
      case Kind::kDequantize:
        return std::vector<Tensor>{
            narrowed(dequantize(*inputs[0], *graph_->value(node.inputs[0]).quantization),
                     graph_->value(node.outputs[0]).type)};
      case Kind::kFloat:
        return run_in_float(std::get<FloatLowering>(step.lowering), *graph_, node, *step.op,
                            inputs);
      case Kind::kCodes: break;
    }
    // Constants of somebody else are not those that were prepared.
    const bool own = has_own_constants(*graph_, node, inputs);
    if (own && (step.prepared || step.pair || step.table))
      return compute_prepared(step, inputs, counters);
    if (own && step.prepares_each_run) {
      NPUSCOPE_TRY_ASSIGN(const Isa isa, chosen_isa());
      Step once = {};
      once.prepared = prepare_sum(*graph_, node, std::get<SumLowering>(step.lowering),
                                  step.geometry, simd::kernels_of(isa), true);
      if (once.prepared) return compute_prepared(once, inputs, counters);
    }
    return compute_on_codes(step, node, inputs, counters);
  }();
  if (!outputs) return fail(std::move(outputs).error().in(node.text()));
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    if (node.outputs[i] == kNoValue) continue;
    if (i >= outputs->size()) return fail(internal_error("an output is missing").in(node.text()));
    if (auto status = check_tensor(graph_->value(node.outputs[i]), (*outputs)[i]); !status)
      return fail(std::move(status).error().in(node.text()));
  }
  return *std::move(outputs);
}

Result<std::vector<Tensor>> Executor::compute_prepared(const Step& step,
                                                       std::span<const Tensor* const> inputs,
                                                       NodeCounters* counters) const {
  std::vector<StageCounters>* stages = counters != nullptr ? &counters->stages : nullptr;
  NPUSCOPE_TRY_ASSIGN(Tensor codes, step.prepared ? step.prepared->run(*inputs[0], stages)
                                    : step.pair   ? step.pair->run(*inputs[0], *inputs[1])
                                                  : step.table->run(inputs, stages));
  return std::vector<Tensor>{std::move(codes)};
}

Result<std::vector<Tensor>> Executor::compute_on_codes(const Step& step, const Node& node,
                                                       std::span<const Tensor* const> inputs,
                                                       NodeCounters* counters) const {
  std::vector<CodeInput> operands;
  for (size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] == nullptr) {
      operands.emplace_back();
      continue;
    }
    const Value& value = graph_->value(node.inputs[i]);
    operands.push_back({inputs[i], value.quantization ? &*value.quantization : nullptr,
                        value.constant.has_value()});
  }
  const Value& output = graph_->value(node.outputs[0]);
  std::vector<StageCounters>* stages = counters != nullptr ? &counters->stages : nullptr;
  if (const auto* sum = std::get_if<SumLowering>(&step.lowering)) {
    const auto operand = [&](size_t i) {
      return i < operands.size() ? SumOperand{operands[i].tensor, operands[i].quantization}
                                 : SumOperand{};
    };
    NPUSCOPE_TRY_ASSIGN(const Sums sums, lowered_sums(*sum, step.geometry, operand(0), operand(1),
                                                      *output.shape, stages));
    NPUSCOPE_TRY_ASSIGN(Tensor codes, codes_of(sums, output.type));
    return std::vector<Tensor>{std::move(codes)};
  }
  if (const auto* program = std::get_if<ProgramLowering>(&step.lowering)) {
    NPUSCOPE_TRY_ASSIGN(Tensor codes,
                        run_program(*program, inputs, *output.shape, output.type, stages));
    return std::vector<Tensor>{std::move(codes)};
  }
  if (const auto* real = std::get_if<RealFunctionLowering>(&step.lowering)) {
    const RealFunction function = std::get<Elementwise>(step.op->quantized).function;
    NPUSCOPE_TRY_ASSIGN(Tensor codes, run_real_function(*real, function, node, operands, output));
    return std::vector<Tensor>{std::move(codes)};
  }
  if (const auto* kernel = std::get_if<KernelLowering>(&step.lowering)) {
    NPUSCOPE_TRY_ASSIGN(Tensor codes, kernel->run(node, *inputs[0], *operands[0].quantization,
                                                  *output.quantization));
    return std::vector<Tensor>{std::move(codes)};
  }
  std::vector<const Value*> outputs;
  for (ValueId id : node.outputs) outputs.push_back(id == kNoValue ? nullptr : &graph_->value(id));
  return run_movement(std::get<MovementLowering>(step.lowering), *step.op, node, operands, outputs);
}

}  // namespace npuscope
