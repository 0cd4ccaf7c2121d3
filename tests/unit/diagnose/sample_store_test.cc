// SPDX-License-Identifier: Apache-2.0
#include "diagnose/sample_store.h"

#include <gtest/gtest.h>

#include <cmath>

namespace npuscope {
namespace {

SampleResult example() {
  SampleResult result;
  result.name = "a.png";
  result.evidence = "123";
  result.outputs = {{0.1, std::nan("")}, {}};
  LayerStats stats;
  stats.moments.count = 7;
  stats.moments.square_d = 1.0 / 3;
  stats.largest = 0.1;
  result.comparisons = {{{stats}, {LayerStats{}}}};
  result.counters = {{NodeCounters{{StageCounters{9, 1, 2, 3, 70000, 4}}}}, {}};
  return result;
}

class SampleStoreTest : public testing::Test {
 protected:
  fs::path folder_ = fs::path(testing::TempDir()) / "npuscope_sample_store";
  void SetUp() override { fs::remove_all(folder_); }
};

TEST_F(SampleStoreTest, WhatIsSavedIsFoundToTheLastBit) {
  const SampleStore store = *SampleStore::open(folder_, "key");
  ASSERT_TRUE(store.save(3, example()));
  const auto found = store.find(3, "a.png", "123");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->outputs[0][0], 0.1);
  EXPECT_TRUE(std::isnan(found->outputs[0][1]));
  EXPECT_EQ(found->comparisons[0].accumulated[0], example().comparisons[0].accumulated[0]);
  EXPECT_EQ(found->counters[0][0].stages, example().counters[0][0].stages);
}

TEST_F(SampleStoreTest, ANameThatIsNotUtf8IsKept) {
  const SampleStore store = *SampleStore::open(folder_, "key");
  SampleResult result = example();
  result.name = "caf\xE9.png";  // Latin-1
  ASSERT_TRUE(store.save(0, result));
  const auto found = store.find(0, result.name, "123");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, result.name);
}

TEST_F(SampleStoreTest, AnotherInputKeyOrDamagedFileIsNotReused) {
  const SampleStore store = *SampleStore::open(folder_, "key");
  ASSERT_TRUE(store.save(0, example()));
  EXPECT_FALSE(store.find(0, "a.png", "another input"));
  EXPECT_FALSE(store.find(0, "b.png", "123"));
  EXPECT_FALSE(store.find(1, "a.png", "123"));
  EXPECT_FALSE((*SampleStore::open(folder_, "another key")).find(0, "a.png", "123"));
  ASSERT_TRUE(write_file_atomically(folder_ / "00000.json", std::string_view("{\"schema\": 1")));
  EXPECT_FALSE(store.find(0, "a.png", "123"));
}

}  // namespace
}  // namespace npuscope
