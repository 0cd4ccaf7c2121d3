// SPDX-License-Identifier: Apache-2.0
// Tables of 256 entries, for every instruction set that this processor runs.
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "base/cpu.h"
#include "base/isa.h"
#include "simd/kernels.h"

namespace npuscope {
namespace {

class LookUp : public ::testing::TestWithParam<Isa> {};

TEST_P(LookUp, FindsEveryEntryAndWritesNothingBehind) {
  constexpr uint8_t kUntouched = 0xa5;
  std::mt19937 random(3);
  for (size_t count = 0; count < 300; ++count) {
    std::vector<uint8_t> x(count), entries(256), out(count + 64, kUntouched);
    for (uint8_t& entry : entries) entry = static_cast<uint8_t>(random());
    for (size_t i = 0; i < count; ++i) x[i] = static_cast<uint8_t>(i + count);
    simd::kernels_of(GetParam()).look_up(x.data(), count, entries.data(), out.data());
    for (size_t i = 0; i < out.size(); ++i)
      ASSERT_EQ(out[i], i < count ? entries[x[i]] : kUntouched) << count << " " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(EveryIsa, LookUp, ::testing::ValuesIn(available_isas(detect_cpu())),
                         [](const auto& one) { return std::string(isa_name(one.param)); });

}  // namespace
}  // namespace npuscope
