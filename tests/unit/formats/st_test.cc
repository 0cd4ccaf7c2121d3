// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/npz.h"
#include "formats/st/beside.h"
#include "formats/st/c_info.h"
#include "formats/st/io_quantization.h"
#include "formats/st/quant_json.h"
#include "formats/st/report.h"
#include "formats/st/val_io.h"
#include "formats/st_samples.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using test::write_text;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(QuantJson, TensorsNodesAndPortsAreRead) {
  const QuantJson file = parse_quant_json(as_bytes(kQuantJson)).value();
  EXPECT_EQ(file.version, "4.0");
  EXPECT_EQ(file.provenance.tool_version, "2.2.0-1 abc");
  EXPECT_EQ(file.provenance.input_model, "tiny");
  EXPECT_FALSE(file.original_inputs[0].quantization);
  EXPECT_EQ(file.original_inputs[0].type, ElementType::kFloat32);
  EXPECT_EQ(file.original_outputs[0].quantization->scale[0], 0.25f);
  EXPECT_THAT(file.nodes.at("Conv2D_1"), ElementsAre("conv", "relu"));
  EXPECT_THAT(file.input_tensors(), ElementsAre("Input_0_out_0"));
  EXPECT_THAT(file.output_tensors(), ElementsAre("Quantize_9_out_0", "Quantize_10_out_0"));
  const auto weights = file.tensors.at("Conv2D_1_weights").quantization(0).value();
  EXPECT_THAT(weights->scale, ElementsAre(0.1f, 0.2f));
  EXPECT_EQ(weights->axis, 0);
  EXPECT_EQ(file.tensors.at("Relu_2_out_0").quantization().value(), std::nullopt);
}

TEST(QuantJson, ForeignAndContradictoryFilesAreRefused) {
  EXPECT_FALSE(parse_quant_json(as_bytes("{}")));
  const auto uneven = parse_quant_json(
      as_bytes(R"({"tensors": {"a": {"format": {"params": [[1], [0, 0]], "type": "S8"}}}})"));
  ASSERT_FALSE(uneven);
  EXPECT_THAT(uneven.error().message(), HasSubstr("a: the tensor's format"));
  const QuantJson bad =
      parse_quant_json(
          as_bytes(R"({"tensors": {"a": {"format": {"params": [[-1], [0]], "type": "S8"}}}})"))
          .value();
  EXPECT_FALSE(bad.tensors.at("a").quantization());
}

TEST(CInfo, PortsAreFoundByIdAndByName) {
  const CInfo info = parse_c_info(as_bytes(kCInfo)).value();
  EXPECT_TRUE(info.provenance.neural_art);
  ASSERT_EQ(info.inputs.size(), 1u);
  EXPECT_EQ(info.inputs[0].name, "Input_0_out_0");
  EXPECT_EQ(info.inputs[0].quantization->zero_point[0], -1);
  EXPECT_EQ(info.outputs[0].quantization->scale[0], 0.25f);
}

TEST(CInfo, MetricsOfConstantOutputsAreNotNumbers) {
  const CInfo info = parse_c_info(as_bytes(kCInfo)).value();
  ASSERT_EQ(info.metrics.size(), 1u);
  EXPECT_EQ(info.metrics[0].name, "X-cross #1");
  EXPECT_EQ(info.metrics[0].text.at("acc"), "n.a.");
  EXPECT_EQ(info.metrics[0].values.at("rmse"), 0.125);
  EXPECT_FALSE(info.metrics[0].values.contains("cos"));
}

TEST(CInfo, AFileThatValidateWroteAloneHasNoPorts) {
  const CInfo info = parse_c_info(as_bytes(R"({"environment": {}, "validation": {}})")).value();
  EXPECT_TRUE(info.inputs.empty());
  EXPECT_FALSE(parse_c_info(as_bytes("{}")));
  EXPECT_FALSE(parse_c_info(as_bytes(R"({"graphs": [{"inputs": [1]}]})")));
}

TEST(StReport, HeaderScalesNotesAndMetricsAreRead) {
  const StReport report = parse_st_report(as_bytes(kValidateReport)).value();
  EXPECT_EQ(report.tool_version, "2.2.0-1 abc");
  EXPECT_EQ(report.command, "validate");
  EXPECT_EQ(report.created, "2026-01-02 03:04:05");
  EXPECT_THAT(report.runtime, HasSubstr("atonn-v1.1.1-14"));
  ASSERT_EQ(report.scales.size(), 7u);
  EXPECT_EQ(report.scales[0].array, "c_inputs_1");
  EXPECT_EQ(report.scales[0].type, "int8");
  EXPECT_EQ(report.scales[0].scale, 0.5);
  EXPECT_DOUBLE_EQ(report.scales[0].rounding, 0.5e-8);
  EXPECT_EQ(report.scales[5].array, "m_outputs_1");
  EXPECT_EQ(report.scales[5].zero_point, -128);
  EXPECT_EQ(report.notes.size(), 3u);
  ASSERT_EQ(report.metrics.size(), 1u);
  EXPECT_EQ(report.metrics[0].name, "X-cross #1");
  EXPECT_EQ(report.metrics[0].text.at("acc"), "n.a.");
  EXPECT_EQ(report.metrics[0].text.at("rmse"), "0.000062930");
  EXPECT_EQ(report.metrics[0].values.at("cos"), 1.0);
  EXPECT_EQ(report.metrics[0].tensor, "'out', 3 x int8(1x2), m_id=[1]");
}

TEST(StReport, AnAccuracyTellsAClassifier) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  const fs::path val_io = folder / "network_val_io.npz";
  EXPECT_FALSE(reports_accuracy(val_io).value()) << "nothing beside it";
  std::string report(kValidateReport);
  write_text(folder / "network_validate_report.txt", report);
  EXPECT_FALSE(reports_accuracy(val_io).value()) << "acc=n.a.";
  for (size_t at = report.find("n.a."); at != std::string::npos; at = report.find("n.a."))
    report.replace(at, 4, "97.00%");
  write_text(folder / "network_validate_report.txt", report);
  EXPECT_TRUE(reports_accuracy(val_io).value());
}

TEST(StReport, OtherTextsAreRefused) { EXPECT_FALSE(parse_st_report(as_bytes("hello\n"))); }

NamedTensor codes(const std::string& name, Shape shape) {
  return {name, Tensor::zeros(ElementType::kInt8, std::move(shape))};
}

TEST(ValIo, ArraysAreSortedBySideAndNumber) {
  const ValIo file = make_val_io({codes("c_outputs_2", {3, 1, 1, 2}), codes("c_outputs_1", {3, 4}),
                                  codes("m_inputs_1", {3, 5}), codes("other", {1})})
                         .value();
  EXPECT_EQ(file.samples, 3);
  ASSERT_EQ(file.board_or_host.outputs.size(), 2u);
  EXPECT_EQ(file.board_or_host.outputs[0].shape(), (Shape{3, 4}));
  EXPECT_EQ(file.side(ValIoSide::kReference).inputs.size(), 1u);
  EXPECT_THAT(file.ignored, ElementsAre("other"));
}

TEST(ValIo, GapsAndUnequalSampleCountsAreRefused) {
  EXPECT_FALSE(make_val_io({codes("c_outputs_2", {3, 2})}));
  EXPECT_FALSE(make_val_io({codes("c_outputs_1", {})}));
  EXPECT_FALSE(make_val_io({codes("x", {3, 2})}));
  const auto uneven = make_val_io({codes("c_outputs_1", {3, 2}), codes("m_outputs_1", {4, 2})});
  ASSERT_FALSE(uneven);
  EXPECT_THAT(uneven.error().message(), HasSubstr("3, as in c_outputs_1"));
}

TEST(IoQuantization, TheBestFileBesideItIsUsedAndNamed) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  const fs::path val_io = folder / "network_val_io.npz";
  EXPECT_TRUE(find_io_quantization(val_io)->arrays.empty());

  write_text(folder / "network_validate_report.txt", kValidateReport);
  auto known = find_io_quantization(val_io);
  ASSERT_TRUE(known) << known.error().message();
  EXPECT_EQ(known->arrays.at("c_outputs_1").quantization.scale[0], 0.33333334f);
  EXPECT_EQ(known->arrays.at("m_inputs_1").quantization.zero_point[0], -1);

  fs::remove(folder / "network_validate_report.txt");
  write_text(folder / "network_c_info.json", kCInfo);
  known = find_io_quantization(val_io);
  EXPECT_EQ(known->arrays.at("c_outputs_1").source.filename(), "network_c_info.json");
  EXPECT_FALSE(known->arrays.contains("m_inputs_1"));

  write_text(folder / "tiny_OE_3_3_0_Q.json", kQuantJson);
  known = find_io_quantization(val_io);
  ASSERT_TRUE(known) << known.error().message();
  EXPECT_EQ(known->arrays.at("c_inputs_1").source.filename(), "tiny_OE_3_3_0_Q.json");
  EXPECT_EQ(known->arrays.at("c_outputs_2").quantization.type, ElementType::kUint8);
}

TEST(IoQuantization, AScalePrintedWithFewerDigitsForOneSideIsTheSameScale) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  std::string report(kValidateReport);
  for (const char* printed : {"c/I[1] conversion [Q(0.5000", "m/I[1] conversion [Q(0.5000"})
    report.replace(report.find(printed) + 21, 6, "0.0078");
  report.replace(report.find("QLinear(0.500000000"), 19, "QLinear(0.007800004");
  write_text(folder / "network_validate_report.txt", report);
  auto known = find_io_quantization(folder / "network_val_io.npz");
  ASSERT_TRUE(known) << known.error().message();
  EXPECT_EQ(known->arrays.at("c_inputs_1").quantization.scale[0], 0.007800004f);
  EXPECT_EQ(known->arrays.at("m_inputs_1").quantization.scale[0], 0.007800004f);

  report.replace(report.find("m/I[1] conversion [Q(0.0078"), 27, "m/I[1] conversion [Q(0.0079");
  write_text(folder / "network_validate_report.txt", report);
  known = find_io_quantization(folder / "network_val_io.npz");
  ASSERT_TRUE(known) << known.error().message();
  EXPECT_EQ(known->arrays.at("m_inputs_1").quantization.scale[0], 0.0079f);
}

TEST(IoQuantization, ContradictingFilesAreListed) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "network_validate_report.txt", kValidateReport);
  write_text(folder / "network_c_info.json", kCInfo);
  const auto known = find_io_quantization(folder / "network_val_io.npz");
  ASSERT_FALSE(known);
  EXPECT_THAT(known.error().message(), HasSubstr("contradict each other on c_outputs_1"));
  EXPECT_THAT(known.error().message(),
              HasSubstr("scale 0.25, zero point -128 (network_c_info.json)"));
  EXPECT_THAT(known.error().message(), HasSubstr("(network_validate_report.txt)"));
}

TEST(IoQuantization, OtherNetworksInTheFolderAreLeftAlone) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "a_validate_report.txt", kValidateReport);
  write_text(folder / "b_c_info.json", kCInfo);
  write_text(folder / "a_c_info.json", R"({"environment": {}})");
  const auto known = find_io_quantization(folder / "a_val_io.npz");
  ASSERT_TRUE(known) << known.error().message();
  EXPECT_EQ(known->arrays.at("c_outputs_1").source.filename(), "a_validate_report.txt");
}

}  // namespace
}  // namespace npuscope
