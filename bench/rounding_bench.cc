// SPDX-License-Identifier: Apache-2.0
// How often each arithmetic makes another code of a sum than exact integers do: no time is
// measured.
#include <array>
#include <cmath>
#include <functional>
#include <random>

#include "neural_art/products.h"
#include "runtimes/runtime_list.h"
#include "support/benchmark_main.h"

namespace npuscope::bench {
namespace {

constexpr IntegerRange kInt8 = {-128, 127};
constexpr int kFactors = 1024;
constexpr int kSums = 8192;  // of each factor

/// Factors from 2^low to 2^high, evenly on a logarithmic scale.
struct Column {
  const char* name;
  int low, high;
};
constexpr std::array<Column, 3> kColumns = {
    {{"2^-13 to 2^-9", -13, -9}, {"2^-9 to 2^-6", -9, -6}, {"2^-6 to 2^-3", -6, -3}}};

/// A factor of two float32, and sums whose codes cover int8.
struct Sample {
  float input = 1, weight = 1;
  std::vector<int64_t> sums;

  [[nodiscard]] double factor() const {
    return static_cast<double>(input) * static_cast<double>(weight);
  }
};

Sample sample_of(const Column& column, int index) {
  std::mt19937_64 random(static_cast<uint64_t>(index));
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  };
  const double factor = std::exp2(uniform(column.low, column.high));
  Sample sample;
  sample.input = static_cast<float>(uniform(0.01, 0.1));
  sample.weight = static_cast<float>(factor / static_cast<double>(sample.input));
  const double largest = 127 / sample.factor();
  for (int i = 0; i < kSums; ++i)
    sample.sums.push_back(static_cast<int64_t>(uniform(-largest, largest)));
  return sample;
}

using Stages = std::vector<Stage>;
using MakeStages = std::function<Stages(const Sample&)>;

std::vector<int64_t> codes_of(const Stages& stages, std::vector<int64_t> sums) {
  for (const Stage& stage : stages) apply_stage(stage, sums, 1, nullptr);
  return sums;
}

Stages exact_stages(const Sample& sample) {
  RealStage stage;
  stage.multiplier = {sample.factor()};
  stage.low = kInt8.low;
  stage.high = kInt8.high;
  return {stage};
}

/// The NPU's, whose accumulator holds the largest sum, with so many bits to spare.
MakeStages npu_stages(CompilerGeneration generation, int spare) {
  return [=](const Sample& sample) {
    const double largest = 127 / sample.factor();
    const auto weights = static_cast<int64_t>(std::ldexp(largest / 256, spare));
    const ProductScales scales = {static_cast<double>(sample.input),
                                  {static_cast<double>(sample.weight)},
                                  1,
                                  0,
                                  {},
                                  {weights},
                                  {}};
    const SumLowering lowering =
        lower_products(need(product_coefficients(scales, generation)), {}, kInt8, 1);
    Stages stages = {*lowering.pass};
    stages.insert(stages.end(), lowering.epilogue.begin(), lowering.epilogue.end());
    return stages;
  };
}

void count(benchmark::State& state, const Column& column, const MakeStages& make) {
  int64_t differing = 0, largest = 0;
  for (auto _ : state) {
    for (int f = 0; f < kFactors; ++f) {
      const Sample sample = sample_of(column, f);
      const auto exact = codes_of(exact_stages(sample), sample.sums);
      const auto codes = codes_of(make(sample), sample.sums);
      for (size_t i = 0; i < codes.size(); ++i) {
        differing += codes[i] != exact[i] ? 1 : 0;
        largest = std::max(largest, std::abs(codes[i] - exact[i]));
      }
    }
  }
  state.counters["share"] = static_cast<double>(differing) / kFactors / kSums;
  state.counters["largest"] = static_cast<double>(largest);
}

void add_all(const std::vector<std::string>& /*arguments*/) {
  std::vector<std::pair<std::string, MakeStages>> arithmetics;
  for (const RuntimeRules* rules : all_runtimes())
    arithmetics.emplace_back(rules->name(), [rules](const Sample& sample) {
      return rules->products({sample.input, {sample.weight}, 1.0F}, {0, kInt8});
    });
  for (const int spare : {0, 1}) {
    const std::string bits = spare == 0 ? ", tight" : ", a bit to spare";
    arithmetics.emplace_back("neural-art 4.0" + bits,
                             npu_stages(CompilerGeneration::kCore4, spare));
    arithmetics.emplace_back("neural-art 2.2" + bits,
                             npu_stages(CompilerGeneration::kCore2, spare));
  }
  for (const auto& [name, make] : arithmetics)
    for (const Column& column : kColumns)
      benchmark::RegisterBenchmark(
          (name + "/" + column.name).c_str(),
          [column, make](benchmark::State& state) { count(state, column, make); })
          ->Iterations(1);
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 0, "", npuscope::bench::add_all);
}
