// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::HasSubstr;

TEST(OrtOptions, DefaultsAreThoseOfOnnxRuntimeExceptForTheFloatRung) {
  EXPECT_EQ(parse_ort_options("ort")->text(), "level=all,precise=0,int8=0,threads=1");
  EXPECT_EQ(parse_ort_options("float")->level, OrtLevel::kNone);
  EXPECT_EQ(parse_ort_options("float:level=all")->level, OrtLevel::kAll);
}

TEST(OrtOptions, EveryKeyIsRead) {
  const auto options = parse_ort_options("ort:level=extended,precise=1,int8=1,threads=4");
  ASSERT_TRUE(options) << options.error().message();
  EXPECT_EQ(options->text(), "level=extended,precise=1,int8=1,threads=4");
  EXPECT_FALSE(options->library);
}

TEST(OrtOptions, ALibraryPathMayHoldColonsAndCommas) {
  const auto options = parse_ort_options("ort:level=none,lib=C:/a,b/onnxruntime.dll");
  ASSERT_TRUE(options) << options.error().message();
  EXPECT_EQ(options->library, fs::path("C:/a,b/onnxruntime.dll"));
}

TEST(OrtOptions, OptionsBehindTheLibraryAreNoPartOfItsPath) {
  const auto options = parse_ort_options("ort:lib=/no/such/place/libonnxruntime.so,level=none");
  ASSERT_FALSE(options);
  EXPECT_THAT(options.error().hint(), testing::HasSubstr("put it last"));
}

TEST(OrtOptions, AnUnknownKeyListsTheKnownOnes) {
  const auto options = parse_ort_options("ort:levle=all");
  ASSERT_FALSE(options);
  EXPECT_EQ(options.error().kind(), ErrorKind::kUsage);
  EXPECT_THAT(options.error().message(), HasSubstr("levle"));
  EXPECT_THAT(options.error().message(), HasSubstr("level=all|extended|basic|none"));
}

TEST(OrtOptions, AreNotForExactIntegers) {
  for (const char* spec : {"exact:precise=1", "exact:foo", "exact:"}) {
    const auto options = parse_ort_options(spec);
    ASSERT_FALSE(options) << spec;
    EXPECT_EQ(options.error().kind(), ErrorKind::kUsage) << spec;
    EXPECT_THAT(options.error().message(), HasSubstr("takes no options")) << spec;
  }
}

TEST(OrtOptions, WrongValuesAreUsageErrors) {
  for (const char* spec :
       {"ort:level=most", "ort:level=", "ort:precise=yes", "ort:threads=0", "ort:threads=2x",
        "ort:threads=99999999999", "ort:lib=", "ort:=", "ort:,"}) {
    const auto options = parse_ort_options(spec);
    ASSERT_FALSE(options) << spec;
    EXPECT_EQ(options.error().kind(), ErrorKind::kUsage) << spec;
  }
}

}  // namespace
}  // namespace npuscope
