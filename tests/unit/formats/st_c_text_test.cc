// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "formats/st/c_scanner.h"
#include "formats/st/c_values.h"

namespace npuscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Base = StAddress::Base;

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  CScanner scanner(text);
  const auto first = scanner.token().kind;
  if (first == CToken::Kind::kComment || first == CToken::Kind::kDirective) scanner.advance();
  for (; !scanner.at_end(); scanner.advance()) tokens.emplace_back(scanner.token().text);
  return tokens;
}

struct AddressText {
  std::string_view text;
  Base base;
  uint64_t address = 0;
  std::string_view symbol = {};
};

class CAddress : public testing::TestWithParam<AddressText> {};

TEST_P(CAddress, IsReadPastCastsMacrosAndComments) {
  const auto address = c_address(GetParam().text);
  ASSERT_TRUE(address);
  EXPECT_EQ(address->base, GetParam().base);
  EXPECT_EQ(address->address, GetParam().address);
  EXPECT_EQ(address->symbol, GetParam().symbol);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, CAddress,
    testing::Values(
        AddressText{"{0}", Base::kNull}, AddressText{"NULL", Base::kNull},
        AddressText{"{(unsigned char *)(0x34200000UL) /* Equivalent hex address = 0x34200000UL */}",
                    Base::kAbsolute, 0x34200000},
        AddressText{"{(unsigned char *)(0x70180000UL + 1646592)}", Base::kAbsolute,
                    0x70180000 + 1646592},
        AddressText{"{(unsigned char *)ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL) /* x */}",
                    Base::kAbsolute, 0x342e0000},
        AddressText{"{(unsigned char *)__LL_ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 16)}",
                    Base::kAbsolute, 0x71000010},
        AddressText{"((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x34270000UL + 0)))",
                    Base::kAbsolute, 0x34270000},
        AddressText{"{((unsigned char *)&_mem_pool__user_io_input_0_tiny)}", Base::kUser, 0,
                    "_mem_pool__user_io_input_0_tiny"},
        AddressText{"{(unsigned char *)ATON_LIB_VIRTUAL_TO_PHYSICAL_ADDR((uintptr_t)"
                    "_mem_pool__user_io_output_1_Default)}",
                    Base::kUser, 0, "_mem_pool__user_io_output_1_Default"},
        AddressText{"(((uintptr_t)(_mem_pool__user_io_output_0_tiny)) + 96)", Base::kUser, 96,
                    "_mem_pool__user_io_output_0_tiny"},
        AddressText{"{((unsigned char *)((((uintptr_t)(__ec_params_memory_pool_base)) + 31168)))}",
                    Base::kParameters, 31168},
        AddressText{"{((unsigned char *)(ATON_LIB_VIRTUAL_TO_PHYSICAL_ADDR(((uintptr_t)"
                    "(__ec_params_memory_pool_base)) + 8)))}",
                    Base::kParameters, 8},
        AddressText{"{ (unsigned char *)(__blob_Sigmoid_10_activ_ROM0) }", Base::kSymbol, 0,
                    "__blob_Sigmoid_10_activ_ROM0"},
        AddressText{"{(unsigned char *)(_mem_pool_xSPI2_Default + 512)}", Base::kSymbol, 512,
                    "_mem_pool_xSPI2_Default"}));

TEST(CValues, WhatIsNoAddressIsNone) {
  for (const char* text : {"", "{}", "{a + b}", "{0x1 - 1}", "{NULL + x}", "{\"x\"}",
                           "{0xFFFFFFFFFFFFFFFFUL + 1}", "{1.5}"})
    EXPECT_FALSE(c_address(text)) << text;
}

TEST(CValues, NumbersAreReadWithTheirSuffixesAndCasts) {
  EXPECT_EQ(c_integer(" 0x0200 "), 512);
  EXPECT_EQ(c_integer("-32"), -32);
  EXPECT_EQ(c_integer("(-32)"), -32);
  EXPECT_EQ(c_integer("(short)-7"), -7);
  EXPECT_EQ(c_integer("(uintptr_t)(12UL)"), 12);
  EXPECT_EQ(c_integer("9223372036854775807"), INT64_MAX);
  for (const char* text : {"", "-", "x", "1 2", "9223372036854775808", "(short)", "0x", "1.5"})
    EXPECT_EQ(c_integer(text), std::nullopt) << text;
  EXPECT_EQ(c_unsigned("0xFFFFFFFFFFFFFFFFULL"), UINT64_MAX);
  EXPECT_EQ(c_unsigned("-1"), std::nullopt);
  EXPECT_EQ(c_real("3.5e-05f"), 3.5e-05);
  EXPECT_EQ(c_real("4"), 4.0);
  EXPECT_EQ(c_real("x"), std::nullopt);
}

TEST(CValues, ListsNamesAndArgumentsAreTakenApart) {
  EXPECT_THAT(*c_integers("{16, -1, 32, }"), ElementsAre(16, -1, 32));
  EXPECT_THAT(*c_integers("{}"), IsEmpty());
  EXPECT_FALSE(c_integers("{1, x}"));
  EXPECT_EQ(c_name("(uintptr_t)(_ec_blob_1)"), "_ec_blob_1");
  EXPECT_EQ(c_name("NULL"), "");
  EXPECT_THAT(c_arguments("f(a, b), /* c, d */ {e, f}, g"),
              ElementsAre("f(a, b)", "/* c, d */ {e, f}", "g"));
  EXPECT_THAT(c_arguments(" "), IsEmpty());
}

TEST(CScanner, TokensAreWhatCHas) {
  EXPECT_THAT(tokens_of("a_1[2] = {-0x1FUL, 1.5e-05f, \"b\\\"c\", 'd'}; // e\n/* f */ &g"),
              ElementsAre("a_1", "[", "2", "]", "=", "{", "-", "0x1FUL", ",", "1.5e-05f", ",",
                          "\"b\\\"c\"", ",", "'d'", "}", ";", "&", "g"));
  EXPECT_THAT(tokens_of("0x1e+2"), ElementsAre("0x1e", "+", "2"));
}

TEST(CScanner, ConditionsAreAnsweredAsABuildForDebuggingDoes) {
  EXPECT_THAT(tokens_of("#if 0\na\n#else\nb\n#endif\nc"), ElementsAre("b", "c"));
  EXPECT_THAT(tokens_of("#if 1\na\n#elif X\nb\n#else\nd\n#endif"), ElementsAre("a"));
  EXPECT_THAT(tokens_of("#if 0\na\n#elif X\nb\n#else\nd\n#endif"), ElementsAre("b"));
  EXPECT_THAT(tokens_of("#if 0\n#if 1\na\n#else\nb\n#endif\n#endif\nc"), ElementsAre("c"));
  EXPECT_THAT(tokens_of("#ifdef LL_ATON_EB_DBG_INFO\na\n#endif // LL_ATON_EB_DBG_INFO\n"),
              ElementsAre("a"));
  EXPECT_THAT(tokens_of("#if LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0 // x\na\n#endif"),
              ElementsAre("a"));
  EXPECT_THAT(tokens_of("#if LL_ATON_DBG_BUFFER_INFO_EXCLUDED != 0\na\n#else\nb\n#endif"),
              ElementsAre("b"));
}

TEST(CScanner, LinesAreCountedThroughCommentsAndWhatIsLeftOut) {
  CScanner scanner("/* 1\n2 */ a\n#if 0\nb\n#endif\n#define x \\\n  7\nc");
  scanner.advance();
  EXPECT_EQ(scanner.token().line, 2);
  scanner.advance();
  EXPECT_EQ(scanner.token().text, "c");
  EXPECT_EQ(scanner.token().line, 8);
}

TEST(CScanner, ATextThatBreaksOffSaysWhatHasNoEnd) {
  for (const auto& [text, message] :
       {std::pair{"a /* b", "comment"}, std::pair{"a \"b\n", "quotation"},
        std::pair{"#ifdef X\na", "no #endif"}, std::pair{"a\n#endif\n", "no #if"},
        std::pair{"a\n#else\n", "no #if"}, std::pair{"12x3", "'12x3' is no number"}}) {
    CScanner scanner(text);
    while (!scanner.at_end()) scanner.advance_to_any();
    ASSERT_FALSE(scanner.status()) << text;
    EXPECT_THAT(scanner.status().error().message(), HasSubstr(message));
  }
}

TEST(CScanner, BracketsMustCloseInTheirOrder) {
  CScanner good("{ (a) [b] } c");
  EXPECT_EQ(good.bracketed_text().value(), " (a) [b] ");
  EXPECT_EQ(good.token().text, "c");
  for (const char* text : {"{ (a }", "{ a", "a", "(]"})
    EXPECT_FALSE(CScanner(text).bracketed_text()) << text;
}

}  // namespace
}  // namespace npuscope
