// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/npy.h"
#include "formats/safetensors.h"
#include "formats/st_samples.h"
#include "recording/recording.h"
#include "recording/whole_numbers.h"
#include "support/npz_writer.h"
#include "support/scratch_folder.h"
#include "support/unlistable_folder.h"

namespace npuscope {
namespace {

using test::write_text;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Tensor codes(Shape shape) {
  Tensor tensor = Tensor::zeros(ElementType::kInt8, std::move(shape));
  for (int64_t i = 0; i < tensor.size(); ++i)
    tensor.mutable_values<int8_t>()[static_cast<size_t>(i)] = static_cast<int8_t>(i);
  return tensor;
}

std::unique_ptr<Recording> opened(const std::string& text) {
  auto recording = open_recording(text);
  EXPECT_TRUE(recording) << recording.error().message();
  return *std::move(recording);
}

std::string opening_error(const std::string& text) {
  const auto recording = open_recording(text);
  return recording ? "no error" : recording.error().message();
}

/// network_val_io.npz of three samples, one input and one output.
std::string write_val_io(const fs::path& folder) {
  const fs::path path = folder / "network_val_io.npz";
  write_text(path, test::format_npz({{"m_inputs_1", codes({3, 2})},
                                     {"m_outputs_1", codes({3, 2})},
                                     {"c_inputs_1", codes({3, 2})},
                                     {"c_outputs_1", codes({3, 1, 1, 2})}})
                       .value());
  return to_utf8(path);
}

TEST(OpenRecording, ValIoGivesTheSideThatIsAskedFor) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  const std::string path = write_val_io(folder);
  write_text(folder / "network_validate_report.txt", kValidateReport);
  const auto board = opened(path + ":c");
  EXPECT_EQ(board->manifest().rung, "board or C model");
  EXPECT_EQ(board->manifest().samples.size(), 3u);
  ASSERT_EQ(board->manifest().tensors.size(), 2u);
  const TensorEntry& output = board->manifest().tensors[1];
  EXPECT_EQ(output.name, "output_1");
  EXPECT_THAT(output.aliases, ElementsAre("c_outputs_1"));
  EXPECT_EQ(output.shape, (Shape{1, 1, 1, 2}));
  EXPECT_EQ(output.role, TensorRole::kOutput);
  EXPECT_EQ(output.quantization->scale[0], 0.33333334f);
  EXPECT_THAT(output.scale_source, HasSubstr("network_validate_report.txt"));
  EXPECT_EQ(output.channel_axis, 3);
  EXPECT_THAT(board->load(2, 1).value()->values<int8_t>(), ElementsAre(4, 5));
  EXPECT_TRUE(board->manifest().warnings.empty());
  EXPECT_EQ(opened(path + ":m")->manifest().tensors[1].shape, (Shape{1, 2}));
}

TEST(OpenRecording, ValIoWithoutASideOrAScaleSaysSo) {
  const test::ScratchFolder scratch;
  const std::string path = write_val_io(scratch.path());
  EXPECT_THAT(opening_error(path), HasSubstr(":c for the board"));
  const auto recording = opened(path + ":c");
  EXPECT_EQ(recording->manifest().tensors[1].quantization, std::nullopt);
  for (const auto& [tensor, key] : {std::pair(0, "c_inputs_1"), std::pair(1, "c_outputs_1")}) {
    const std::string& why =
        recording->manifest().tensors[static_cast<size_t>(tensor)].scale_source;
    EXPECT_THAT(why, HasSubstr("no *_Q.json"));
    EXPECT_THAT(why, HasSubstr(key));
  }
}

TEST(OpenRecording, ScaleFilesThatContradictEachOtherAreAnErrorUnlessOverruled) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  const std::string path = write_val_io(folder) + ":c";
  write_text(folder / "network_validate_report.txt", kValidateReport);
  write_text(folder / "broken_Q.json", "{");
  EXPECT_THAT(opening_error(path), HasSubstr("broken_Q.json"));
  const auto recording = open_recording(path, ScaleFiles::kAreOverruled);
  ASSERT_TRUE(recording) << recording.error().message();
  EXPECT_FALSE((*recording)->manifest().tensors[1].quantization);
  ASSERT_EQ((*recording)->manifest().warnings.size(), 1u);
  EXPECT_THAT((*recording)->manifest().warnings[0], HasSubstr("broken_Q.json"));
}

TEST(OpenRecording, FirstAxesCountSamplesWhereAllArraysAgree) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "a.npz",
             test::format_npz({{"x", codes({2, 3})}, {"y", codes({2, 1, 2})}}).value());
  const auto two = opened(to_utf8(folder / "a.npz"));
  EXPECT_EQ(two->manifest().samples.size(), 2u);
  EXPECT_EQ(two->manifest().tensors[0].shape, (Shape{1, 3}));
  EXPECT_THAT(two->load(1, 1).value()->values<int8_t>(), ElementsAre(2, 3));
  EXPECT_EQ(two->manifest().warnings.size(), 1u);

  write_text(folder / "b.npz", test::format_npz({{"x", codes({2, 3})}, {"y", codes({2})}}).value());
  const auto one = opened(to_utf8(folder / "b.npz"));
  EXPECT_EQ(one->manifest().samples.size(), 1u);
  EXPECT_EQ(one->manifest().tensors[0].shape, (Shape{2, 3}));
  EXPECT_TRUE(one->manifest().warnings.empty());
}

TEST(OpenRecording, SingleArraysAreNamedByTheirFile) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "logits.npy", format_npy(codes({1, 2})).value());
  EXPECT_EQ(opened(to_utf8(folder / "logits.npy"))->manifest().tensors[0].name, "logits");
  write_text(folder / "a.safetensors", format_safetensors({{"conv", codes({1, 2})}}).value());
  EXPECT_EQ(opened(to_utf8(folder / "a.safetensors"))->manifest().tensors[0].name, "conv");
}

TEST(OpenRecording, TablesOfOutputsNameTheirSamples) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "out.csv", "sample,live,spoof\nfaces/a.png,1.5,-2\nb.png,0,1\n");
  const auto recording = opened(to_utf8(folder / "out.csv"));
  EXPECT_EQ(recording->manifest().samples[0].name, "faces/a.png");
  EXPECT_THAT(recording->load(0, 0).value()->values<double>(), ElementsAre(1.5, -2.0));
}

TEST(OpenRecording, TablesSayWhichColumnsTheyIgnore) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "out.csv", "sample,logit0,time_ms\na.png,1.5,12\n");
  const auto recording = opened(to_utf8(folder / "out.csv"));
  EXPECT_EQ(recording->manifest().tensors[0].shape, (Shape{1, 1}));
  ASSERT_EQ(recording->manifest().warnings.size(), 1u);
  EXPECT_THAT(recording->manifest().warnings[0], HasSubstr("time_ms"));
}

TEST(OpenRecording, TablesOfWholeNumbersMayBeCodes) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "out.csv", "sample,logit0,logit1\na.png,-3,12\n");
  const std::shared_ptr<const Recording> table = opened(to_utf8(folder / "out.csv"));
  EXPECT_EQ(table->manifest().tensors[0].type, ElementType::kFloat64);
  EXPECT_THAT(table->manifest().warnings, ElementsAre(whole_numbers_warning("out.csv")));
  std::vector<std::string> not_taken;
  const auto codes = with_whole_outputs_as_codes(table, not_taken);
  EXPECT_THAT(not_taken, IsEmpty());
  EXPECT_EQ(codes->manifest().tensors[0].type, ElementType::kInt32);
  EXPECT_TRUE(codes->manifest().warnings.empty());
  EXPECT_THAT(codes->load(0, 0).value()->values<int32_t>(), ElementsAre(-3, 12));
}

TEST(OpenRecording, TablesOfRealNumbersAreNoCodes) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  for (const char* row : {"b.png,1.0\n", "b.png,nan\n", "b.png,2147483648\n"}) {
    write_text(folder / "out.csv", std::string("sample,logit0\na.png,-3\n") + row);
    const std::shared_ptr<const Recording> table = opened(to_utf8(folder / "out.csv"));
    EXPECT_TRUE(table->manifest().warnings.empty()) << row;
    std::vector<std::string> not_taken;
    EXPECT_EQ(with_whole_outputs_as_codes(table, not_taken), table) << row;
    EXPECT_THAT(not_taken, ElementsAre(HasSubstr("out.csv: read as real numbers"))) << row;
  }
}

TEST(OpenRecording, TheColumnThatIsCalledSampleNamesTheSamples) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "out.csv", "time,Sample,logit0,logit1\n7,b.png,1.5,2\n9,a.png,3,4\n");
  const auto recording = opened(to_utf8(folder / "out.csv"));
  EXPECT_EQ(recording->manifest().samples[0].name, "b.png");
  EXPECT_THAT(recording->load(0, 0).value()->values<double>(), ElementsAre(1.5, 2));
}

TEST(OpenRecording, ExtensionsCountInAnyCase) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "OUT.CSV", "sample,logit0\na.png,1.5\n");
  write_text(folder / "OUT.NPY", format_npy(codes({1, 2})).value());
  write_text(folder / "OUT.NPZ", test::format_npz({{"c_outputs_1", codes({1, 2})}}).value());
  EXPECT_EQ(opened(to_utf8(folder / "OUT.CSV"))->manifest().samples[0].name, "a.png");
  EXPECT_EQ(opened(to_utf8(folder / "OUT.NPY"))->manifest().tensors[0].shape, (Shape{1, 2}));
  EXPECT_TRUE(holds_two_executions(to_utf8(folder / "OUT.NPZ")).value());
}

TEST(OpenRecording, RawFilesUseTheirSidecar) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "dump.bin", "\x01\x02");
  write_text(folder / "dump.json", R"({"dtype": "int8", "shape": [2], "scale": 2, "name": "l"})");
  const auto recording = opened(to_utf8(folder / "dump.bin"));
  EXPECT_EQ(recording->manifest().tensors[0].name, "l");
  EXPECT_EQ(recording->manifest().tensors[0].quantization->scale[0], 2.0f);
}

TEST(OpenRecording, TheFirstAxisOfARawFileCountsSamplesAsOfAnyArray) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  write_text(folder / "dump.bin", "\x01\x02\x03\x04");
  write_text(folder / "dump.json", R"({"dtype": "int8", "shape": [2, 2], "scale": 2})");
  const auto recording = opened(to_utf8(folder / "dump.bin"));
  ASSERT_EQ(recording->manifest().samples.size(), 2u);
  EXPECT_EQ(recording->manifest().tensors[0].quantization->scale[0], 2.0f);
  EXPECT_THAT(recording->load(1, 0).value()->values<int8_t>(), ElementsAre(3, 4));
}

TEST(OpenRecording, TwoExecutionsAreToldByWhatTheFileHolds) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  const std::string renamed = to_utf8(folder / "network_val_io (1).npz");
  fs::rename(from_utf8(write_val_io(folder)), from_utf8(renamed));
  EXPECT_TRUE(*holds_two_executions(renamed));
  write_text(folder / "a_val_io.npz", test::format_npz({{"x", codes({2, 3})}}).value());
  EXPECT_FALSE(*holds_two_executions(to_utf8(folder / "a_val_io.npz")));
  EXPECT_FALSE(*holds_two_executions("board.rec"));
}

/// A TensorProto of one int8 row: dims 1 and n, data_type 3, name, raw_data.
std::string tensor_proto(const std::string& name, std::string_view codes) {
  std::string proto = {8, 1, 8, static_cast<char>(codes.size()), 16, 3};
  proto += std::string{66, static_cast<char>(name.size())} + name;
  return proto + std::string{74, static_cast<char>(codes.size())} + std::string(codes);
}

TEST(OpenRecording, OnnxTestDataSetsAreSamplesInOrderOfTheirNumbers) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  for (const char* set : {"test_data_set_10", "test_data_set_9"}) {
    fs::create_directories(folder / set);
    write_text(folder / set / "input_0.pb", tensor_proto("x", "\x01\x02"));
    write_text(folder / set / "output_0.pb", tensor_proto("", set + 14));
  }
  EXPECT_THAT(opening_error(to_utf8(folder)), HasSubstr("differs from that of the first"));
  write_text(folder / "test_data_set_9" / "output_0.pb", tensor_proto("", "99"));
  const auto recording = opened(to_utf8(folder));
  ASSERT_EQ(recording->manifest().samples.size(), 2u);
  EXPECT_EQ(recording->manifest().samples[0].name, "test_data_set_9");
  EXPECT_EQ(recording->manifest().tensors[0].name, "x");
  EXPECT_THAT(recording->manifest().tensors[0].aliases, ElementsAre("input_1"));
  EXPECT_EQ(recording->manifest().tensors[1].name, "output_1");
  EXPECT_EQ(recording->manifest().tensors[1].role, TensorRole::kOutput);
  EXPECT_THAT(recording->load(1, 1).value()->values<int8_t>(), ElementsAre('1', '0'));
  EXPECT_EQ(opened(to_utf8(folder / "test_data_set_9"))->manifest().samples.size(), 1u);
}

#ifndef _WIN32
TEST(OpenRecording, AFolderThatCannotBeListedIsNotTakenForEmpty) {
  const test::ScratchFolder folder;
  const test::UnlistableFolder unlistable(folder.path());
  EXPECT_THAT(opening_error(to_utf8(folder.path())), HasSubstr("cannot list the folder"));
}
#endif

TEST(OpenRecording, WhatIsNoRecordingIsExplained) {
  const test::ScratchFolder scratch;
  const fs::path& folder = scratch.path();
  EXPECT_THAT(opening_error(to_utf8(folder)), HasSubstr("manifest.json"));
  EXPECT_THAT(opening_error(to_utf8(folder / "nothing.bin")), HasSubstr("no such file"));
  write_text(folder / "a.bin", "x");
  EXPECT_THAT(opening_error(to_utf8(folder / "a.bin")), HasSubstr("a.bin.json"));
  EXPECT_THAT(opening_error(to_utf8(folder / "a.bin") + ":c"), HasSubstr("val_io"));
  write_text(folder / "empty.npz", test::format_npz({}).value());
  EXPECT_THAT(opening_error(to_utf8(folder / "empty.npz")), HasSubstr("no arrays"));
}

}  // namespace
}  // namespace npuscope
