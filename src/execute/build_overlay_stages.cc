// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <tuple>

#include "execute/build_overlay.h"

namespace npuscope {
namespace {

std::vector<int64_t> one(int64_t value) { return {value}; }

/// Takes a build's stages in the place of the rule's, and keeps both for the comparison. A stage
/// that does not fit ends it: `fits` is false, and the lowering must not be used.
class Overlay {
 public:
  explicit Overlay(const BuildStages& build) : build_(build) {}

  /// The stage of that role, of one kind of registers. The compiler numbers some roles: "mul_sub"
  /// stands for "mul_sub1_" and "mul_sub2_".
  template <class T>
  const T* take(std::string_view role) {
    const auto found = std::ranges::find_if(build_.stages, [&](const BuildStage& stage) {
      return stage.role == role || (role.ends_with("sub") && stage.role.starts_with(role));
    });
    const T* registers =
        found == build_.stages.end() ? nullptr : std::get_if<T>(&found->registers.registers);
    if (registers == nullptr) {
      fits_ = false;
      return nullptr;
    }
    source_ = found->registers.source;
    ++taken_;
    return registers;
  }

  void pair(std::string name, std::vector<int64_t> rule, std::vector<int64_t> build) {
    pairs_.push_back({std::move(name), std::move(rule), std::move(build), source_});
  }
  void number(std::string name, int& rule, int build) {
    pair(std::move(name), one(rule), one(build));
    rule = build;
  }
  void vector(std::string name, std::vector<int64_t>& rule, const std::vector<int64_t>& build) {
    pair(std::move(name), rule, build);
    rule = build;
  }
  void misfit() { fits_ = false; }

  /// Whether every unit of the build has been taken, and fits.
  [[nodiscard]] bool complete() const { return fits_ && taken_ == build_.stages.size(); }
  std::vector<CoefficientPair> pairs() { return std::move(pairs_); }

 private:
  const BuildStages& build_;
  std::vector<CoefficientPair> pairs_;
  BuildSource source_;
  size_t taken_ = 0;
  bool fits_ = true;
};

/// A stage's operands may stand the other way round: they are exchanged where that is nearer to the
/// rule.
UnitStage in_order_of(const JoinStage& rule, UnitStage stage) {
  const auto likeness = [&](const std::vector<int64_t>& a, int a_shift,
                            const std::vector<int64_t>& b, int b_shift) {
    return (a == rule.a) + (a_shift == rule.a_shift) + (b == rule.b) + (b_shift == rule.b_shift);
  };
  if (likeness(stage.b, stage.y_shift, stage.a, stage.x_shift) >
      likeness(stage.a, stage.x_shift, stage.b, stage.y_shift)) {
    std::swap(stage.a, stage.b);
    std::swap(stage.x_shift, stage.y_shift);
  }
  return stage;
}

void overlay_join(std::string_view role, JoinStage& rule, Overlay& overlay) {
  const auto* unit = overlay.take<UnitStage>(role);
  if (unit == nullptr) return;
  if (!unit->two_operands || unit->operation != "ARITH_AFFINE") return overlay.misfit();
  const UnitStage stage = in_order_of(rule, *unit);
  overlay.vector("A", rule.a, stage.a);
  overlay.number("Ax_shift", rule.a_shift, stage.x_shift);
  overlay.vector("B", rule.b, stage.b);
  overlay.number("By_shift", rule.b_shift, stage.y_shift);
  overlay.vector("C", rule.addend, stage.c);
  overlay.number("shift_o", rule.shift, stage.shift);
}

void overlay_fixed(std::string_view role, FixedStage& rule, Overlay& overlay) {
  const auto* unit = overlay.take<UnitStage>(role);
  if (unit == nullptr) return;
  if (unit->two_operands || unit->operation != "ARITH_AFFINE" || unit->x_shift != 0)
    return overlay.misfit();
  overlay.vector("A", rule.multiplier, unit->a);
  overlay.vector("C", rule.addend, unit->c);
  overlay.number("shift_o", rule.shift, unit->shift);
}

void overlay_clip(std::string_view role, FixedStage& rule, Overlay& overlay) {
  const auto* unit = overlay.take<UnitStage>(role);
  if (unit == nullptr) return;
  if (unit->operation != "ARITH_CLIP" || unit->a.size() != 1 || unit->c.size() != 1)
    return overlay.misfit();
  overlay.pair("low", one(rule.low), unit->a);
  overlay.pair("high", one(rule.high), unit->c);
  rule.low = unit->a[0];
  rule.high = unit->c[0];
}

void overlay_table(std::string_view role, TableStage& rule, Overlay& overlay) {
  const auto* unit = overlay.take<UnitTable>(role);
  if (unit == nullptr) return;
  if (rule.first != INT8_MIN || rule.table.size() != unit->codes.size()) return overlay.misfit();
  overlay.vector("table", rule.table, unit->codes);
}

/// A product of two tensors has no coefficients.
void check_product(std::string_view role, Overlay& overlay) {
  const auto* unit = overlay.take<UnitStage>(role);
  if (unit != nullptr && (unit->operation != "ARITH_MUL" || unit->shift != 0)) overlay.misfit();
}

/// A product with constants: the build's codes become factors of the step.
void overlay_factors(std::string_view role, const Value& constants, ProgramStep& step,
                     Overlay& overlay) {
  const auto* unit = overlay.take<UnitStage>(role);
  if (unit == nullptr) return;
  const std::vector<int64_t> zero = {0};
  if (unit->two_operands || unit->operation != "ARITH_AFFINE" || unit->shift != 0 ||
      unit->x_shift != 0 || unit->c != zero || !constants.constant)
    return overlay.misfit();
  FixedStage product;
  overlay.pair("factors", to_int64s(*constants.constant), unit->a);
  product.multiplier = unit->a;
  step.operation = std::move(product);
}

void overlay_prelu(const Graph& graph, const Node& node, ProgramLowering& program,
                   Overlay& overlay) {
  auto* clip = std::get_if<FixedStage>(&program.steps[0].operation);
  auto* negative = std::get_if<FixedStage>(&program.steps[2].operation);
  auto* positive = std::get_if<TableStage>(&program.steps[3].operation);
  auto* sum = std::get_if<JoinStage>(&program.steps[4].operation);
  if (!clip || !negative || !positive || !sum) return overlay.misfit();
  overlay_clip("clip_x", *clip, overlay);
  overlay_factors("mul_x", graph.value(node.inputs[1]), program.steps[1], overlay);
  overlay_fixed("mul_x_mul_sub", *negative, overlay);
  overlay_table("relu_x", *positive, overlay);
  overlay_join("add_x", *sum, overlay);
}

void overlay_product(const Graph& graph, const Node& node, ProgramLowering& program,
                     Overlay& overlay) {
  ProgramStep& first = program.steps.front();
  const bool constant = graph.value(node.inputs[first.y]).constant.has_value();
  if (constant)
    overlay_factors("", graph.value(node.inputs[first.y]), first, overlay);
  else
    check_product("", overlay);
  for (size_t s = 1; s < program.steps.size(); ++s) {
    // A product that needs one stage only has it as the second or the first of two.
    const std::string role = program.steps.size() == 2 ? "mul_sub"
                             : s == 1                  ? "mul_sub1_"
                                                       : "mul_sub2_";
    if (auto* join = std::get_if<JoinStage>(&program.steps[s].operation))
      overlay_join(role, *join, overlay);
    else if (auto* fixed = std::get_if<FixedStage>(&program.steps[s].operation))
      overlay_fixed(role, *fixed, overlay);
    else
      overlay.misfit();
  }
}

void overlay_program(const Graph& graph, const Node& node, ProgramLowering& program,
                     Overlay& overlay) {
  if (program.steps.empty()) return overlay.misfit();
  auto& first = program.steps.front().operation;
  if (node.op_type == "PRelu" && program.steps.size() == 5)
    overlay_prelu(graph, node, program, overlay);
  else if (node.op_type == "Mul" && program.steps.size() > 1)
    overlay_product(graph, node, program, overlay);
  else if (auto* join = std::get_if<JoinStage>(&first); join && program.steps.size() == 1)
    overlay_join("", *join, overlay);
  else if (auto* table = std::get_if<TableStage>(&first); table && program.steps.size() == 1)
    overlay_table("", *table, overlay);
  else
    overlay.misfit();
}

/// A mean over whole maps: the pool's reciprocal, then one affine stage whose inner shift the rule
/// has as a stage of its own (global_mean.h).
void overlay_mean(SumLowering& sum, Overlay& overlay) {
  if (sum.epilogue.empty() || sum.epilogue.size() == 2 || sum.epilogue.size() > 3)
    return overlay.misfit();
  std::array<FixedStage*, 3> stages{};
  for (size_t s = 0; s < sum.epilogue.size(); ++s) {
    stages[s] = std::get_if<FixedStage>(&sum.epilogue[s]);
    if (stages[s] == nullptr) return overlay.misfit();
  }
  const auto* pool = overlay.take<UnitPool>("");
  if (pool == nullptr) return;
  if (pool->operation.find("AVG") == std::string::npos) return overlay.misfit();
  overlay.vector("mulval", stages[0]->multiplier, one(pool->mulval));
  overlay.number("pool shift_o", stages[0]->shift, pool->shift);
  if (sum.epilogue.size() == 1) return;
  const auto* unit = overlay.take<UnitStage>("requantize");
  if (unit == nullptr) return;
  if (unit->two_operands || unit->operation != "ARITH_AFFINE") return overlay.misfit();
  overlay.vector("A", stages[1]->multiplier, unit->a);
  overlay.number("Ax_shift", stages[1]->shift, unit->x_shift);
  overlay.vector("C", stages[2]->addend, unit->c);
  overlay.number("shift_o", stages[2]->shift, unit->shift);
}

}  // namespace

Result<std::vector<CoefficientPair>> overlay_stages(const BuildStages& build, const Graph& graph,
                                                    const Node& node, LoweredNode& lowered) {
  Overlay overlay(build);
  LoweredNode own = lowered;
  if (auto* program = std::get_if<ProgramLowering>(&own.lowering))
    overlay_program(graph, node, *program, overlay);
  else if (auto* sum = std::get_if<SumLowering>(&own.lowering))
    overlay_mean(*sum, overlay);
  else
    overlay.misfit();
  if (!overlay.complete()) return std::vector<CoefficientPair>{};
  lowered = std::move(own);
  if (lowered.basis) lowered.basis->origin = Origin::kBuild;
  return overlay.pairs();
}

}  // namespace npuscope
