// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/model_editor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <protozero/pbf_writer.hpp>

#include "formats/onnx/model_reader.h"
#include "support/graph_builder.h"
#include "support/onnx_bytes.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::GraphBuilder;
using testing_support::OnnxBytes;

/// x -> Relu -> a -> Mul by c -> b -> Neg -> y
std::string chain() {
  return test::write_onnx(GraphBuilder()
                              .input("x", {1, 4})
                              .constant<float>("c", {1}, {2.0f})
                              .node("Relu", {"x"}, {"a"})
                              .node("Mul", {"a", "c"}, {"b"})
                              .node("Neg", {"b"}, {"y"})
                              .output("y")
                              .build());
}

ModelEditor editor_of(const std::string& bytes) {
  auto editor = ModelEditor::parse(bytes, {});
  EXPECT_TRUE(editor) << editor.error().message();
  return *std::move(editor);
}

std::string serialized(const ModelEditor& editor) {
  auto bytes = editor.serialize();
  EXPECT_TRUE(bytes) << bytes.error().message();
  return *std::move(bytes);
}

Graph parsed_model(const std::string& bytes) {
  auto graph = parse_onnx(as_bytes(bytes), {});
  EXPECT_TRUE(graph) << graph.error().message();
  return *std::move(graph);
}

std::vector<std::string> operators(const Graph& graph) {
  std::vector<std::string> types;
  for (const Node& node : graph.nodes) types.push_back(node.op_type);
  return types;
}

TEST(ModelEditor, ReturnsTheFileByteForByteWhereNothingIsEdited) {
  const std::string bytes = chain();
  EXPECT_EQ(serialized(editor_of(bytes)), bytes);
}

TEST(ModelEditor, KeepsEveryExampleByteForByte) {
  for (const char* name : {"liveness_float", "liveness_int8", "liveness_int8_per_channel"}) {
    const fs::path folder = fs::path(NPUSCOPE_SOURCE_DIR) / "examples/liveness";
    const auto bytes = read_file(folder / (std::string(name) + ".onnx"));
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(serialized(editor_of(*bytes)) == *bytes) << name;
  }
}

TEST(ModelEditor, KeepsFieldsThatItDoesNotKnow) {
  std::string bytes;
  {
    protozero::pbf_writer model(bytes);
    model.add_int64(1, 8);
    model.add_string(4000, "of the model");
    protozero::pbf_writer graph(model, 7);
    {
      protozero::pbf_writer node(graph, 1);
      node.add_string(1, "x");
      node.add_string(2, "y");
      node.add_string(4, "Relu");
      node.add_string(4001, "of the node");
    }
    graph.add_string(4002, "of the graph");
  }
  ModelEditor editor = editor_of(bytes);
  editor.set_inputs(0, {"z"});
  const std::string edited = serialized(editor);
  for (const char* text : {"of the model", "of the node", "of the graph"})
    EXPECT_THAT(edited, HasSubstr(text));
}

TEST(ModelEditor, PutsANewNodeBetweenTwo) {
  const std::string bytes = chain();
  ModelEditor editor = editor_of(bytes);
  const auto multiply = *editor.producer("b");
  const std::string name = editor.unique_name("a");
  EXPECT_EQ(name, "a_1");
  editor.insert({"Abs", {"a"}, {name}, {}, {}}, multiply);
  editor.set_inputs(multiply, {name, "c"});
  const Graph graph = parsed_model(serialized(editor));
  EXPECT_THAT(operators(graph), ElementsAre("Relu", "Abs", "Mul", "Neg"));
}

TEST(ModelEditor, SortsNodesThatStandInFrontOfWhatTheyRead) {
  const std::string bytes = chain();
  ModelEditor editor = editor_of(bytes);
  editor.insert({"Abs", {"b"}, {"d"}, {}, {}}, *editor.producer("a"));
  editor.set_inputs(*editor.producer("y"), {"d"});
  EXPECT_THAT(operators(parsed_model(serialized(editor))),
              ElementsAre("Relu", "Mul", "Abs", "Neg"));
}

TEST(ModelEditor, DropsWhatLostItsLastReader) {
  const std::string bytes = chain();
  ModelEditor editor = editor_of(bytes);
  editor.set_inputs(*editor.producer("y"), {"x"});
  const Graph graph = parsed_model(serialized(editor));
  EXPECT_THAT(operators(graph), ElementsAre("Neg"));
  EXPECT_EQ(graph.find_value("c"), kNoValue);
}

TEST(ModelEditor, KeepsConstantsAndNodesThatNobodyReadBefore) {
  const std::string bytes = OnnxBytes()
                                .input("x", {1})
                                .output("y")
                                .scalar("unread", 1.0f)
                                .node("Relu", {"x"}, {"y"})
                                .node("Neg", {"x"}, {"dead"})
                                .opset(13)
                                .model();
  ModelEditor editor = editor_of(bytes);
  editor.set_inputs(*editor.producer("y"), {editor.add_initializer("k", Tensor::scalar(3.0f))});
  const Graph graph = parsed_model(serialized(editor));
  EXPECT_NE(graph.find_value("unread"), kNoValue);
  EXPECT_THAT(operators(graph), ElementsAre("Relu", "Neg"));
}

TEST(ModelEditor, AddsConstantsThatReadBackTheSame) {
  const std::string bytes = chain();
  ModelEditor editor = editor_of(bytes);
  const Tensor codes = Tensor::of<int8_t>({2, 2}, std::vector<int8_t>{1, -2, 127, -128});
  const std::string name = editor.add_initializer("c", codes);
  EXPECT_EQ(name, "c_1");
  editor.set_inputs(*editor.producer("b"), {"a", name});
  const Graph graph = parsed_model(serialized(editor));
  const Value& value = graph.value(graph.find_value(name));
  ASSERT_TRUE(value.constant);
  EXPECT_EQ(value.constant->shape(), codes.shape());
  EXPECT_TRUE(std::ranges::equal(value.constant->values<int8_t>(), codes.values<int8_t>()));
  const auto again = editor.constant(name);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->type(), ElementType::kInt8);
  EXPECT_FALSE(editor.constant("nothing"));
}

TEST(ModelEditor, CopiesANodeWithItsAttributes) {
  const std::string bytes = OnnxBytes()
                                .input("x", {1, 2})
                                .output("y")
                                .node_with({{"axis", 1}}, "Softmax", {"x"}, {"y"})
                                .opset(13)
                                .model();
  ModelEditor editor = editor_of(bytes);
  const auto softmax = *editor.producer("y");
  editor.insert_copy(softmax, {"x"}, {"s"}, softmax);
  editor.set_inputs(softmax, {"s"});
  const Graph graph = parsed_model(serialized(editor));
  ASSERT_EQ(graph.nodes.size(), 2U);
  for (const Node& node : graph.nodes) EXPECT_EQ(node.int_attribute("axis", -1), 1);
  EXPECT_NE(graph.nodes[0].name, graph.nodes[1].name);
}

TEST(ModelEditor, ForgetsWhatIsStatedOfAChangedTensor) {
  std::string bytes = test::write_onnx([] {
    Graph graph = GraphBuilder()
                      .input("x", {1, 4})
                      .node("Relu", {"x"}, {"a"})
                      .node("Neg", {"a"}, {"y"})
                      .output("y", ElementType::kFloat32)
                      .build();
    graph.value(graph.find_value("a")).shape = Shape{1, 4};
    return graph;
  }());
  ASSERT_TRUE(parsed_model(bytes).value(parsed_model(bytes).find_value("a")).shape);
  ModelEditor editor = editor_of(bytes);
  editor.forget("a");
  const Graph graph = parsed_model(serialized(editor));
  EXPECT_FALSE(graph.value(graph.find_value("a")).shape);
}

TEST(ModelEditor, MovesExternalDataIntoTheFile) {
  const test::ScratchFolder folder;
  const float values[] = {1.5f, -2.5f};
  folder.write("weights.bin",
               std::string_view(reinterpret_cast<const char*>(values), sizeof(values)));
  const std::string bytes =
      OnnxBytes()
          .input("x", {2})
          .output("y")
          .external("w", {2}, {{"location", "weights.bin"}, {"offset", "0"}, {"length", "8"}})
          .node("Mul", {"x", "w"}, {"y"})
          .opset(13)
          .model();
  const auto editor = ModelEditor::parse(bytes, folder.path());
  ASSERT_TRUE(editor) << editor.error().message();
  const Graph graph = parsed_model(serialized(*editor));
  EXPECT_THAT(graph.value(graph.find_value("w")).constant->values<float>(),
              ElementsAre(1.5f, -2.5f));
}

TEST(ModelEditor, ListsNewConstantsAsInputsWhereOldFilesMust) {
  std::string bytes = OnnxBytes()
                          .input("x", {2})
                          .input("w", {2})
                          .output("y")
                          .tensor("w", ElementType::kFloat32, {2}, std::string(8, '\0'))
                          .node("Mul", {"x", "w"}, {"y"})
                          .opset(8)
                          .model();
  ASSERT_EQ(bytes[1], 8);  // the IR version
  bytes[1] = 3;
  ModelEditor editor = editor_of(bytes);
  const std::vector<float> values = {1, 2};
  editor.set_inputs(0, {"x", editor.add_initializer("v", Tensor::of<float>({2}, values))});
  const auto model = decode_onnx_messages(as_bytes(serialized(editor)));
  ASSERT_TRUE(model);
  std::vector<std::string> names;
  for (const OnnxValueInfo& input : model->inputs) names.push_back(input.name);
  EXPECT_THAT(names, ElementsAre("x", "v"));
  EXPECT_EQ(model->inputs[1].element_type, 1);
  EXPECT_EQ(model->inputs[1].shape->at(0).value, 2);
}

TEST(ModelEditor, ReadsTheTensorOfAConstantNode) {
  const Tensor two = Tensor::scalar(2.0f);
  const std::string bytes = test::write_onnx(GraphBuilder()
                                                 .input("x", {1})
                                                 .node("Constant", {}, {"k"}, {{"value", two}})
                                                 .node("Mul", {"x", "k"}, {"y"})
                                                 .output("y")
                                                 .build());
  const ModelEditor editor = editor_of(bytes);
  const auto found = editor.constant("k");
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_THAT(found->values<float>(), ElementsAre(2.0f));
  EXPECT_FALSE(editor.constant("y"));
}

TEST(ModelEditor, RefusesControlFlow) {
  std::string bytes;
  {
    protozero::pbf_writer model(bytes);
    model.add_int64(1, 8);
    protozero::pbf_writer graph(model, 7);
    protozero::pbf_writer node(graph, 1);
    node.add_string(2, "y");
    node.add_string(4, "If");
    protozero::pbf_writer attribute(node, 5);
    attribute.add_string(1, "then_branch");
    attribute.add_string(6, "");  // a graph
  }
  const auto editor = ModelEditor::parse(bytes, {});
  ASSERT_FALSE(editor);
  EXPECT_THAT(editor.error().what(), HasSubstr("control flow"));
}

TEST(ModelEditor, RefusesACycle) {
  const std::string bytes = chain();
  ModelEditor editor = editor_of(bytes);
  editor.set_inputs(*editor.producer("a"), {"b"});
  const auto edited = editor.serialize();
  ASSERT_FALSE(edited);
  EXPECT_THAT(edited.error().what(), HasSubstr("cycle"));
}

TEST(ModelEditor, RefusesDamagedBytes) {
  const std::string bytes = chain();
  for (const size_t length : {size_t{1}, bytes.size() / 2, bytes.size() - 1}) {
    const auto editor = ModelEditor::parse(std::string_view(bytes).substr(0, length), {});
    ASSERT_FALSE(editor) << length;
    EXPECT_EQ(editor.error().kind(), ErrorKind::kBadInput);
  }
}

}  // namespace
}  // namespace npuscope
