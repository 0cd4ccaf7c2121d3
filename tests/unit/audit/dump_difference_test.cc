// SPDX-License-Identifier: Apache-2.0
#include "audit/dump_difference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace npuscope {
namespace {

using Pattern = DumpDifference::Pattern;

std::vector<std::byte> made_image(uint32_t seed = 1) {
  std::mt19937 random(seed);
  std::vector<std::byte> image(4096);
  for (std::byte& byte : image) byte = static_cast<std::byte>(random() & 0xff);
  return image;
}

std::optional<DumpDifference> compare(const std::vector<std::byte>& image,
                                      const std::vector<std::byte>& dump) {
  return dump_difference(image, dump, dump, 0);
}

TEST(DumpDifference, EqualBytesHaveNone) { EXPECT_FALSE(compare(made_image(), made_image())); }

TEST(DumpDifference, FlashThatWasNotProgrammedIsErased) {
  auto dump = made_image();
  std::fill(dump.begin() + 1000, dump.end(), std::byte{0xff});
  const auto difference = compare(made_image(), dump);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pattern, Pattern::kErased);
  EXPECT_GE(difference->first, 1000);
  EXPECT_LT(difference->first, 1010);
}

TEST(DumpDifference, MemoryThatCannotBeReadIsZero) {
  const auto difference = compare(made_image(), std::vector<std::byte>(4096));
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pattern, Pattern::kZeros);
  EXPECT_EQ(difference->compared, 4096);
}

TEST(DumpDifference, AnImageAtAnotherPlaceIsShifted) {
  const auto image = made_image();
  for (const int64_t shift : {-100, 4, 256}) {
    auto dump = made_image(2);
    for (int64_t i = 0; i < 4096; ++i)
      if (i + shift >= 0 && i + shift < 4096)
        dump[static_cast<size_t>(i + shift)] = image[static_cast<size_t>(i)];
    const auto difference = compare(image, dump);
    ASSERT_TRUE(difference);
    EXPECT_EQ(difference->pattern, Pattern::kShifted) << shift;
    EXPECT_EQ(difference->shift, shift);
  }
}

TEST(DumpDifference, ShiftedContentIsLookedForInAllOfTheDump) {
  const auto image = made_image();
  auto around = made_image(2);
  around.insert(around.end(), image.begin(), image.end());
  const auto difference = dump_difference(image, Bytes(around).first(4096), around, 0);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pattern, Pattern::kShifted);
  EXPECT_EQ(difference->shift, 4096);
}

TEST(DumpDifference, OtherContentIsAnotherImage) {
  const auto difference = compare(made_image(), made_image(2));
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pattern, Pattern::kOther);
}

TEST(DumpDifference, SingleBytesAreScattered) {
  auto dump = made_image();
  for (const size_t at : {7U, 8U, 3000U}) dump[at] ^= std::byte{1};
  const auto difference = compare(made_image(), dump);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->pattern, Pattern::kScattered);
  EXPECT_EQ(difference->differing, 3);
  EXPECT_EQ(difference->runs, 2);
  EXPECT_EQ(difference->first, 7);
  EXPECT_EQ(difference->last, 3000);
}

TEST(DumpDifference, AShortDumpIsComparedAsFarAsItGoes) {
  auto dump = made_image();
  dump.resize(50);
  EXPECT_FALSE(compare(made_image(), dump));
  EXPECT_FALSE(compare({}, {}));
}

}  // namespace
}  // namespace npuscope
