// SPDX-License-Identifier: Apache-2.0
// Networks with symbolic dimensions, in every command that takes a model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "npuscope/compare.h"
#include "npuscope/diagnose.h"
#include "npuscope/inspect.h"
#include "npuscope/record.h"
#include "support/onnx_bytes.h"
#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using testing::HasSubstr;

class SymbolicDimensions : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("net.onnx", testing_support::OnnxBytes()
                                  .opset(13)
                                  .input("x", {"N", "sequence"})
                                  .node("Relu", {"x"}, {"y"})
                                  .output("y")
                                  .model());
  }

  [[nodiscard]] std::string place(const char* name) const { return to_utf8(folder_.path() / name); }

  [[nodiscard]] RecordRequest record_request() const {
    RecordRequest request;
    request.model = place("net.onnx");
    request.output = place("exact.rec");
    request.batch = 2;
    request.sizes = {{"sequence", 3}};
    return request;
  }

  /// Of a recording of the network with itself.
  [[nodiscard]] CompareRequest compare_request() const {
    CompareRequest request;
    request.reference = request.other = place("exact.rec");
    request.model = place("net.onnx");
    request.batch = 2;
    request.sizes = {{"sequence", 3}};
    return request;
  }

  test::ScratchFolder folder_;
};

template <class T>
void expect_unknown_dimension(const Result<T>& result) {
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind(), ErrorKind::kUsage) << result.error().message();
  EXPECT_THAT(result.error().found(), HasSubstr("sequnce=3"));
  EXPECT_THAT(result.error().hint(), HasSubstr("'sequence'"));
}

TEST_F(SymbolicDimensions, HaveTheirSizesInLocalErrorsToo) {
  const auto recorded = record(record_request());
  ASSERT_TRUE(recorded) << recorded.error().message();
  const auto report = compare(compare_request());
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_THAT((*report)->text({}), HasSubstr("local rms"));
}

TEST_F(SymbolicDimensions, ThatNoInputHasAreRefusedWithTheNearestNames) {
  ASSERT_TRUE(record(record_request()));
  RecordRequest recorded = record_request();
  CompareRequest compared = compare_request();
  DiagnoseRequest diagnosed;
  diagnosed.quantized_model = place("net.onnx");
  diagnosed.work_folder = place("work");
  diagnosed.run.ort_library = "none";
  diagnosed.sizes = {{"sequence", 3}};
  for (auto* sizes : {&recorded.sizes, &compared.sizes, &diagnosed.sizes})
    sizes->emplace("sequnce", 3);
  expect_unknown_dimension(record(recorded));
  expect_unknown_dimension(compare(compared));
  expect_unknown_dimension(diagnose(diagnosed));
  expect_unknown_dimension(inspect(place("net.onnx"), false, {1, recorded.sizes}));
}

TEST_F(SymbolicDimensions, OfACaseMayBeThoseOfItsOtherNetworks) {
  folder_.write("case.toml", "schema = 1\n[models]\nsizes = { sequence = 3, width = 8 }\n");
  RecordRequest request = record_request();
  request.case_file = place("case.toml");
  request.sizes.clear();
  const auto recorded = record(request);
  EXPECT_TRUE(recorded) << recorded.error().message();
}

TEST_F(SymbolicDimensions, AreSizesOfAModelOrWithoutEffect) {
  CompareRequest request = compare_request();
  request.model.clear();
  const auto compared = compare(request);
  ASSERT_FALSE(compared);
  EXPECT_EQ(compared.error().kind(), ErrorKind::kUsage);
}

}  // namespace
}  // namespace npuscope
