// SPDX-License-Identifier: Apache-2.0
// Tables of results against what makes them, run_real_function() and run_program(), for every
// instruction set that this processor runs; also what programs count.
#include "execute/code_table.h"

#include <gtest/gtest.h>

#include <random>

#include "base/isa.h"
#include "execute/code_operators.h"

namespace npuscope {
namespace {

class CodeTables : public ::testing::TestWithParam<Isa> {
 protected:
  const simd::Kernels& kernels_ = simd::kernels_of(GetParam());
};

ValueId add_codes(Graph& graph, const std::string& name, Shape shape, float scale, int32_t zero) {
  Value value;
  value.name = name;
  value.type = ElementType::kInt8;
  value.shape = std::move(shape);
  value.quantization = Quantization{ElementType::kInt8, {scale}, {zero}, -1};
  return graph.add_value(std::move(value));
}

Tensor random_tensor(std::mt19937& random, const Shape& shape) {
  Tensor tensor = Tensor::zeros(ElementType::kInt8, shape);
  for (int8_t& code : tensor.mutable_values<int8_t>()) code = static_cast<int8_t>(random());
  return tensor;
}

/// y = a OP b of the shapes.
struct Pair {
  Graph graph;
  Node node;
  Tensor a, b;

  Pair(const std::string& op_type, const Shape& of_a, const Shape& of_b, const Shape& of_y) {
    std::mt19937 random(4);
    a = random_tensor(random, of_a);
    b = random_tensor(random, of_b);
    node.op_type = op_type;
    node.inputs = {add_codes(graph, "a", of_a, 0.031F, 3), add_codes(graph, "b", of_b, 0.017F, -9)};
    node.outputs = {add_codes(graph, "y", of_y, 0.023F, 20)};
  }
  [[nodiscard]] const Value& value(ValueId id) const { return graph.value(id); }
};

const std::pair<Shape, Shape> kOperands[] = {{{1, 3, 80, 71}, {1, 3, 80, 71}},
                                             {{1, 3, 80, 71}, {1, 3, 1, 1}},
                                             {{1, 3, 1, 1}, {1, 3, 80, 71}}};
const Shape kOutput = {1, 3, 80, 71};

TEST_P(CodeTables, OfRealFunctionsAreThoseOfTheDefinition) {
  for (const auto& [of_a, of_b] : kOperands) {
    for (const char* op_type : {"Add", "Sub", "Mul"}) {
      const Pair pair(op_type, of_a, of_b, kOutput);
      const Operator* op = find_operator(op_type, "");
      const RealFunctionLowering lowering{Rounding::kHalfAway};
      const auto table = CodeTable::create(pair.graph, pair.node, *op, lowering, kernels_);
      ASSERT_TRUE(table && *table) << op_type << shape_text(of_a);
      const Tensor* const inputs[] = {&pair.a, &pair.b};
      const CodeInput codes[] = {{&pair.a, &*pair.value(pair.node.inputs[0]).quantization, false},
                                 {&pair.b, &*pair.value(pair.node.inputs[1]).quantization, false}};
      const auto expected =
          run_real_function(lowering, std::get<Elementwise>(op->quantized).function, pair.node,
                            codes, pair.value(pair.node.outputs[0]));
      const auto found = (*table)->run(inputs, nullptr);
      ASSERT_TRUE(expected && found);
      EXPECT_TRUE(std::ranges::equal(found->bytes(), expected->bytes()))
          << op_type << shape_text(of_a);
    }
  }
}

TEST_P(CodeTables, OfProgramsAreThoseOfTheDefinitionAndCountTheSame) {
  ProgramLowering program;
  program.inputs = 2;
  FixedStage round{{5}, {-900}, 6, Rounding::kHalfEven, -100, 90};
  program.steps = {{ProductStage{}, 0, 1}, {round, 2, 0}};
  for (const auto& [of_a, of_b] : kOperands) {
    const Pair pair("Mul", of_a, of_b, kOutput);
    const auto table =
        CodeTable::create(pair.graph, pair.node, *find_operator("Mul", ""), program, kernels_);
    ASSERT_TRUE(table && *table);
    const Tensor* const inputs[] = {&pair.a, &pair.b};
    std::vector<StageCounters> expected_counters, counters;
    const auto expected =
        run_program(program, inputs, kOutput, ElementType::kInt8, &expected_counters);
    const auto found = (*table)->run(inputs, &counters);
    ASSERT_TRUE(expected && found);
    EXPECT_TRUE(std::ranges::equal(found->bytes(), expected->bytes())) << shape_text(of_a);
    EXPECT_EQ(counters, expected_counters) << shape_text(of_a);
  }
}

TEST_P(CodeTables, AreNotMadeOfOperandsThatAreRepeatedOtherwise) {
  const Operator* op = find_operator("Add", "");
  for (const Shape& other : {Shape{1, 1, 80, 71}, Shape{80, 71}, Shape{1, 3, 1, 71}}) {
    const Pair pair("Add", kOutput, other, kOutput);
    const auto table =
        CodeTable::create(pair.graph, pair.node, *op, RealFunctionLowering{}, kernels_);
    ASSERT_TRUE(table);
    EXPECT_FALSE(*table) << shape_text(other);
  }
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, CodeTables, ::testing::ValuesIn(available_isas(detect_cpu())),
                         [](const auto& one) { return std::string(isa_name(one.param)); });

}  // namespace
}  // namespace npuscope
