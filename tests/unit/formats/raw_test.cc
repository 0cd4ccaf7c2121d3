// SPDX-License-Identifier: Apache-2.0
#include "formats/raw.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/scratch_folder.h"

namespace npuscope {
namespace {

using test::write_text;
using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(std::string_view sidecar) {
  const auto parsed = parse_raw_sidecar(as_bytes(sidecar));
  return parsed ? "no error" : parsed.error().message();
}

TEST(Raw, TheSidecarGivesTypeShapeAndScale) {
  const test::ScratchFolder scratch;
  const fs::path path = scratch.path() / "dump.bin";
  write_text(path, std::string_view("\x80\x00\x7f", 3));
  for (const char* sidecar : {"dump.bin.json", "dump.json"}) {
    const fs::path sidecar_path = path.parent_path() / sidecar;
    write_text(sidecar_path,
               R"({"dtype": "int8", "shape": [1, 3], "scale": 0.5, "zero_point": -1})");
    const auto raw = read_raw(path);
    ASSERT_TRUE(raw) << raw.error().message();
    EXPECT_EQ(raw->name, "dump");
    EXPECT_THAT(raw->tensor.values<int8_t>(), ElementsAre(-128, 0, 127));
    EXPECT_EQ(raw->quantization->scale[0], 0.5f);
    EXPECT_EQ(raw->quantization->zero_point[0], -1);
    fs::remove(sidecar_path);
  }
}

TEST(Raw, MissingSidecarsAndWrongLengthsAreExplained) {
  const test::ScratchFolder scratch;
  const fs::path path = scratch.path() / "dump.bin";
  write_text(path, "123");
  EXPECT_THAT(read_raw(path).error().message(), HasSubstr("dump.bin.json"));
  write_text(path.parent_path() / "dump.bin.json", R"({"dtype": "int16", "shape": [2]})");
  EXPECT_THAT(read_raw(path).error().message(), HasSubstr("expected: 4 bytes"));
}

TEST(Raw, WhatASidecarGetsWrongIsSaid) {
  EXPECT_THAT(error_of("[]"), HasSubstr("not a JSON object"));
  EXPECT_THAT(error_of(R"({"dtype": "int8", "shape": [1], "zero_pont": 1})"),
              HasSubstr("unknown key 'zero_pont'"));
  EXPECT_THAT(error_of(R"({"dtype": "i8", "shape": [1]})"), HasSubstr("found:    i8"));
  EXPECT_THAT(error_of(R"({"dtype": "string", "shape": [1]})"), HasSubstr("dtype"));
  EXPECT_THAT(error_of(R"({"dtype": "int8", "shape": [-1]})"), HasSubstr("shape"));
  EXPECT_THAT(error_of(R"({"dtype": "int8", "shape": [1], "zero_point": 1})"), HasSubstr("scale"));
  EXPECT_THAT(error_of(R"({"dtype": "int8", "shape": [1], "scale": -1})"), HasSubstr("scale"));
  EXPECT_THAT(error_of(R"({"dtype": "int8", "shape": [1], "scale": 1e300})"), HasSubstr("scale"));
  EXPECT_THAT(error_of(R"({"dtype": "int8", "shape": [1], "scale": 1, "zero_point": 128})"),
              HasSubstr("zero point"));
  EXPECT_THAT(error_of(R"({"dtype": "float32", "shape": [1], "scale": 1})"), HasSubstr("float32"));
}

}  // namespace
}  // namespace npuscope
