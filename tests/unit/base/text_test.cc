// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace npuscope {
namespace {

TEST(Text, TrimmingTakesBlanksAndLineEndsFromBothEnds) {
  EXPECT_EQ(trimmed(" \ta b\r\n"), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed(" \r\n"), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Text, LowerCaseIsOfAsciiLettersAlone) {
  EXPECT_EQ(lower("@A_Z[\xC3\x84].NPZ"), "@a_z[\xC3\x84].npz");
}

TEST(Text, LinesStandOneBehindTheOtherEachOnce) {
  EXPECT_EQ(on_one_line("looked at:\n    a: x\n    b: y\n\n    a: x\n  refused: z"),
            "looked at: a: x; b: y; refused: z");
  EXPECT_EQ(on_one_line("one"), "one");
  EXPECT_EQ(on_one_line(""), "");
}

TEST(Text, ANumberIsTheWholeTextOrNothing) {
  EXPECT_EQ(whole_number<int>("-12"), -12);
  EXPECT_EQ(whole_number<double>("2.5e3"), 2500);
  for (const char* text : {"", "+1", " 1", "1 ", "1x", "x", "300"})
    EXPECT_EQ(whole_number<int8_t>(text), std::nullopt) << text;
  EXPECT_EQ(whole_number<uint64_t>("-1"), std::nullopt);
}

}  // namespace
}  // namespace npuscope
