// SPDX-License-Identifier: Apache-2.0
// All metrics of two tensors, in one pass, and merely reading the two; each on one thread and on
// two, from memory and from files in the page cache, mapped anew each time as every start of the
// program does.
#include <cstring>
#include <functional>
#include <iterator>

#include "base/parallel.h"
#include "compare/block_kernels.h"
#include "compare/metrics.h"
#include "compare/statistics.h"
#include "formats/npy.h"
#include "support/benchmark_main.h"

namespace npuscope::bench {
namespace {

/// Two tensors of equal shape, and how their codes stand for real numbers.
struct Pair {
  Tensor reference, other;
  std::optional<Quantization> quantization;
};

/// Arguments: two .npy files; the scale and zero point of their codes, if they are codes.
Pair pair_of(const std::vector<std::string>& arguments) {
  Pair pair{need(read_npy(from_utf8(arguments[0]))), need(read_npy(from_utf8(arguments[1]))), {}};
  if (arguments.size() == 4)
    pair.quantization = Quantization{
        pair.reference.type(), {std::stof(arguments[2])}, {std::stoi(arguments[3])}, -1};
  return pair;
}

Figures figures_of(const Pair& pair, int threads) {
  const Quantization* quantization = pair.quantization ? &*pair.quantization : nullptr;
  Statistics statistics({.channel_axis = 1, .classifier = true, .threads = threads});
  if (auto status =
          statistics.add({&pair.reference, quantization}, {&pair.other, quantization}, "");
      !status)
    need(Result<int>(fail(std::move(status).error())));
  return statistics.figures();
}

void set_sizes(benchmark::State& state, const Pair& pair) {
  state.SetItemsProcessed(state.iterations() * pair.reference.size());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(pair.reference.bytes().size() +
                                                                    pair.other.bytes().size()));
}

/// The figures go into the output too, so that they can be compared with another's.
void time_statistics(benchmark::State& state, const Pair& pair, int threads) {
  Figures figures;
  for (auto _ : state) figures = figures_of(pair, threads);
  for (const Metric& metric : metrics())
    state.counters[std::string(metric.name)] = metric.value(figures).value_or(0);
  state.SetLabel(std::string(isa_name(block_kernels().isa)));
  set_sizes(state, pair);
}

/// The sum of words of 64 bits, asked for a page ahead: what reading them takes at least.
uint64_t sum_of_words(Bytes bytes) {
  using Words = uint64_t __attribute__((vector_size(16)));
  constexpr size_t kLine = 64;
  constexpr size_t kAhead = 4096;
  Words sums[kLine / sizeof(Words)] = {};
  for (size_t at = 0; at + kLine <= bytes.size(); at += kLine) {
    __builtin_prefetch(bytes.data() + at + kAhead);
#pragma GCC unroll 4
    for (size_t i = 0; i < std::size(sums); ++i) {
      Words words;
      std::memcpy(&words, bytes.data() + at + i * sizeof(words), sizeof(words));
      sums[i] += words;
    }
  }
  const Words sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  return sum[0] + sum[1];
}

/// Both tensors once, in parts of a megabyte that threads share.
void read_once(const Pair& pair, int threads) {
  constexpr size_t kPart = size_t{1} << 20;
  const Bytes r = pair.reference.bytes();
  const Bytes p = pair.other.bytes();
  std::vector<uint64_t> sums((r.size() + kPart - 1) / kPart);
  parallel_for(static_cast<int64_t>(sums.size()), threads, [&](int64_t part) {
    const size_t first = static_cast<size_t>(part) * kPart;
    const size_t size = std::min(kPart, r.size() - first);
    sums[static_cast<size_t>(part)] =
        sum_of_words(r.subspan(first, size)) + sum_of_words(p.subspan(first, size));
  });
  benchmark::DoNotOptimize(sums.data());
}

void add_benchmark(const std::string& name, std::function<void(benchmark::State&)> time) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(time))
      ->MeasureProcessCPUTime()
      ->UseRealTime()
      ->Unit(benchmark::kMillisecond);
}

void add_pair(const std::vector<std::string>& arguments) {
  const Pair pair = pair_of(arguments);
  for (const int threads : {1, 2}) {
    const std::string suffix = "/" + std::to_string(threads);
    add_benchmark("statistics" + suffix,
                  [=](benchmark::State& state) { time_statistics(state, pair, threads); });
    add_benchmark("read" + suffix, [=](benchmark::State& state) {
      for (auto _ : state) read_once(pair, threads);
      set_sizes(state, pair);
    });
    add_benchmark("statistics, files" + suffix, [=](benchmark::State& state) {
      for (auto _ : state) benchmark::DoNotOptimize(figures_of(pair_of(arguments), threads));
      set_sizes(state, pair);
    });
    add_benchmark("read, files" + suffix, [=](benchmark::State& state) {
      for (auto _ : state) read_once(pair_of(arguments), threads);
      set_sizes(state, pair);
    });
  }
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(
      argc, argv, 2, "REFERENCE.npy OTHER.npy [SCALE ZERO_POINT]", npuscope::bench::add_pair);
}
