// SPDX-License-Identifier: Apache-2.0
// Real files of ST Edge AI Core 2.2, which cannot be part of the project: read where they are.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "formats/npz.h"
#include "formats/st/c_info.h"
#include "formats/st/generate_log.h"
#include "formats/st/io_quantization.h"
#include "formats/st/report.h"
#include "formats/st/val_io.h"

namespace npuscope {
namespace {

TEST(SharedData, EveryFileOfTheSiliconFoldersIsReadAndAgrees) {
  const char* shared = std::getenv("NPUSCOPE_SHARED_DATA");
  if (!shared) GTEST_SKIP() << "skipped: no shared data (set NPUSCOPE_SHARED_DATA)";
  int folders = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(shared) / "silicon")) {
    ++folders;
    const auto arrays = read_npz(entry.path() / "network_val_io.npz");
    ASSERT_TRUE(arrays) << arrays.error().message();
    const auto file = make_val_io(*arrays);
    ASSERT_TRUE(file) << file.error().message();
    EXPECT_EQ(file->samples, 10);
    const auto known = find_io_quantization(entry.path() / "network_val_io.npz");
    ASSERT_TRUE(known) << known.error().message();
    for (const char* array : {"m_inputs_1", "m_outputs_1", "c_inputs_1", "c_outputs_1"}) {
      ASSERT_TRUE(known->arrays.contains(array)) << array;
      EXPECT_TRUE(to_utf8(known->arrays.at(array).source).ends_with("_Q.json"));
    }
    for (const char* name : {"network_generate_report.txt", "network_validate_report.txt"}) {
      const auto report = read_st_report(entry.path() / name);
      ASSERT_TRUE(report) << report.error().message();
      EXPECT_EQ(report->tool_version, "2.2.0-20266 2adc00962");
    }
    const auto report = read_st_report(entry.path() / "network_validate_report.txt");
    const auto info = read_c_info(entry.path() / "network_c_info.json");
    ASSERT_TRUE(info) << info.error().message();
    ASSERT_EQ(report->metrics.size(), 1u);
    ASSERT_EQ(info->metrics.size(), 1u);
    EXPECT_NEAR(report->metrics[0].values.at("rmse"), info->metrics[0].values.at("rmse"), 1e-9);
  }
  EXPECT_EQ(folders, 4);
}

TEST(SharedData, TheMotivatingLogIsReadToTheLastLine) {
  const char* shared = std::getenv("NPUSCOPE_SHARED_DATA");
  if (!shared) GTEST_SKIP() << "skipped: no shared data (set NPUSCOPE_SHARED_DATA)";
  const auto log = read_generate_log(fs::path(shared) / "motivating_case" / "generate_console.log");
  ASSERT_TRUE(log) << log.error().message();
  EXPECT_TRUE(log->unknown.empty()) << log->unknown[0].line << ": " << log->unknown[0].text;
  EXPECT_EQ(log->lines, 188);
  EXPECT_EQ(log->epochs.size(), 119u);
  EXPECT_EQ(log->total_epochs, 119);
  EXPECT_EQ(log->software_epochs, 2);
  EXPECT_EQ(log->pools.size(), 6u);
  EXPECT_EQ(log->ranges.size(), 5u);
  EXPECT_EQ(log->ports.size(), 2u);
  EXPECT_EQ(log->files.size(), 5u);
  EXPECT_EQ(log->warnings.size(), 1u);
  EXPECT_EQ(log->find("model_fmt")->line, 18);
  EXPECT_EQ(log->command_flag("--no-onnx-optimizer"), "");
  EXPECT_EQ(log->compiler_flag("--Omax-ca-pipe"), "4");
}

}  // namespace
}  // namespace npuscope
