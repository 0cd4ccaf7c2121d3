// SPDX-License-Identifier: Apache-2.0
#include "neural_art/pass_plan.h"

#include <gtest/gtest.h>

#include <string>

#include "base/result.h"

namespace npuscope {
namespace {

/// "rows 0-3", "rows 3-5 columns 6-7", "all"; one after the other.
std::string plan_text(std::vector<int64_t> kernel, std::vector<int64_t> stride) {
  ConvolutionSum sum;
  sum.window.kernel = std::move(kernel);
  sum.window.stride = std::move(stride);
  std::string text;
  const auto add = [&](const char* name, const std::optional<SumSlice::Range>& range) {
    if (range)
      text += std::string(name) + std::to_string(range->begin) + "-" + std::to_string(range->end);
  };
  for (const SumSlice& slice : kernel_pieces(sum)) {
    text += text.empty() ? "" : " ";
    add("r", slice.rows);
    add("c", slice.columns);
    if (!slice.rows && !slice.columns) text += "all";
  }
  return text;
}

TEST(KernelPieces, OfAKernelThatAUnitTakesIsOne) {
  EXPECT_EQ(plan_text({3, 3}, {1, 1}), "all");
  EXPECT_EQ(plan_text({1, 1}, {2, 2}), "all");
  EXPECT_EQ(plan_text({6}, {1}), "all");
}

TEST(KernelPieces, BeginAtTheTopWithThreeRows) {
  EXPECT_EQ(plan_text({5, 5}, {1, 1}), "r0-3 r3-5");
  EXPECT_EQ(plan_text({7, 6}, {1, 1}), "r0-3 r3-6 r6-7");
}

TEST(KernelPieces, TakeAllRowsOfSixColumnsBeforeTheNext) {
  EXPECT_EQ(plan_text({7, 7}, {1, 1}), "r0-3c0-6 r3-6c0-6 r6-7c0-6 r0-3c6-7 r3-6c6-7 r6-7c6-7");
}

TEST(KernelPieces, MayBeTwelveColumnsWideWhereTheStrideIsTwo) {
  EXPECT_EQ(plan_text({3, 9}, {2, 2}), "all");
  EXPECT_EQ(plan_text({3, 13}, {2, 2}), "c0-12 c12-13");
}

}  // namespace
}  // namespace npuscope
