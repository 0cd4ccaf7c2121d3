// SPDX-License-Identifier: Apache-2.0
#include "kernels/attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "base/files.h"
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

/// The names of attributes that the sources of a layer ask Node for.
std::set<std::string> names_asked_for(const std::string& layer) {
  const std::regex access("(?:int|float|ints|string)_attribute\\(\"(\\w+)\"");
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(NPUSCOPE_SOURCE_DIR) / "src" / layer)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string text = read_file(entry.path()).value();
    for (std::sregex_iterator match(text.begin(), text.end(), access), end; match != end; ++match)
      names.insert((*match)[1]);
  }
  return names;
}

TEST(Attributes, EveryOneThatAnOperatorReadsIsChecked) {
  std::set<std::string> names;
  for (const char* layer : {"kernels", "graph", "execute"}) names.merge(names_asked_for(layer));
  EXPECT_GT(names.size(), 20u);
  // Pad is the operator whose `value` is read as a number; nothing is read as a list of texts.
  for (const std::string& name : names)
    EXPECT_NE(refusal(make_node("Pad", {{name, std::vector<std::string>{"text"}}})), "") << name;
}

}  // namespace
}  // namespace npuscope
