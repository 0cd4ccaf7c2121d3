// SPDX-License-Identifier: Apache-2.0
#include "formats/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using testing::HasSubstr;

TEST(Json, PythonsNumbersBecomeNullOutsideOfTexts) {
  const Json json =
      parse_json(as_bytes(R"({"a": NaN, "b": [-Infinity, Infinity, 1], "NaN": "a\"NaN"})")).value();
  EXPECT_EQ(json.dump(), R"({"NaN":"a\"NaN","a":null,"b":[null,null,1]})");
}

TEST(Json, ErrorsSayLineAndColumn) {
  const auto json = parse_json(as_bytes("{\n \"a\": 1,\n  oops}"));
  ASSERT_FALSE(json);
  EXPECT_THAT(json.error().message(), HasSubstr("line 3 column 3: not valid JSON"));
}

TEST(Json, DeepNestingIsRefused) {
  EXPECT_TRUE(parse_json(as_bytes(std::string(200, '[') + std::string(200, ']'))));
  EXPECT_FALSE(parse_json(as_bytes(std::string(201, '[') + std::string(201, ']'))));
}

TEST(Json, WritingReplacesWhatIsNotUtf8) {
  EXPECT_EQ(json_line(Json("caf\xE9")), "\"caf\xEF\xBF\xBD\"");
  EXPECT_EQ(json_text({{"caf\xE9", 1}}, 2), "{\n  \"caf\xEF\xBF\xBD\": 1\n}\n");
}

TEST(Json, FieldsOfAnotherTypeCountAsMissing) {
  const Json json =
      parse_json(
          as_bytes(
              R"({"text": "x", "number": 1.5, "integer": 3, "none": null, "big": 18446744073709551615,
          "shape": [1, 2], "bad_shape": [1, -2], "numbers": [1, 2.5], "mixed": [1, "a"]})"))
          .value();
  EXPECT_EQ(find_string(json, "text"), "x");
  EXPECT_EQ(find_string(json, "number"), std::nullopt);
  EXPECT_EQ(find_integer(json, "integer"), 3);
  EXPECT_EQ(find_integer(json, "number"), std::nullopt);
  EXPECT_EQ(find_integer(json, "big"), std::nullopt);
  EXPECT_EQ(find(json, "none"), nullptr);
  EXPECT_EQ(find_shape(json, "shape"), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(find_shape(json, "bad_shape"), std::nullopt);
  EXPECT_EQ(find_numbers(json, "numbers"), (std::vector<double>{1, 2.5}));
  EXPECT_EQ(find_numbers(json, "integer"), (std::vector<double>{3}));
  EXPECT_EQ(find_numbers(json, "mixed"), std::nullopt);
  EXPECT_TRUE(find_array(json, "text").empty());
}

}  // namespace
}  // namespace npuscope
