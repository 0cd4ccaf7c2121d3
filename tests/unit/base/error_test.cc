// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <gtest/gtest.h>

#include "base/result.h"

namespace npuscope {
namespace {

TEST(Error, ReadsFromTheOutermostPlaceInwards) {
  const Error error =
      bad_input("the scale is not a usable number").in("tensor 'w'").in("models/a.onnx");
  EXPECT_EQ(error.message(), "models/a.onnx: tensor 'w': the scale is not a usable number");
}

TEST(Error, SaysWhatWasExpectedWhatWasFoundAndWhatToDo) {
  const Error error = bad_input("bad scale").expected("> 0").found("nan").hint("re-quantize");
  EXPECT_EQ(error.message(),
            "bad scale\n  expected: > 0\n  found:    nan\n  try:      re-quantize");
}

TEST(Error, ControlCharactersOfNamesAreWrittenOut) {
  const Error error = bad_input("tensor 'M\x1b[31m\t\x7f'").found("two\n    lines");
  EXPECT_EQ(error.message(), "tensor 'M\\x1b[31m\\x09\\x7f'\n  found:    two\n    lines");
}

TEST(Error, KindIsTheExitCode) {
  EXPECT_EQ(usage_error("x").exit_code(), 2);
  EXPECT_EQ(bad_input("x").exit_code(), 3);
  EXPECT_EQ(environment_error("x").exit_code(), 4);
  EXPECT_EQ(internal_error("x").exit_code(), 70);
}

Result<int> half(int x) {
  if (x % 2 != 0) return fail(bad_input("odd"));
  return x / 2;
}

Result<int> quarter(int x) {
  NPUSCOPE_TRY_ASSIGN(const int h, half(x));
  NPUSCOPE_TRY_ASSIGN(const int q, half(h));
  return q;
}

TEST(Result, TryReturnsTheFirstError) {
  EXPECT_EQ(quarter(12).value(), 3);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(quarter(6).error().what(), "odd");
}

}  // namespace
}  // namespace npuscope
