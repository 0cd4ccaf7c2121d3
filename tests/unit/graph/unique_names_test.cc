// SPDX-License-Identifier: Apache-2.0
#include "graph/unique_names.h"

#include <gtest/gtest.h>

#include <string>

namespace npuscope {
namespace {

// So many that the test would not end if each began to count at 2 again.
constexpr int kMany = 200'000;

TEST(UniqueNames, NumbersTheSecondOfAName) {
  UniqueNames names;
  EXPECT_EQ(names.add("a"), "a");
  EXPECT_EQ(names.add("b"), "b");
  EXPECT_EQ(names.add("a"), "a#2");
  EXPECT_EQ(names.add("a"), "a#3");
}

TEST(UniqueNames, PassesOverNumbersThatAreNamesAlready) {
  UniqueNames names;
  for (const char* name : {"a#2", "a", "a#4"}) EXPECT_EQ(names.add(name), name);
  EXPECT_EQ(names.add("a"), "a#3");
  EXPECT_EQ(names.add("a"), "a#5");
  EXPECT_EQ(names.add("a#2"), "a#2#2");
}

TEST(UniqueNames, CountsOnWithoutTryingEveryNumberAgain) {
  UniqueNames names;
  std::string last;
  for (int i = 0; i < kMany; ++i) last = names.add("a");
  EXPECT_EQ(last, "a#" + std::to_string(kMany));
}

}  // namespace
}  // namespace npuscope
