// SPDX-License-Identifier: Apache-2.0
// A generated network.c: read whole, and what the steps below reading cost.
#include <cstdint>
#include <numeric>

#include "base/files.h"
#include "formats/st/c_scanner.h"
#include "formats/st/network_c.h"
#include "support/benchmark_main.h"

namespace npuscope::bench {
namespace {

using Text = std::shared_ptr<const std::string>;

/// The time of `read`; bytes per second count the text.
template <class Read>
void time_text(benchmark::State& state, const std::string& text, Read read) {
  for (auto _ : state) benchmark::DoNotOptimize(read());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}

void time_whole(benchmark::State& state, const Text& text) {
  time_text(state, *text, [&] { return need(parse_network_c(text)); });
  const NetworkC network = need(parse_network_c(text));
  size_t units = 0;
  for (const StEpoch& epoch : network.epochs) units += epoch.units.size();
  state.counters["epochs"] = static_cast<double>(network.epochs.size());
  state.counters["units"] = static_cast<double>(units);
  state.counters["buffers"] =
      static_cast<double>(network.inputs.size() + network.outputs.size() +
                          network.parameters.size() + network.internal.size());
}

size_t count_tokens(const std::string& text) {
  size_t tokens = 0;
  for (CScanner scanner(text); !scanner.at_end(); scanner.advance_to_any()) ++tokens;
  return tokens;
}

/// Looks at each byte once, without anything that a compiler could do for many at a time.
uint64_t look_at_bytes(const std::string& text) {
  uint64_t sum = 0;
  for (const char c : text) {
    sum += static_cast<unsigned char>(c);
    benchmark::DoNotOptimize(sum);
  }
  return sum;
}

template <class Function>
void add(const char* name, Function function) {
  benchmark::RegisterBenchmark(name, function)->Unit(benchmark::kMillisecond);
}

/// Argument: a network.c.
void add_file(const std::vector<std::string>& arguments) {
  const fs::path path = from_utf8(arguments[0]);
  const auto text = std::make_shared<const std::string>(need(read_file(path)));
  add("whole", [text](benchmark::State& state) { time_whole(state, text); });
  add("tokens", [text](benchmark::State& state) {
    time_text(state, *text, [&] { return count_tokens(*text); });
  });
  add("bytes", [text](benchmark::State& state) {
    time_text(state, *text, [&] { return look_at_bytes(*text); });
  });
  add("file", [text, path](benchmark::State& state) {
    time_text(state, *text, [&] { return need(read_file(path)); });
  });
}

}  // namespace
}  // namespace npuscope::bench

int main(int argc, char** argv) {
  return npuscope::bench::run_benchmarks(argc, argv, 1, "NETWORK_C", npuscope::bench::add_file);
}
