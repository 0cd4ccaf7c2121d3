// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(Utf8, TextOfEveryLengthOfCharacterIsUtf8) {
  for (const char* text : {"", "abc", "\xC2\x80", "\xC3\xA9t\xC3\xA9", "\xE0\xA0\x80",
                           "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(first_not_utf8(text), std::nullopt) << text;
}

TEST(Utf8, TheFirstByteThatIsNoneIsFound) {
  EXPECT_EQ(first_not_utf8("ab\xFF"), 2U);
  EXPECT_EQ(first_not_utf8("\xC3\xA9\x80"), 2U) << "a following byte alone";
  EXPECT_EQ(first_not_utf8("a\xC3"), 1U) << "cut off";
  EXPECT_EQ(first_not_utf8("\xE2\x82"), 0U) << "cut off";
  EXPECT_EQ(first_not_utf8("\xC3x"), 0U);
  EXPECT_EQ(first_not_utf8("\xE2\x82x"), 0U);
}

TEST(Utf8, OverlongFormsSurrogatesAndWhatLiesBeyondAreNone) {
  for (const char* text : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                           "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"})
    EXPECT_EQ(first_not_utf8(text), 0U);
}

}  // namespace
}  // namespace npuscope
