// SPDX-License-Identifier: Apache-2.0
#include "kernels/program.h"

#include <algorithm>
#include <cmath>

#include "kernels/stage_parts.h"
#include "kernels/strided.h"
#include "numeric/fused.h"

namespace npuscope {
namespace {

using Register = std::vector<int64_t>;

/// An input's codes at every element of `shape`.
Register broadcast_codes(const Tensor& tensor, const Shape& shape) {
  Register codes = to_int64s(tensor);
  if (tensor.shape() == shape) return codes;
  Register result(static_cast<size_t>(element_count(shape)));
  const int64_t length = row_length(shape);
  for_each_row<1>(shape, {broadcast_strides(tensor.shape(), shape)},
                  [&](int64_t first, const auto& offsets, const auto& steps) {
                    for (int64_t i = 0; i < length; ++i)
                      result[static_cast<size_t>(first + i)] =
                          codes[static_cast<size_t>(offsets[0] + i * steps[0])];
                  });
  return result;
}

template <bool kCount>
void join(const JoinStage& stage, std::span<int64_t> run, const int64_t* y, size_t index,
          StageCounters* counters, Times& times) {
  const int64_t a = stage_entry(stage.a, index);
  const int64_t b = stage_entry(stage.b, index);
  const int64_t addend = stage_entry(stage.addend, index);
  with_rounded_shift(stage.shift, stage.rounding, [&](auto rounded) {
    for (int64_t& v : run) {
      const int64_t sum = (a * v >> stage.a_shift) + (b * *y++ >> stage.b_shift) + addend;
      const int64_t result = rounded(sum);
      if constexpr (kCount)
        count_stage(*counters, result, is_tie(sum, stage.shift), stage.low, stage.high,
                    times.next());
      v = saturate(result, stage.low, stage.high);
    }
  });
}

template <bool kCount>
void join(const FloatJoinStage& stage, std::span<int64_t> values, const int64_t* y,
          StageCounters* counters, Times& times) {
  for (int64_t& v : values) {
    const float second = fused_multiply_add(static_cast<float>(*y++), stage.b, stage.addend);
    const float sum = fused_multiply_add(static_cast<float>(v), stage.a, second);
    const float scaled = sum / stage.divisor + stage.offset;
    const int64_t result = to_int64(round_real(static_cast<double>(scaled), Rounding::kHalfEven));
    if constexpr (kCount)
      count_stage(*counters, result, scaled - std::floor(scaled) == 0.5F, stage.low, stage.high,
                  times.next());
    v = saturate(result, stage.low, stage.high);
  }
}

/// Computes one step; `result` holds x and becomes the step's register.
class Step {
 public:
  Step(const ProgramLowering& program, Register& result, const Register& y, StageCounters* counters,
       std::span<const int64_t> times)
      : program_(program), result_(result), y_(y), counters_(counters), times_(times) {}

  void operator()(const FixedStage& stage) const { apply(stage); }
  void operator()(const FloatStage& stage) const { apply(stage); }
  void operator()(const JoinStage& stage) const {
    const size_t entries = std::max({stage.a.size(), stage.b.size(), stage.addend.size()});
    const size_t length = run_length(result_, program_.channel_stride, entries);
    const int64_t* y = y_.data();
    Times times(times_);
    for_each_run(result_, length, [&](std::span<int64_t> run, size_t index) {
      if (counters_ != nullptr)
        join<true>(stage, run, y, index, counters_, times);
      else
        join<false>(stage, run, y, index, nullptr, times);
      y += run.size();
    });
  }
  void operator()(const FloatJoinStage& stage) const {
    Times times(times_);
    if (counters_ != nullptr)
      join<true>(stage, result_, y_.data(), counters_, times);
    else
      join<false>(stage, result_, y_.data(), nullptr, times);
  }
  void operator()(const ProductStage& /*stage*/) const {
    for (size_t i = 0; i < result_.size(); ++i) result_[i] *= y_[i];
  }
  void operator()(const TableStage& stage) const {
    for (int64_t& v : result_) v = stage.table[static_cast<size_t>(v - stage.first)];
  }

 private:
  void apply(const Stage& stage) const {
    apply_stage(stage, result_, program_.channel_stride, counters_, times_);
  }

  const ProgramLowering& program_;
  Register& result_;
  const Register& y_;
  StageCounters* counters_;
  std::span<const int64_t> times_;
};

}  // namespace

Result<Tensor> run_program(const ProgramLowering& program, std::span<const Tensor* const> inputs,
                           const Shape& shape, ElementType type,
                           std::vector<StageCounters>* counters, std::span<const int64_t> times) {
  if (counters != nullptr) counters->assign(program.steps.size(), StageCounters{});
  std::vector<Register> registers(program.inputs + program.steps.size());
  const auto read = [&](size_t i) -> const Register& {
    if (i < program.inputs && registers[i].empty())
      registers[i] = broadcast_codes(*inputs[i], shape);
    return registers[i];
  };
  for (size_t s = 0; s < program.steps.size(); ++s) {
    const ProgramStep& step = program.steps[s];
    Register result = read(step.x);
    std::visit(Step(program, result, read(step.y), counters ? &(*counters)[s] : nullptr, times),
               step.operation);
    registers[program.inputs + s] = std::move(result);
  }
  return codes_of({shape, std::move(registers.back())}, type);
}

}  // namespace npuscope
