// SPDX-License-Identifier: Apache-2.0
#include "diagnose/diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/graph_builder.h"
#include "support/npz_writer.h"
#include "support/onnx_writer.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::Field;
using testing::StartsWith;

class DiagnosisTest : public testing::Test {
 protected:
  [[nodiscard]] Result<Diagnosis> run() const {
    DiagnoseOptions options;
    options.work_folder = folder_.path() / "work";
    options.ort_library = fs::path("none");
    options.progress = false;
    return diagnose(case_, options);
  }

  std::string write(const char* name, std::string_view content) {
    folder_.write(name, content);
    return to_utf8(folder_.path() / name);
  }

  test::ScratchFolder folder_;
  Case case_;
};

TEST_F(DiagnosisTest, ANetworkWithoutInputsIsRun) {
  const Graph graph = testing_support::GraphBuilder()
                          .constant<int8_t>("w", {2, 2}, {1, 2, 3, 4})
                          .dequantize("w", "d", 0.5f)
                          .node("MatMul", {"d", "d"}, {"m"})
                          .quantize("m", "q", 0.5f)
                          .dequantize("q", "y", 0.5f)
                          .output("y")
                          .build();
  case_.quantized_model = from_utf8(write("net.onnx", test::write_onnx(graph)));
  const auto diagnosis = run();
  ASSERT_TRUE(diagnosis) << diagnosis.error().message();
  EXPECT_GE(diagnosis->ladder.find("exact"), 0);
  EXPECT_GT(diagnosis->samples.size(), 0U);
  EXPECT_TRUE(diagnosis->inputs.shape.empty());
}

TEST_F(DiagnosisTest, SaysHowTheSamplesOfARecordingWerePaired) {
  case_.recordings = {{"ort", write("ort.csv", "sample,logit0,logit1\n0,1,2\n1,3,4\n")},
                      {"board", write("board.csv", "sample,logit0,logit1\n1,1,2\n2,3,4\n")}};
  const auto by_index = run();
  ASSERT_TRUE(by_index) << by_index.error().message();
  EXPECT_THAT(by_index->inputs.warnings,
              Contains(EndsWith("board.csv: the case counts its samples from 0, the recording from "
                                "1: samples are paired by index")));

  write("ort.csv", "sample,logit0,logit1\n0.png,1,2\n1.png,3,4\n");
  write("board.csv", "sample,logit0,logit1\n1.png,1,2\n2.png,3,4\n");
  const auto by_name = run();
  ASSERT_TRUE(by_name) << by_name.error().message();
  EXPECT_THAT(
      by_name->inputs.warnings,
      Contains(EndsWith("samples are paired by number; if they are the same samples, number "
                        "them alike")));
}

TEST_F(DiagnosisTest, ABoardThatReadOtherInputsThanItsReferenceIsFoundByTheFileAlone) {
  const Graph graph = testing_support::GraphBuilder()
                          .input("x", {1, 4})
                          .quantize("x", "q", 0.5f)
                          .dequantize("q", "d", 0.5f)
                          .node("Relu", {"d"}, {"y"})
                          .output("y")
                          .build();
  case_.quantized_model = from_utf8(write("net.onnx", test::write_onnx(graph)));
  const auto array = [](float first) {
    return Tensor::of<float>({1, 4}, std::vector<float>{first, 1, 2, 3});
  };
  for (const float read : {0.0f, 4.0f}) {
    const auto file = test::format_npz({{"m_inputs_1", array(0)},
                                        {"m_outputs_1", array(0)},
                                        {"c_inputs_1", array(read)},
                                        {"c_outputs_1", array(read)}});
    case_.recordings = {{"board", write("network_val_io.npz", *file) + ":c"}};
    const auto diagnosis = run();
    ASSERT_TRUE(diagnosis) << diagnosis.error().message();
    EXPECT_THAT(diagnosis->inputs.origin, StartsWith("the reference's inputs (m_inputs) in "));
    if (read == 0)
      EXPECT_THAT(diagnosis->findings, ElementsAre(Field(&Finding::id, "N0")));
    else
      EXPECT_THAT(diagnosis->findings,
                  ElementsAre(Field(&Finding::title,
                                    StartsWith("'neural-art' and 'board' did not read the same"))));
  }
}

TEST_F(DiagnosisTest, AFileWithoutTheReferencesInputsFeedsItsOwn) {
  const Graph graph = testing_support::GraphBuilder()
                          .input("x", {1, 4})
                          .quantize("x", "q", 0.5f)
                          .dequantize("q", "y", 0.5f)
                          .output("y")
                          .build();
  case_.quantized_model = from_utf8(write("net.onnx", test::write_onnx(graph)));
  const Tensor array = Tensor::of<float>({1, 4}, std::vector<float>{0, 1, 2, 3});
  const auto file = test::format_npz({{"c_inputs_1", array}, {"c_outputs_1", array}});
  case_.recordings = {{"board", write("network_val_io.npz", *file) + ":c"}};
  const auto diagnosis = run();
  ASSERT_TRUE(diagnosis) << diagnosis.error().message();
  EXPECT_THAT(diagnosis->inputs.origin, StartsWith("the inputs in "));
  EXPECT_THAT(diagnosis->findings, ElementsAre(Field(&Finding::id, "N0")));
}

TEST_F(DiagnosisTest, CountsWhatHappensInsideALayerOnTheNpu) {
  // 600 inputs of 255 codes times 100 are 15,300,000, beyond 24 bits; of 1 code they are 60,000,
  // and behind the shift of 9 that the compiler chooses 117: 7 bits and the sign.
  struct Expected {
    float input;
    int bits;
    bool wide;
  };
  for (const Expected& expected : {Expected{127.5f, 16, true}, Expected{0.5f, 8, false}}) {
    const Graph graph = testing_support::GraphBuilder()
                            .input("x", {1, 600})
                            .quantize("x", "xq", 0.5f, -128)
                            .dequantize("xq", "xd", 0.5f, -128)
                            .constant<int8_t>("w", {600, 1}, std::vector<int8_t>(600, 100))
                            .dequantize("w", "wd", 0.01f)
                            .node("MatMul", {"xd", "wd"}, {"m"})
                            .quantize("m", "mq", 100.0f)
                            .dequantize("mq", "y", 100.0f)
                            .output("y")
                            .build();
    case_.quantized_model = from_utf8(write("net.onnx", test::write_onnx(graph)));
    const auto inputs = Tensor::of<float>({1, 600}, std::vector<float>(600, expected.input));
    const auto file = test::format_npz(
        {{"c_inputs_1", inputs}, {"c_outputs_1", Tensor::of<float>({1, 1}, std::vector{0.0f})}});
    case_.recordings = {{"board", write("network_val_io.npz", *file) + ":c"}};
    const auto diagnosis = run();
    ASSERT_TRUE(diagnosis) << diagnosis.error().message();
    const auto layer = std::ranges::find(diagnosis->npu, "m", &NpuLayer::name);
    ASSERT_NE(layer, diagnosis->npu.end());
    EXPECT_EQ(layer->used_bits(), expected.bits);
    EXPECT_EQ(layer->beyond_24_bits() > 0, expected.wide);
    EXPECT_EQ(std::ranges::count_if(
                  diagnosis->notes,
                  [](const std::string& note) { return note.find("leave 24 bits") < note.size(); }),
              expected.wide ? 1 : 0);
  }
}

TEST_F(DiagnosisTest, OutputsStandInTheOrderOfTheNetworkNotOfItsExecution) {
  const Graph graph = testing_support::GraphBuilder()
                          .input("x", {1, 2})
                          .quantize("x", "q", 0.5f)
                          .dequantize("q", "computed_first", 0.5f)
                          .node("Neg", {"computed_first"}, {"n"})
                          .quantize("n", "nq", 0.5f)
                          .dequantize("nq", "listed_first", 0.5f)
                          .output("listed_first")
                          .output("computed_first")
                          .build();
  case_.quantized_model = from_utf8(write("net.onnx", test::write_onnx(graph)));
  case_.task = TaskSpec{};
  const auto array = [](float sign) {
    return Tensor::of<float>({1, 2}, std::vector<float>{sign * -50, sign * 60});
  };
  const auto file = test::format_npz(
      {{"c_inputs_1", array(1)}, {"c_outputs_1", array(-1)}, {"c_outputs_2", array(1)}});
  case_.recordings = {{"board", write("network_val_io.npz", *file) + ":c"}};
  const auto diagnosis = run();
  ASSERT_TRUE(diagnosis) << diagnosis.error().message();
  EXPECT_THAT(diagnosis->findings, ElementsAre(Field(&Finding::id, "N0")));
  for (const std::optional<double>& score : diagnosis->samples[0].scores) EXPECT_EQ(score, 110.0);
}

}  // namespace
}  // namespace npuscope
