// SPDX-License-Identifier: Apache-2.0
// What a client of the installed interface can do, with its headers alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <string>

#include "npuscope/compare.h"
#include "npuscope/diagnose.h"
#include "npuscope/inspect.h"
#include "npuscope/predict.h"
#include "npuscope/record.h"

namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kReplay = NPUSCOPE_SOURCE_DIR "/tests/data/replay/";

/// Two recordings of a small network: the second has three faulty layers.
npuscope::DiagnoseRequest replayed_case() {
  npuscope::DiagnoseRequest request;
  request.quantized_model = kReplay + "model.onnx";
  request.recordings = {{"ort", kReplay + "reference.npz"}, {"board", kReplay + "board.npz"}};
  request.run.ort_library = "none";
  return request;
}

class Api : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("npuscope api " + std::to_string(std::random_device()()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string scratch(const char* name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

TEST_F(Api, AModelIsInspected) {
  const auto text = npuscope::inspect(kReplay + "model.onnx", false);
  ASSERT_TRUE(text) << text.error().message();
  EXPECT_THAT(*text, HasSubstr("Conv"));
}

TEST_F(Api, APredictionHasTheCoefficientsThatItIsAskedFor) {
  npuscope::PredictRequest request;
  request.model = kReplay + "model.onnx";
  for (const bool wanted : {false, true}) {
    request.coefficients = wanted;
    const auto report = npuscope::predict(request);
    ASSERT_TRUE(report) << report.error().message();
    const std::string json = (*report)->json();
    for (const char* text : {"\"coefficients\": null", "\"A1\": [", "\"mulval\": ", "\"table\": ["})
      EXPECT_EQ(json.find(text) != std::string::npos, wanted) << text;
  }
}

TEST_F(Api, ADiagnosisComesAsTextJsonAndCsv) {
  npuscope::DiagnoseRequest request = replayed_case();
  request.work_folder = scratch("work");
  const auto report = npuscope::diagnose(request);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_FALSE((*report)->agrees());
  EXPECT_THAT((*report)->text({}), HasSubstr("neural-art -> board"));
  EXPECT_THAT((*report)->json(), StartsWith("{\n  \"schema\": 1,"));
  EXPECT_THAT((*report)->csv(), StartsWith("hop,tensor,op,error,"));
  EXPECT_THAT((*report)->csv(), HasSubstr("\nneural-art -> board,"));
}

TEST_F(Api, TheNumberOfThreadsDoesNotShow) {
  npuscope::DiagnoseRequest request = replayed_case();
  request.work_folder = scratch("work");
  request.run.threads = 1;
  const auto one = npuscope::diagnose(request);
  std::filesystem::remove_all(request.work_folder);
  request.run.threads = 3;
  const auto three = npuscope::diagnose(request);
  ASSERT_TRUE(one && three);
  EXPECT_EQ((*one)->json(), (*three)->json());
}

TEST_F(Api, TwoRecordingsAreCompared) {
  npuscope::CompareRequest request;
  request.reference = kReplay + "reference.npz";
  request.other = kReplay + "board.npz";
  const auto report = npuscope::compare(request);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_FALSE((*report)->agrees());

  request.other = request.reference;
  request.gates = {"abs.max<=0"};
  const auto same = npuscope::compare(request);
  ASSERT_TRUE(same) << same.error().message();
  EXPECT_TRUE((*same)->agrees());
}

TEST_F(Api, EachSampleIsComparedWhenAsked) {
  npuscope::CompareRequest request;
  request.reference = kReplay + "reference.npz";
  request.other = kReplay + "board.npz";
  request.per_sample = true;
  const auto report = npuscope::compare(request);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT((*report)->csv(), StartsWith("tensor,sample,"));
  EXPECT_THAT((*report)->csv(), HasSubstr("\noutput,3,"));
  EXPECT_THAT((*report)->json(), HasSubstr("\"sample\": \"3\""));
}

TEST_F(Api, WhatACompareRequestLeavesWithoutEffectIsRefused) {
  npuscope::CompareRequest zero_point;
  zero_point.reference = kReplay + "reference.npz";
  zero_point.other = kReplay + "board.npz";
  npuscope::CompareRequest arithmetic = zero_point;
  zero_point.zero_point = 0;
  arithmetic.arithmetic = "exact";
  for (const npuscope::CompareRequest& request : {zero_point, arithmetic}) {
    const auto compared = npuscope::compare(request);
    ASSERT_FALSE(compared);
    EXPECT_EQ(compared.error().kind(), npuscope::ErrorKind::kUsage);
    EXPECT_NE(compared.error().hint(), "");
  }
}

TEST_F(Api, AScaleIsAFiniteNumberAboveZero) {
  for (const double scale : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity()}) {
    npuscope::CompareRequest request;
    request.reference = kReplay + "reference.npz";
    request.other = kReplay + "board.npz";
    request.scale = scale;
    const auto compared = npuscope::compare(request);
    ASSERT_FALSE(compared) << scale;
    EXPECT_EQ(compared.error().kind(), npuscope::ErrorKind::kUsage);
  }
}

TEST_F(Api, ARecordingIsMadeOnce) {
  npuscope::RecordRequest request;
  request.model = kReplay + "model.onnx";
  request.inputs = {kReplay + "reference.npz"};
  request.output = scratch("exact.rec");
  const auto first = npuscope::record(request);
  ASSERT_TRUE(first) << first.error().message();
  EXPECT_GT(first->samples, 0);
  EXPECT_EQ(first->recorded, first->samples);
  const auto second = npuscope::record(request);
  ASSERT_TRUE(second) << second.error().message();
  EXPECT_EQ(second->recorded, 0);
}

TEST_F(Api, InputsOfARequestOverruleTheCasesWithTheirLabels) {
  for (const char* stated :
       {"files = [\"none.npy\"]\nlabels = \"none.csv\"\n", "[inputs.random]\ncount = 2\n"}) {
    std::ofstream(scratch("case.toml")) << "schema = 1\n[inputs]\n" << stated;
    npuscope::RecordRequest request;
    request.model = kReplay + "model.onnx";
    request.case_file = scratch("case.toml");
    request.inputs = {kReplay + "reference.npz"};
    request.limit = 3;
    request.output = scratch("exact.rec");
    const auto recorded = npuscope::record(request);
    ASSERT_TRUE(recorded) << recorded.error().message();
    EXPECT_EQ(recorded->samples, 3);

    npuscope::DiagnoseRequest same = replayed_case();
    same.recordings.clear();
    same.case_file = request.case_file;
    same.inputs = request.inputs;
    same.limit = request.limit;
    same.work_folder = scratch("work");
    const auto diagnosed = npuscope::diagnose(same);
    EXPECT_TRUE(diagnosed) << diagnosed.error().message();
  }
}

TEST_F(Api, APredictionRefusesInputsThatAreNoNumbers) {
  // The .npy of a float32 vector, written out: 1 NaN among the values of the network's input.
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3, 8, 8), }";
  header.resize(117, ' ');
  header += '\n';
  std::vector<float> values(192, 0.5f);
  values[7] = std::numeric_limits<float>::quiet_NaN();
  std::ofstream file(scratch("x.npy"), std::ios::binary);
  file << std::string("\x93NUMPY\x01\x00", 8) << std::string("\x76\x00", 2) << header;
  file.write(reinterpret_cast<const char*>(values.data()), 4 * 192);
  file.close();
  npuscope::PredictRequest request;
  request.model = kReplay + "model.onnx";
  request.inputs = {scratch("x.npy")};
  const auto report = npuscope::predict(request);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind(), npuscope::ErrorKind::kBadInput);
  EXPECT_THAT(report.error().message(), HasSubstr("1 of 192 input values are NaN or infinite"));
}

TEST_F(Api, ErrorsSayOfWhatKindTheyAre) {
  npuscope::CompareRequest alone;
  alone.reference = kReplay + "reference.npz";
  const auto compared = npuscope::compare(alone);
  ASSERT_FALSE(compared);
  EXPECT_EQ(compared.error().kind(), npuscope::ErrorKind::kUsage);

  npuscope::DiagnoseRequest misspelt;
  misspelt.quantized_model = kReplay + "model.onnx";
  misspelt.rungs = {"exakt"};
  const auto unnamed = npuscope::diagnose(misspelt);
  ASSERT_FALSE(unnamed);
  EXPECT_EQ(unnamed.error().kind(), npuscope::ErrorKind::kUsage);
  EXPECT_THAT(unnamed.error().hint(), HasSubstr("exact"));

  const auto inspected = npuscope::inspect(scratch("missing.onnx"), false);
  ASSERT_FALSE(inspected);
  EXPECT_EQ(inspected.error().kind(), npuscope::ErrorKind::kBadInput);

  npuscope::DiagnoseRequest named = replayed_case();
  named.work_folder = scratch("work");
  named.recordings.clear();
  named.inputs = {kReplay + "reference.npz"};
  named.rungs = {"ort"};
  const auto diagnosed = npuscope::diagnose(named);
  ASSERT_FALSE(diagnosed);
  EXPECT_EQ(diagnosed.error().kind(), npuscope::ErrorKind::kEnvironment);
}

}  // namespace
