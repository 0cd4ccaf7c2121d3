// SPDX-License-Identifier: Apache-2.0
#include "execute/code_table.h"

#include <algorithm>

#include "execute/code_operators.h"
#include "execute/neighbours.h"

namespace npuscope {
namespace {

const uint8_t* bytes_of(const Tensor& tensor) { return tensor.values<uint8_t>().data(); }

/// All codes of 8 bits in the order of their bytes, again and again.
Tensor all_codes(ElementType type, Shape shape) {
  Tensor codes = Tensor::zeros(type, std::move(shape));
  const auto bytes = codes.mutable_values<uint8_t>();
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<uint8_t>(i);
  return codes;
}

}  // namespace

/// Finds out what the result depends on.
struct CodeTable::Builder {
  const Graph& graph;
  const Node& node;
  CodeTable& table;

  [[nodiscard]] const Shape& output() const { return *graph.value(node.outputs[0]).shape; }

  /// The channel that a constant varies over must be the one of the others.
  bool take_channels(int64_t channels, int64_t inner) {
    if (channels == 1) return true;
    const auto c = static_cast<size_t>(channels), i = static_cast<size_t>(inner);
    if (table.channels_ != 1 && (table.channels_ != c || table.inner_ != i)) return false;
    table.channels_ = c;
    table.inner_ = i;
    return true;
  }

  /// A constant may be one number, or one for each index of one axis.
  bool take_constant(const Value& value) {
    const Shape& shape = *value.shape;
    if (shape.size() > output().size()) return false;
    const size_t first = output().size() - shape.size();
    int64_t channels = 1, inner = 1;
    for (size_t axis = 0; axis < shape.size(); ++axis) {
      if (shape[axis] == 1) continue;
      if (channels != 1 || shape[axis] != output()[first + axis]) return false;
      channels = shape[axis];
      inner = element_count(std::span(output()).subspan(first + axis + 1));
      if (value.quantization && value.quantization->per_channel() &&
          value.quantization->axis != static_cast<int>(axis))
        return false;
    }
    return take_channels(channels, inner);
  }

  bool take_inputs() {
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] == kNoValue) return false;
      const Value& value = graph.value(node.inputs[i]);
      if (value.constant) {
        if (!take_constant(value)) return false;
        continue;
      }
      if (!is_byte_code(value.type) || !value.quantization || value.quantization->per_channel() ||
          !take_variable(i, neighbours_of(*value.shape, output())))
        return false;
    }
    const size_t count = table.variables_.size();
    return count == 2 || (count == 1 && table.neighbours_ == 1);
  }

  bool take_variable(size_t input, size_t neighbours) {
    std::vector<size_t>& variables = table.variables_;
    if (neighbours == 0 || variables.size() == 2 || (neighbours > 1 && table.neighbours_ > 1))
      return false;
    variables.insert(neighbours > 1 ? variables.begin() : variables.end(), input);
    table.neighbours_ = std::max(table.neighbours_, neighbours);
    return true;
  }

  bool take_coefficients(const ProgramLowering& program) {
    size_t entries = 1;
    for (const ProgramStep& step : program.steps) {
      if (const auto* fixed = std::get_if<FixedStage>(&step.operation))
        entries = std::max(
            {entries, fixed->multiplier.size(), fixed->addend.size(), fixed->shifts.size()});
      if (const auto* single = std::get_if<FloatStage>(&step.operation))
        entries = std::max({entries, single->multiplier.size(), single->addend.size()});
      if (const auto* join = std::get_if<JoinStage>(&step.operation))
        entries = std::max({entries, join->a.size(), join->b.size(), join->addend.size()});
    }
    return take_channels(static_cast<int64_t>(entries), program.channel_stride);
  }

  /// Computing the table must pay: within eight samples, within four where it is large.
  [[nodiscard]] bool pays() const {
    const bool two = table.variables_.size() == 2;
    if (two && table.channels_ > 1) return false;
    const size_t entries = kCodes * (two ? kCodes : table.channels_);
    const auto elements = static_cast<size_t>(element_count(output()));
    return entries <= (two ? 4 : 8) * elements;
  }

  /// An input of the table's own computation: all codes, or a constant in its shape.
  [[nodiscard]] Tensor input(size_t i) const {
    const Value& value = graph.value(node.inputs[i]);
    const auto channels = static_cast<int64_t>(table.channels_);
    constexpr auto kAll = static_cast<int64_t>(kCodes);
    if (value.constant)
      return value.constant->reshaped(value.constant->size() == 1 ? Shape{1, 1}
                                                                  : Shape{channels, 1});
    if (table.variables_.size() == 1) return all_codes(value.type, {channels, kAll});
    const bool first = i == table.variables_[0];
    return all_codes(value.type, first ? Shape{kAll, 1} : Shape{1, kAll});
  }

  /// What a real function makes of the table's inputs.
  [[nodiscard]] Result<Tensor> real_results(const RealFunctionLowering& lowering,
                                            RealFunction function) const {
    std::vector<Quantization> quantizations(node.inputs.size());
    std::vector<CodeInput> inputs;
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const Value& value = graph.value(node.inputs[i]);
      if (value.quantization) quantizations[i] = *value.quantization;
      if (quantizations[i].per_channel()) quantizations[i].axis = 0;
      inputs.push_back({&table.all_codes_[i], value.quantization ? &quantizations[i] : nullptr,
                        value.constant.has_value()});
    }
    Value all = graph.value(node.outputs[0]);
    all.shape = table.all_shape_;
    return run_real_function(lowering, function, node, inputs, all);
  }
};

Result<std::shared_ptr<const CodeTable>> CodeTable::create(const Graph& graph, const Node& node,
                                                           const Operator& op,
                                                           const Lowering& lowering,
                                                           const simd::Kernels& kernels) {
  const auto table = std::make_shared<CodeTable>();
  table->kernels_ = &kernels;
  Builder builder{graph, node, *table};
  const Value& output = graph.value(node.outputs[0]);
  const auto* program = std::get_if<ProgramLowering>(&lowering);
  const auto* function = std::get_if<Elementwise>(&op.quantized);
  if (!is_byte_code(output.type) || (program == nullptr && function == nullptr) ||
      !builder.take_inputs() || (program != nullptr && !builder.take_coefficients(*program)) ||
      !builder.pays())
    return std::shared_ptr<const CodeTable>();
  table->shape_ = *output.shape;
  table->type_ = output.type;
  table->all_shape_ = {
      static_cast<int64_t>(table->variables_.size() == 2 ? kCodes : table->channels_),
      static_cast<int64_t>(kCodes)};
  for (size_t i = 0; i < node.inputs.size(); ++i) table->all_codes_.push_back(builder.input(i));
  Tensor results;
  if (program != nullptr) {
    table->program_ = *program;
    table->program_->channel_stride = static_cast<int64_t>(kCodes);
    NPUSCOPE_TRY_SET(results, table->run_on_all_codes(nullptr, {}));
  } else {
    NPUSCOPE_TRY_SET(results, builder.real_results(std::get<RealFunctionLowering>(lowering),
                                                   function->function));
    table->all_codes_.clear();
  }
  const uint8_t* bytes = bytes_of(results);
  table->table_.assign(bytes, bytes + results.bytes().size());
  return std::shared_ptr<const CodeTable>(table);
}

Result<Tensor> CodeTable::run(std::span<const Tensor* const> inputs,
                              std::vector<StageCounters>* counters) const {
  NPUSCOPE_TRY_ASSIGN(Tensor result, Tensor::create_unset(type_, shape_));
  look_up(inputs, result.mutable_values<uint8_t>().data());
  if (counters == nullptr || !program_) return result;
  // Each entry of the table counts as often as it occurs.
  NPUSCOPE_TRY(run_on_all_codes(counters, occurrences(inputs)));
  return result;
}

Result<Tensor> CodeTable::run_on_all_codes(std::vector<StageCounters>* counters,
                                           std::span<const int64_t> times) const {
  std::vector<const Tensor*> inputs;
  for (const Tensor& tensor : all_codes_) inputs.push_back(&tensor);
  return run_program(*program_, inputs, all_shape_, type_, counters, times);
}

void CodeTable::look_up(std::span<const Tensor* const> inputs, uint8_t* out) const {
  const auto count = static_cast<size_t>(element_count(shape_));
  const uint8_t* x = bytes_of(*inputs[variables_[0]]);
  if (variables_.size() == 2) {
    const uint8_t* y = bytes_of(*inputs[variables_[1]]);
    if (neighbours_ == 1) {
      for (size_t i = 0; i < count; ++i) out[i] = table_[x[i] * kCodes + y[i]];
      return;
    }
    for (size_t i = 0; i < count; i += neighbours_, ++x)
      kernels_->look_up(y + i, neighbours_, table_.data() + *x * kCodes, out + i);
    return;
  }
  const size_t run = channels_ == 1 ? count : inner_;
  for (size_t first = 0, c = 0; first < count; first += run, c = c + 1 == channels_ ? 0 : c + 1) {
    kernels_->look_up(x + first, run, table_.data() + c * kCodes, out + first);
  }
}

std::vector<int64_t> CodeTable::occurrences(std::span<const Tensor* const> inputs) const {
  const auto count = static_cast<size_t>(element_count(shape_));
  const uint8_t* x = bytes_of(*inputs[variables_[0]]);
  const uint8_t* y = variables_.size() == 2 ? bytes_of(*inputs[variables_[1]]) : nullptr;
  std::vector<int64_t> result(table_.size());
  for (size_t i = 0; i < count; ++i)
    ++result[y != nullptr ? x[i / neighbours_] * kCodes + y[i]
                          : i / inner_ % channels_ * kCodes + x[i]];
  return result;
}

}  // namespace npuscope
