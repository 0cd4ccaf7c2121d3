// SPDX-License-Identifier: Apache-2.0
// A case's images, read from their files and prepared for the network.
#include <numeric>

#include "diagnose/case.h"
#include "inputs/input_set.h"
#include "support/benchmark_main.h"

namespace npuscope::bench {
namespace {

double sum_of(const Tensor& tensor) {
  const auto values = tensor.values<float>();
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// The sum of all that was read goes into the output too, to be compared with another's.
void time_images(benchmark::State& state, const InputSet& images) {
  for (auto _ : state)
    for (size_t i = 0; i < images.size(); ++i) benchmark::DoNotOptimize(need(images.load(i)));
  double sum = 0;
  for (size_t i = 0; i < images.size(); ++i) sum += sum_of(need(images.load(i)).front());
  state.counters["sum"] = sum;
  state.counters["images"] = static_cast<double>(images.size());
}

/// Argument: a case whose inputs are prepared to three planes of 128 by 128 floats.
void add_case(const std::vector<std::string>& arguments) {
  Case input = need(read_case(from_utf8(arguments[0])));
  input.inputs->limit.reset();
  const InputDescription description{"input", ElementType::kFloat32, {1, 3, 128, 128}, {}};
  const auto images =
      std::make_shared<const InputSet>(need(InputSet::open(*input.inputs, {description})));
  benchmark::RegisterBenchmark("images",
                               [images](benchmark::State& state) { time_images(state, *images); })
      ->MeasureProcessCPUTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 1, "CASE", npuscope::bench::add_case);
}
