// SPDX-License-Identifier: Apache-2.0
#include "inputs/random_data.h"

#include <gtest/gtest.h>

#include "formula_image.h"

namespace npuscope {
namespace {

const Shape kShape = {1, 64, 64, 3};

InputDescription codes(ElementType type, float scale, int32_t zero_point) {
  return {"input", type, kShape, Quantization{type, {scale}, {zero_point}, -1}};
}

InputDescription floats() { return {"input", ElementType::kFloat32, kShape, std::nullopt}; }

std::string hash_of_all(const RandomData& data, size_t input = 0) {
  Sha256 hash;
  for (size_t i = 0; i < data.size(); ++i) hash.update(data.load(i).at(input).bytes());
  return hash.hex_digest();
}

TEST(RandomData, GivesTheBytesOfNumPysLegacyGenerator) {
  const auto rows = test::vectors("random_vectors.txt");
  ASSERT_EQ(rows.size(), 7u);
  for (const auto& row : rows) {
    RandomSpec spec;
    spec.seed = static_cast<uint32_t>(std::stoul(row.at(1)));
    InputDescription input = floats();
    if (row.at(0) == "float32") {
      spec.low = std::stod(row.at(2));
      spec.high = std::stod(row.at(3));
    } else {
      const auto type = row.at(0) == "int8" ? ElementType::kInt8 : ElementType::kUint8;
      input = codes(type, std::stof(row.at(2)), std::stoi(row.at(3)));
    }
    EXPECT_EQ(hash_of_all(RandomData::create(spec, {input}).value()), row.at(4))
        << testing::PrintToString(row);
  }
}

TEST(RandomData, ASampleDoesNotDependOnHowManyThereAre) {
  RandomSpec few, many;
  few.count = 3;
  many.count = 7;
  const auto a = RandomData::create(few, {floats()}).value().load(2);
  const auto b = RandomData::create(many, {floats()}).value().load(2);
  EXPECT_TRUE(std::ranges::equal(a[0].bytes(), b[0].bytes()));
}

TEST(RandomData, SeveralInputsAreDrawnOneAfterTheOther) {
  const auto one = RandomData::create(RandomSpec{42, 20, 0, 1}, {floats()}).value();
  const auto two = RandomData::create(RandomSpec{42, 10, 0, 1}, {floats(), floats()}).value();
  EXPECT_TRUE(std::ranges::equal(two.load(3)[1].bytes(), one.load(13)[0].bytes()));
}

TEST(RandomData, RefusesWhatItCannotMake) {
  const InputDescription tokens{"ids", ElementType::kInt64, {1, 8}, std::nullopt};
  const auto integers = RandomData::create({}, {tokens});
  ASSERT_FALSE(integers);
  EXPECT_EQ(integers.error().kind(), ErrorKind::kBadInput);
  for (const RandomSpec& spec : {RandomSpec{42, 0, 0, 1}, RandomSpec{42, 1 << 30, 0, 1},
                                 RandomSpec{42, 10, 1, 1}, RandomSpec{42, 10, 0, INFINITY}})
    EXPECT_FALSE(RandomData::create(spec, {floats()}));
}

}  // namespace
}  // namespace npuscope
