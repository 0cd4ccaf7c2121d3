// SPDX-License-Identifier: Apache-2.0
// What the machine can do at most, measured: the clock, reading from memory, and multiplying.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "base/isa.h"
#include "support/benchmark_main.h"

#if defined(__x86_64__)
#define NPUSCOPE_X86_64 1
#endif

namespace npuscope::bench {
namespace {

constexpr int64_t kRounds = 4096;

/// Items: cycles. An addition takes one, and each here waits for the one before.
[[maybe_unused]] void clock(benchmark::State& state) {
  uint64_t sum = 0;
  const uint64_t one = 1;
  for (auto _ : state) {
    for (int64_t i = 0; i < kRounds; ++i) {
#if defined(NPUSCOPE_X86_64)
      __asm__ volatile(".rept 64\n add %1, %0\n .endr" : "+r"(sum) : "r"(one));
#elif defined(__aarch64__)
      __asm__ volatile(".rept 64\n add %0, %0, %1\n .endr" : "+r"(sum) : "r"(one));
#endif
    }
  }
  benchmark::DoNotOptimize(sum);
  state.SetItemsProcessed(state.iterations() * kRounds * 64);
}

/// Bytes: what one thread reads of a buffer that no cache holds.
void read_memory(benchmark::State& state) {
  const std::vector<uint64_t> buffer(size_t{1} << 25, 1);
  for (auto _ : state)
    benchmark::DoNotOptimize(std::accumulate(buffer.begin(), buffer.end(), uint64_t{0}));
  state.SetBytesProcessed(state.iterations() *
                          static_cast<int64_t>(buffer.size() * sizeof(uint64_t)));
}

#if defined(NPUSCOPE_X86_64)

// Twelve independent chains hide the latency; the values do not matter.
#define NPUSCOPE_CHAINS "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"
#define NPUSCOPE_CLOBBERED \
  "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11"
constexpr int64_t kChains = 12;

/// A benchmark of one instruction on registers. Items: products, so many in each.
#define NPUSCOPE_LIMIT(name, instruction, products_of_one, afterwards)                         \
  void name(benchmark::State& state) {                                                         \
    for (auto _ : state)                                                                       \
      for (int64_t i = 0; i < kRounds; ++i)                                                    \
        __asm__ volatile(".irp chain, " NPUSCOPE_CHAINS "\n " instruction "\\chain\n .endr" :: \
                             : NPUSCOPE_CLOBBERED);                                            \
    __asm__ volatile(afterwards);                                                              \
    state.SetItemsProcessed(state.iterations() * kRounds * kChains * (products_of_one));       \
  }

// Products of 16-bit factors, added up in pairs.
NPUSCOPE_LIMIT(multiply_sse2, "pmaddwd %%xmm15, %%xmm", 8, "")
NPUSCOPE_LIMIT(multiply_avx2, "vpmaddwd %%ymm15, %%ymm15, %%ymm", 16, "vzeroupper")
// Products of bytes, added up in fours.
NPUSCOPE_LIMIT(multiply_avxvnni, "%{vex%} vpdpbusd %%ymm15, %%ymm15, %%ymm", 32, "vzeroupper")
NPUSCOPE_LIMIT(multiply_avx512vnni, "vpdpbusd %%zmm15, %%zmm15, %%zmm", 64, "vzeroupper")

#endif

void add_limits(const std::vector<std::string>& /*arguments*/) {
  benchmark::RegisterBenchmark("read", read_memory);
#if defined(NPUSCOPE_X86_64) || defined(__aarch64__)
  benchmark::RegisterBenchmark("clock", clock);
#endif
#if defined(NPUSCOPE_X86_64)
  benchmark::RegisterBenchmark("sse2", multiply_sse2);
  const std::vector<Isa> isas = available_isas(detect_cpu());
  const auto add = [&](Isa isa, void (*limit)(benchmark::State&)) {
    if (std::ranges::find(isas, isa) != isas.end())
      benchmark::RegisterBenchmark(std::string(isa_name(isa)).c_str(), limit);
  };
  add(Isa::kAvx2, multiply_avx2);
  add(Isa::kAvxVnni, multiply_avxvnni);
  add(Isa::kAvx512Vnni, multiply_avx512vnni);
#endif
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 0, "", npuscope::bench::add_limits);
}
