// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "kernels/stages.h"

namespace npuscope {

/// Joins two registers, each scaled by itself:
///
///   v = saturate(round((((a[c] * x) >> a_shift) + ((b[c] * y) >> b_shift) + addend[c]) / 2^shift))
///
/// The inner shifts are arithmetic: they floor. Coefficients repeat as a FixedStage's.
struct JoinStage {
  std::vector<int64_t> a = {1};
  int a_shift = 0;
  std::vector<int64_t> b = {1};
  int b_shift = 0;
  std::vector<int64_t> addend = {0};
  int shift = 0;
  Rounding rounding = Rounding::kHalfEven;
  int64_t low = INT64_MIN;
  int64_t high = INT64_MAX;
};

/// Joins two registers in float32:
///
///   v = saturate(round_half_even(fma(x, a, fma(y, b, addend)) / divisor + offset))
///
/// x and y have at most 24 bits; fma() rounds once, the quotient and the last sum once each. A
/// divisor of 1 and an offset of 0 change nothing, nor does y with b = 0.
struct FloatJoinStage {
  float a = 1;
  float b = 1;
  float addend = 0;
  float divisor = 1;
  float offset = 0;
  int64_t low = INT64_MIN;
  int64_t high = INT64_MAX;
};

/// v = x * y, exactly: both have at most 16 bits.
struct ProductStage {};

/// v = table[x - first]; the table covers every x that can occur.
struct TableStage {
  std::vector<int64_t> table;
  int64_t first = 0;
};

/// One step of a program over elements. A register is an input of the node, broadcast to the shape
/// of its output, or the result of an earlier step: register i is input i, register
/// `inputs` + s is the result of step s.
struct ProgramStep {
  std::variant<FixedStage, FloatStage, JoinStage, FloatJoinStage, ProductStage, TableStage>
      operation;
  size_t x = 0;
  size_t y = 0;  ///< of JoinStage, FloatJoinStage and ProductStage
};

/// What an element-wise node does with the codes of its inputs, as they are stored; the result of
/// the last step is the code of its output.
struct ProgramLowering {
  size_t inputs = 1;
  std::vector<ProgramStep> steps;
  /// Neighbouring output elements that share a coefficient, as in SumLowering.
  int64_t channel_stride = 1;
};

/// The codes of every element. `inputs`: the node's, those that the program reads neither null nor
/// of more than 16 bits. `counters` may be null; otherwise gets one entry per step, in which each
/// element counts as often as `times` says (empty: once).
Result<Tensor> run_program(const ProgramLowering& program, std::span<const Tensor* const> inputs,
                           const Shape& shape, ElementType type,
                           std::vector<StageCounters>* counters,
                           std::span<const int64_t> times = {});

}  // namespace npuscope
