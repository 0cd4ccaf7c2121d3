// SPDX-License-Identifier: Apache-2.0
#include "base/isa.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace npuscope {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Isa, IsTheBestWhoseFlagsAreAllThere) {
  const Cpu old = {"x86-64", "", {"avx", "sse4_1"}};
  const Cpu zen3 = {"x86-64", "", {"avx", "avx2", "fma"}};
  const Cpu alder_lake = {"x86-64", "", {"avx2", "avx_vnni", "fma"}};
  const Cpu skylake_x = {
      "x86-64", "", {"avx2", "avx512bw", "avx512dq", "avx512f", "avx512vl", "fma"}};
  const Cpu ice_lake = {
      "x86-64", "", {"avx2", "avx512_vnni", "avx512bw", "avx512dq", "avx512f", "avx512vl", "fma"}};
  EXPECT_EQ(best_isa(old), Isa::kBaseline);
  EXPECT_EQ(best_isa(zen3), Isa::kAvx2);
  EXPECT_EQ(best_isa(alder_lake), Isa::kAvxVnni);
  EXPECT_EQ(best_isa(skylake_x), Isa::kAvx2);
  EXPECT_EQ(best_isa(ice_lake), Isa::kAvx512Vnni);
  EXPECT_EQ(best_isa({"aarch64", "", {"neon"}}), Isa::kNeon);
  EXPECT_EQ(best_isa({"aarch64", "", {"dotprod", "neon"}}), Isa::kNeonDot);
  EXPECT_EQ(best_isa({"unknown", "", {}}), Isa::kBaseline);
}

TEST(Isa, OfEveryNameIsFoundByIt) {
  const Cpu cpu = detect_cpu();
  for (const Isa isa : available_isas(cpu)) EXPECT_EQ(isa_named(isa_name(isa), cpu), isa);
}

TEST(Isa, ThatTheProcessorDoesNotRunIsAnErrorThatNamesThoseItDoes) {
  const Cpu cpu = {"x86-64", "", {"avx2", "fma"}};
  EXPECT_THAT(available_isas(cpu), ElementsAre(Isa::kBaseline, Isa::kAvx2));
  const auto missing = isa_named("avx512vnni", cpu);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind(), ErrorKind::kUsage);
  EXPECT_THAT(missing.error().message(), HasSubstr("baseline, avx2"));
  const auto unknown = isa_named("avx-2", cpu);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind(), ErrorKind::kUsage);
  EXPECT_THAT(unknown.error().hint(), HasSubstr("'avx2'"));
  EXPECT_FALSE(isa_named("neon", cpu));
}

}  // namespace
}  // namespace npuscope
