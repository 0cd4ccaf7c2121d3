// SPDX-License-Identifier: Apache-2.0
#include "kernels/attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/kernels/run_operator.h"

namespace npuscope {
namespace {

using ::testing::AllOf;
using testing::Attributes;
using ::testing::HasSubstr;
using testing::make_node;

std::string refusal(const Node& node) {
  const Status status = check_attributes(node);
  return status ? "" : status.error().message();
}

TEST(Attributes, OfTheTypesThatOperatorsReadAreFine) {
  EXPECT_EQ(refusal(make_node("LeakyRelu", {{"alpha", 0.5f}})), "");
  EXPECT_EQ(refusal(make_node("Conv", {{"group", int64_t{2}},
                                       {"auto_pad", std::string("VALID")},
                                       {"strides", std::vector<int64_t>{1, 1}}})),
            "");
}

TEST(Attributes, OfAnotherTypeAreRefusedByName) {
  EXPECT_THAT(refusal(make_node("LeakyRelu", {{"alpha", int64_t{1}}})),
              AllOf(HasSubstr("LeakyRelu 'node'"), HasSubstr("attribute 'alpha'"),
                    HasSubstr("expected: a float"), HasSubstr("found:    an integer")));
  for (const auto& [op_type, name] :
       {std::pair("Concat", "axis"), std::pair("ReduceMean", "keepdims"),
        std::pair("QuantizeLinear", "axis"), std::pair("Transpose", "perm")})
    EXPECT_THAT(refusal(make_node(op_type, {{name, 1.0f}})), HasSubstr("found:    a float"));
}

TEST(Attributes, OfOneNameMayDifferFromOperatorToOperator) {
  EXPECT_EQ(refusal(make_node("Pad", {{"value", 1.0f}})), "");
  EXPECT_EQ(refusal(make_node("ConstantOfShape", {{"value", Tensor::scalar(1.0f)}})), "");
  EXPECT_NE(refusal(make_node("ConstantOfShape", {{"value", 1.0f}})), "");
}

TEST(Attributes, ThatNobodyReadsAreNotLookedAt) {
  EXPECT_EQ(refusal(make_node("Relu", {{"remark", 1.0f}})), "");
  Node foreign = make_node("Magic", {{"axis", 1.0f}});
  foreign.domain = "org.example";
  EXPECT_EQ(refusal(foreign), "");
}

}  // namespace
}  // namespace npuscope
