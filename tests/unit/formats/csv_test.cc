// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

OutputTable outputs(std::string_view text) { return parse_output_csv(as_bytes(text)).value(); }

std::string error_of(std::string_view text) {
  const auto table = parse_output_csv(as_bytes(text));
  return table ? "no error" : table.error().message();
}

TEST(Csv, SeparatorsLineEndsAndByteOrderMarksDoNotMatter) {
  for (const std::string_view text :
       {"file,class\na.png,1\n", "file;class\r\na.png;1\r\n", "file\tclass\na.png\t1",
        "file,class\ra.png,1\r", "file;class\r\r\na.png;1 \r\r\n", "file,class\r\ra.png,1",
        "\xef\xbb\xbf"
        "file , class \n\n a.png,1\n\n"}) {
    const CsvTable table = parse_csv(as_bytes(text)).value();
    ASSERT_EQ(table.rows.size(), 2u) << text;
    EXPECT_THAT(table.rows[0].cells, ElementsAre("file", "class"));
    EXPECT_THAT(table.rows[1].cells, ElementsAre("a.png", "1"));
  }
}

TEST(Csv, QuotedCellsHoldSeparatorsQuotesAndLineFeeds) {
  const CsvTable table = parse_csv(as_bytes("\"a,\"\"b\"\"\n\",2\nx,\"\"\n")).value();
  EXPECT_THAT(table.rows[0].cells, ElementsAre("a,\"b\"\n", "2"));
  EXPECT_THAT(table.rows[1].cells, ElementsAre("x", ""));
  EXPECT_EQ(table.rows[1].line, 3u);
}

TEST(Csv, ColumnsAreFoundInAnyCase) {
  const CsvTable table = parse_csv(as_bytes("File,Class,Species\n")).value();
  EXPECT_EQ(table.column("species"), 2u);
  EXPECT_EQ(table.column("spec"), std::nullopt);
}

TEST(Csv, OutputsComeWithOrWithoutNames) {
  const OutputTable named = outputs("sample,logit0,logit1\nfaces/a.png,1.5,-2\n");
  EXPECT_THAT(named.columns, ElementsAre("logit0", "logit1"));
  EXPECT_THAT(named.samples, ElementsAre("faces/a.png"));
  EXPECT_THAT(named.values, ElementsAre(1.5, -2.0));
  const OutputTable bare = outputs("C:\\x\\a.png,1e-3,+4\nb.png,nan,-inf\n");
  EXPECT_TRUE(bare.columns.empty());
  EXPECT_THAT(bare.samples, ElementsAre("C:\\x\\a.png", "b.png"));
  EXPECT_THAT(std::span(bare.values).first(2), ElementsAre(1e-3, 4.0));
  EXPECT_TRUE(std::isnan(bare.values[2]));
  EXPECT_TRUE(std::isinf(bare.values[3]));
}

TEST(Csv, NumbersMayBeNamesOfColumns) {
  EXPECT_THAT(outputs(",0,1\na.png,5,6\n").columns, ElementsAre("0", "1"));
  EXPECT_THAT(outputs("sample,0,1\na.png,5,6\n").samples, ElementsAre("a.png"));
}

TEST(Csv, ColumnsNamedAsOutputsAreTheOutputs) {
  const OutputTable table = outputs("sample,Logit0,time_ms,logit_1,label\na.png,5,12.5,6,live\n");
  EXPECT_THAT(table.columns, ElementsAre("Logit0", "logit_1"));
  EXPECT_THAT(table.ignored, ElementsAre("time_ms", "label"));
  EXPECT_THAT(table.values, ElementsAre(5, 6));
  EXPECT_EQ(table.width, 2u);
  EXPECT_EQ(outputs("sample,live,spoof\na.png,5,6\n").width, 2u);
  EXPECT_TRUE(outputs("sample,live,spoof\na.png,5,6\n").ignored.empty());
}

TEST(Csv, TheLongestFractionSaysHowFinelyNumbersWerePrinted) {
  EXPECT_DOUBLE_EQ(outputs("a,1.25,3\nb,1.5,nan\n").resolution, 0.01);
  EXPECT_DOUBLE_EQ(outputs("a,1\nb,-7\n").resolution, 1);
  EXPECT_EQ(outputs("a,1.25e-3\nb,1.5\n").resolution, 0) << "not known";
}

TEST(Csv, CarriageReturnsWithinLinesAreRefused) {
  EXPECT_THAT(error_of("a,1\nb,2\rc,3\n"), HasSubstr("line 2: a carriage return within the line"));
  EXPECT_THAT(error_of("a,1\nb\r,2\n"), HasSubstr("line 2: a carriage return within the line"));
  EXPECT_THAT(error_of("a,1\rb,x\r"), HasSubstr("line 2: column 2 is not a number"));
}

TEST(Csv, DecimalCommasAreReadWhereTheyCanBeNothingElse) {
  const OutputTable semicolons =
      outputs("sample;logit0;logit1\na.png;0,5;-1,234\nb.png;3;2,5e-1\n");
  EXPECT_THAT(semicolons.values, ElementsAre(0.5, -1.234, 3, 0.25));
  EXPECT_EQ(semicolons.resolution, 0) << "an exponent";
  EXPECT_THAT(outputs("a.png;0,5;1,25\nb.png;1;2\n").values, ElementsAre(0.5, 1.25, 1, 2))
      << "the first line is no line of names";
  EXPECT_DOUBLE_EQ(outputs("a.png;0,5;1,25\n").resolution, 0.01);
  EXPECT_THAT(outputs("a.png,\"0,5\",\"1,25\"\n").values, ElementsAre(0.5, 1.25));
  EXPECT_THAT(outputs("a.png\t0,123\n").values, ElementsAre(0.123));
  EXPECT_THAT(outputs("sample;time;logit0\na.png;1.5;0,5\n").values, ElementsAre(0.5))
      << "columns that are no outputs do not matter";
}

TEST(Csv, CommasThatMayGroupThousandsOrContradictPointsAreRefused) {
  for (const std::string_view text :
       {"a;1,234\nb;-12,345\n", "a;0,5\nb;0.5\n", "a;0.5\nb;0,5\n", "a;0,5\nb;1,234.5\n"})
    EXPECT_THAT(error_of(text), HasSubstr("decimal points")) << text;
  EXPECT_THAT(error_of("a;7\nb;1,234\n"), HasSubstr("line 2: a comma in a number"));
  EXPECT_THAT(error_of("a;0,5\nb;1,234,567\n"), HasSubstr("line 2: column 2 is not a number"));
}

TEST(Csv, WholeNumbersAreKnown) {
  const OutputTable whole = outputs("sample,logit0,logit1\na,-128,127\n");
  EXPECT_TRUE(whole.whole);
  EXPECT_FALSE(whole.maybe_halves);
  for (const std::string_view text :
       {"a,1.0\n", "a,1e2\n", "a,nan\n", "a,1\nb,2.5\n", "a,4294967296\n"})
    EXPECT_FALSE(outputs(text).whole) << text;
}

TEST(Csv, HalvesOfDecimalCommasAreSuspected) {
  EXPECT_TRUE(outputs("a.png,0,5,1,25\n").maybe_halves);
  EXPECT_FALSE(outputs("a.png,0,5,1\n").maybe_halves);
  EXPECT_FALSE(outputs("a.png;0;5\n").maybe_halves);
}

TEST(Csv, FoldersTellSamplesApart) {
  EXPECT_THAT(outputs("a/0.png,1\nb/0.png,2\n").samples, ElementsAre("a/0.png", "b/0.png"));
}

TEST(Csv, NumbersInTheNamesOfOutputsGiveTheirOrder) {
  const OutputTable swapped = outputs("sample,logit1,time,logit0\na,5,9,6\nb,7,9,8\n");
  EXPECT_THAT(swapped.columns, ElementsAre("logit0", "logit1"));
  EXPECT_THAT(swapped.values, ElementsAre(6, 5, 8, 7));
  EXPECT_THAT(outputs("sample,Score_3,score_1,score_2\na,3,1,2\n").values, ElementsAre(1, 2, 3));
  EXPECT_THAT(outputs("sample,logit10,logit1,logit2,logit3,logit4,logit5,logit6,logit7,logit8,"
                      "logit9\na,10,1,2,3,4,5,6,7,8,9\n")
                  .values,
              ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  EXPECT_THAT(outputs("sample,logit1,score0\na,5,6\n").values, ElementsAre(5, 6));
  EXPECT_THAT(outputs("sample,logit5\na,5\n").values, ElementsAre(5));
}

TEST(Csv, NumbersOfOutputsWithGapsOrRepetitionsAreRefused) {
  for (const std::string_view names : {"logit0,logit2", "logit1,logit1", "logit2,logit3"})
    EXPECT_THAT(error_of("sample," + std::string(names) + "\na,5,6\n"),
                HasSubstr("line 1: the numbers of the outputs' columns have gaps or repeat"));
}

TEST(Csv, ErrorsSayTheLine) {
  EXPECT_THAT(error_of("a,1\nb,1,2\n"), HasSubstr("line 2: a row of another length"));
  EXPECT_THAT(error_of("a,1\nb,x\n"), HasSubstr("line 2: column 2 is not a number"));
  EXPECT_THAT(error_of("a;1,234\nb;2,345\n"), HasSubstr("decimal point"));
  EXPECT_THAT(error_of("x/a,1\nx/a,2\n"), HasSubstr("line 2: 'x/a' stands in line 1 already"));
  EXPECT_THAT(error_of("a,1\n\"b,1\n"), HasSubstr("line 2: the quote is never closed"));
  EXPECT_THAT(error_of("a,1\n\"b\"c,1\n"), HasSubstr("line 2: text behind a closing quote"));
  EXPECT_THAT(error_of(std::string_view("a,\0", 3)), HasSubstr("zero byte"));
}

TEST(Csv, TablesWithoutOutputsAreRefused) {
  EXPECT_THAT(error_of(""), HasSubstr("no outputs"));
  EXPECT_THAT(error_of("a\nb\n"), HasSubstr("single column"));
  EXPECT_THAT(error_of("sample,logit0\n"), HasSubstr("no rows"));
}

}  // namespace
}  // namespace npuscope
