// SPDX-License-Identifier: Apache-2.0
#include "diagnose/parse_toml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace npuscope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string repeated(std::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

TEST(ParseToml, ATextWithoutErrorsIsATable) {
  const auto table = parse_toml(
      "\xef\xbb\xbf"
      R"(a.b = "x" # ....................................
"." = '''''quoted'' ' . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . '''''
c = """\""". . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . """
d = "\"...................................................................................."
[e]
f = [0.1, 0.2, 1979-05-27 07:32:00.5Z]
)");
  ASSERT_TRUE(table) << table.error().message();
  EXPECT_EQ(table->size(), 5u);
}

TEST(ParseToml, AHeadingWithoutANameIsAnErrorInItsLine) {
  const auto table = parse_toml("a = 1\n[\nflagt = 1\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind(), ErrorKind::kBadInput);
  EXPECT_THAT(table.error().message(), StartsWith("line 2: not TOML"));
  EXPECT_THAT(table.error().expected(), HasSubstr("[table]"));
}

TEST(ParseToml, HalvesOfKeysValuesAndDatesAreErrorsInTheirLine) {
  for (const char* text : {"[",
                           "[[",
                           "[]",
                           "[ ]",
                           "[[]]",
                           "[[ ]]",
                           "[.a]",
                           "[a.]",
                           "[a",
                           "[[a]",
                           "[\t",
                           "[#",
                           "[=",
                           "a.",
                           "a",
                           "= 1",
                           "a =",
                           "a = [}",
                           "a = [,",
                           "a = {]",
                           "a = [[",
                           "a = {b",
                           "a = {=",
                           "a = =",
                           "a = }",
                           "a = ,",
                           "a = -",
                           "a = +.",
                           "a = 0x",
                           "a = 1e",
                           "a = 1._",
                           "a = _",
                           "\"",
                           "'",
                           "a = \"",
                           "a = '",
                           "a = \"\"\"",
                           "a = '''",
                           "\"\"\"a\"\"\" = 1",
                           "a = \"\\",
                           "a = \"\\u12",
                           "a = \"\\q\"",
                           "a = 1979-",
                           "a = 1979-05-27 0",
                           "a = 1979-05-27 0\n",
                           "a = 1979-05-27T",
                           "a = 1979-05-27 07:",
                           "a = 1979-13-01",
                           "a = 07:",
                           "a = 1979-05-27 07]",
                           "a = 07:32:00+",
                           "a\r= 1",
                           "\r",
                           "a = 1\v",
                           "a = tru",
                           "a = na",
                           "a = inf_"}) {
    const auto table = parse_toml("x = 1\n" + std::string(text));
    ASSERT_FALSE(table) << text;
    EXPECT_THAT(table.error().where(), StartsWith("line ")) << text;
  }
}

/// Every text of at most `letters` letters of the alphabet.
void for_each_text(std::string_view alphabet, size_t letters,
                   const std::function<void(const std::string&)>& visit) {
  std::string text;
  const std::function<void()> extend = [&] {
    visit(text);
    if (text.size() == letters) return;
    for (const char c : alphabet) {
      text.push_back(c);
      extend();
      text.pop_back();
    }
  };
  extend();
}

TEST(ParseToml, EveryShortTextIsATableOrAnErrorWithItsLine) {
  const auto check = [](const std::string& text) {
    const auto table = parse_toml(text);
    EXPECT_TRUE(table || table.error().where().starts_with("line ")) << text;
  };
  for_each_text("[]{}.=\"'#,\n a1-\\", 4, check);
  for (const std::string start : {"a=", "[a", "a={", "a=[1", "a=1979-05-27 0"})
    for_each_text("[]{}.=\"\n 0b,:", 3, [&](const std::string& end) { check(start + end); });
}

TEST(ParseToml, LettersBeyondAsciiStandInQuotesAndCommentsOnly) {
  EXPECT_TRUE(parse_toml("a = \"\"\"b \\\n  \u00e9\u2028\"\"\" # \u00e9\n'\u00e9' = 1\n"));
  for (const char* text : {"[a\u00e9]", "[a]\u00e9", "\u00e9 = 1", "a\u00e9 = 1", "a = 1\u00e9",
                           "a = \u00e9", "a \u00e9= 1", "a = [\u00e9", "\u2028", "a =\u00a01"})
    EXPECT_FALSE(parse_toml(text)) << text;
}

TEST(ParseToml, DeepNestingIsAnErrorNotAnEndlessRecursion) {
  constexpr int kMany = 200'000;
  for (const std::string& text :
       {repeated("[", kMany), "a=" + repeated("[", kMany), repeated("a={", kMany),
        "[" + repeated("a.", kMany) + "a]", repeated("a.", kMany) + "a=1",
        repeated("\"a\" . ", kMany) + "a=1", "[[" + repeated("'a'.", kMany) + "a]]",
        "\n\na={" + repeated("a.", kMany) + "a=1}"}) {
    const auto table = parse_toml(text);
    ASSERT_FALSE(table) << text.substr(0, 20);
    EXPECT_THAT(table.error().where(), StartsWith("line ")) << text.substr(0, 20);
  }
}

TEST(ParseToml, TheDeepestTextThatIsAllowedIsATable) {
  const std::string key = repeated("a.", 31) + "a";
  std::string value = "1";
  for (int i = 0; i < 15; ++i) value = "{" + key + "=" + value + "}";
  const auto table = parse_toml("[" + key + "]\n" + key + "=" + value);
  EXPECT_TRUE(table) << table.error().message();
}

TEST(ParseToml, AKeyOfTooManyNamesIsAnErrorInItsLine) {
  const auto table = parse_toml("x = 1\n" + repeated("a.", 32) + "a = 1\n");
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().where(), "line 2");
  EXPECT_EQ(table.error().expected(), "at most 32");
}

}  // namespace
}  // namespace npuscope
