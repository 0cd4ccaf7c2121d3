// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#ifdef __GLIBC__
#include <pthread.h>
#endif

namespace npuscope {
namespace {

TEST(ParallelFor, CallsEveryIndexOnceWhateverTheThreadCount) {
  for (int threads : {0, 1, 2, 7}) {
    std::vector<std::atomic<int>> calls(100);
    parallel_for(100, threads, [&](int64_t i) { ++calls[static_cast<size_t>(i)]; });
    for (const auto& count : calls) EXPECT_EQ(count, 1);
  }
}

TEST(ParallelFor, ThrowsOnWhatTheSmallestIndexThrew) {
  for (int threads : {1, 2, 7}) {
    std::atomic<int> calls = 0;
    try {
      parallel_for(1000, threads, [&](int64_t i) {
        ++calls;
        if (i >= 3) throw std::runtime_error(std::to_string(i));
      });
      FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "3");
    }
    EXPECT_LT(calls, 1000);
  }
}

#ifdef __GLIBC__
TEST(ParallelFor, WorksWithTheThreadsThatTheSystemLetsStart) {
  pthread_attr_t usual, impossible;
  ASSERT_EQ(pthread_getattr_default_np(&usual), 0);
  ASSERT_EQ(pthread_getattr_default_np(&impossible), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&impossible, size_t{1} << 60), 0);
  ASSERT_EQ(pthread_setattr_default_np(&impossible), 0);
  std::vector<std::atomic<int>> calls(10);
  EXPECT_NO_THROW(parallel_for(10, 4, [&](int64_t i) { ++calls[static_cast<size_t>(i)]; }));
  ASSERT_EQ(pthread_setattr_default_np(&usual), 0);
  for (const auto& count : calls) EXPECT_EQ(count, 1);
}
#endif

TEST(ParallelFor, NothingToDoCallsNothing) {
  parallel_for(0, 4, [](int64_t) { FAIL(); });
}

}  // namespace
}  // namespace npuscope
