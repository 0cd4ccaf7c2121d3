// SPDX-License-Identifier: Apache-2.0
#include "report/text_table.h"

#include <gtest/gtest.h>

namespace npuscope {
namespace {

TEST(TextTable, AlignsColumnsAndEndsLinesWithoutSpaces) {
  TextTable table({{"layer"}, {"max", TextTable::Align::kRight}, {"note"}});
  table.add_row({"conv1", "3"});
  table.add_row({"a", "120", "x"});
  EXPECT_EQ(table.render(false),
            "  layer  max  note\n"
            "  conv1    3\n"
            "  a      120  x\n");
}

TEST(TextTable, WidthCountsLettersNotBytes) {
  EXPECT_EQ(display_width("moiré"), 5u);
  EXPECT_EQ(display_width("\x1b[31mred\x1b[0m"), 3u);
}

TEST(Emphasis, WithoutColourIsPlain) {
  EXPECT_EQ(emphasised("x", Emphasis::kBad, false), "x");
  EXPECT_EQ(emphasised("x", Emphasis::kBad, true), "\x1b[31mx\x1b[0m");
}

}  // namespace
}  // namespace npuscope
