// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "base/files.h"
#include "unit/kernels/run_operator.h"

namespace npuscope::testing {
namespace {

using Floats = std::vector<float>;

TEST(Operators, AreSortedAndFoundByNameAndDomain) {
  const auto key = [](const Operator& op) { return std::pair(op.op_type, op.domain); };
  EXPECT_TRUE(std::ranges::is_sorted(all_operators(), {}, key));
  for (const Operator& op : all_operators()) EXPECT_EQ(find_operator(op.op_type, op.domain), &op);
  EXPECT_EQ(find_operator("Relu", "com.microsoft"), nullptr);
  EXPECT_EQ(find_operator("Loop", ""), nullptr);
}

/// "form: name" of every operator that a row of the table in docs/operators.md names; forms by the
/// order of the rows.
std::set<std::string> documented_operators() {
  std::set<std::string> found;
  std::istringstream text(read_file(fs::path(NPUSCOPE_SOURCE_DIR) / "docs/operators.md").value());
  constexpr int kRows = 5;
  int row = -2;  // the head of the table and the line below it
  for (std::string line; std::getline(text, line) && row < kRows;) {
    if (!line.starts_with('|')) continue;
    std::istringstream names(line.substr(line.find('|', 1) + 1));
    for (std::string name; row >= 0 && names >> name;)
      if (name != "|") found.insert(fmt::format("{}: {}", row, name.substr(0, name.find(','))));
    ++row;
  }
  return found;
}

TEST(Operators, AreDocumentedWithTheirForms) {
  std::set<std::string> expected;
  for (const Operator& op : all_operators()) {
    constexpr std::array kRowOfForm = {3, 0, 1, 2, 4};  // FloatOnly, IntegerSum …
    expected.insert(fmt::format("{}: {}{}{}", kRowOfForm.at(op.quantized.index()), op.domain,
                                op.domain.empty() ? "" : ".", op.op_type));
  }
  EXPECT_EQ(documented_operators(), expected);
}

TEST(Operators, SurviveInputsThatTheyDoNotExpect) {
  const std::vector<Tensor> odd = {
      Tensor::scalar(1.0f), floats({0, 3}, {}),           ints({}),
      ints({-1}),           ints({INT64_MAX, INT64_MIN}), tensor_of<uint8_t>({1, 1, 1, 1}, {255})};
  int accepted = 0;
  int refused = 0;
  for (const Operator& op : all_operators()) {
    Node node = make_node(std::string(op.op_type));
    node.domain = op.domain;
    for (size_t i = 0; i < odd.size() * odd.size(); ++i) {
      const auto count = static_cast<size_t>(op.max_inputs < 0 ? 2 : op.max_inputs);
      std::vector<std::optional<Tensor>> inputs(count, odd[i % odd.size()]);
      if (!inputs.empty()) inputs[0] = odd[i / odd.size()];
      ++(run_operator(node, inputs) ? accepted : refused);
      ++(run_operator(node, std::vector<std::optional<Tensor>>(count)) ? accepted : refused);
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 1000);
}

TEST(Softmax, NormalisesOneAxisSinceOpset13AndAllFromTheAxisOnBefore) {
  const Tensor x = floats({2, 2, 1}, {0, 0, 1000, 1000});
  EXPECT_EQ(values_of<float>(output_of(make_node("Softmax", {{"axis", int64_t{1}}}, 13), {x})),
            (Floats{0.5f, 0.5f, 0.5f, 0.5f}));
  EXPECT_EQ(values_of<float>(output_of(make_node("Softmax", {{"axis", int64_t{0}}}, 11), {x})),
            (Floats{0, 0, 0.5f, 0.5f}));
  EXPECT_EQ(values_of<float>(output_of(make_node("Softmax", {}, 13), {x})), (Floats{1, 1, 1, 1}));
}

TEST(BatchNormalization, AppliesTheStatisticsOfEachChannel) {
  const Tensor x = floats({1, 2, 2}, {1, 3, 10, 20});
  const Node node = make_node("BatchNormalization", {{"epsilon", 0.0f}}, 15);
  const Tensor y = output_of(node, {x, floats({2}, {2, 1}), floats({2}, {0, 5}),
                                    floats({2}, {1, 10}), floats({2}, {4, 25})});
  EXPECT_EQ(values_of<float>(y), (Floats{0, 2, 5, 7}));
  EXPECT_FALSE(run_operator(node, {x, floats({1}, {2}), floats({2}, {0, 5}), floats({2}, {1, 10}),
                                   floats({2}, {4, 25})}));
}

TEST(MaxPool, PicksTheLargestAndSaysWhere) {
  Node node = make_node("MaxPool", {{"kernel_shape", Ints{2, 2}},
                                    {"strides", Ints{2, 2}},
                                    {"pads", Ints{1, 0, 0, 0}},
                                    {"storage_order", int64_t{1}}});
  node.outputs = {0, 1};
  const auto found = run_operator(node, {floats({1, 1, 3, 2}, {1, 2, 3, 6, 5, 4})});
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(values_of<float>(found->at(0)), (Floats{2, 6}));
  EXPECT_EQ(values_of<int64_t>(found->at(1)), (Ints{3, 4}));
}

TEST(MaxPool, OfCodesNeverPicksThePadding) {
  const Node node = make_node("MaxPool", {{"kernel_shape", Ints{2}}, {"pads", Ints{1, 1}}});
  const Tensor y = output_of(node, {tensor_of<int8_t>({1, 1, 2}, {-128, -100})});
  EXPECT_EQ(values_of<int8_t>(y), (std::vector<int8_t>{-128, -100, -100}));
}

TEST(GlobalMaxPool, ReducesAllSpatialAxes) {
  const Tensor y = output_of(make_node("GlobalMaxPool"), {floats({1, 2, 1, 2}, {1, 2, -4, -3})});
  EXPECT_EQ(y.shape(), (Shape{1, 2, 1, 1}));
  EXPECT_EQ(values_of<float>(y), (Floats{2, -3}));
}

}  // namespace
}  // namespace npuscope::testing
