// SPDX-License-Identifier: Apache-2.0
// All metrics of two tensors in memory, in one pass on one thread.
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

Figures figures_of(const Pair& pair) {
  const Quantization* quantization = pair.quantization ? &*pair.quantization : nullptr;
  Statistics statistics({.channel_axis = 1, .classifier = true});
  if (auto status =
          statistics.add({&pair.reference, quantization}, {&pair.other, quantization}, "");
      !status)
    need(Result<int>(fail(std::move(status).error())));
  return statistics.figures();
}

/// The figures go into the output too, so that they can be compared with another's.
void time_statistics(benchmark::State& state, const Pair& pair) {
  Figures figures;
  for (auto _ : state) figures = figures_of(pair);
  for (const Metric& metric : metrics())
    state.counters[std::string(metric.name)] = metric.value(figures).value_or(0);
  state.SetItemsProcessed(state.iterations() * pair.reference.size());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(pair.reference.bytes().size() +
                                                                    pair.other.bytes().size()));
}

/// Arguments: two .npy files; the scale and zero point of their codes, if they are codes.
void add_pair(const std::vector<std::string>& arguments) {
  Pair pair{need(read_npy(from_utf8(arguments[0]))), need(read_npy(from_utf8(arguments[1]))), {}};
  if (arguments.size() == 4)
    pair.quantization = Quantization{
        pair.reference.type(), {std::stof(arguments[2])}, {std::stoi(arguments[3])}, -1};
  benchmark::RegisterBenchmark("statistics", [pair](benchmark::State& state) {
    time_statistics(state, pair);
  })->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(
      argc, argv, 2, "REFERENCE.npy OTHER.npy [SCALE ZERO_POINT]", npuscope::bench::add_pair);
}
