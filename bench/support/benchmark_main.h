// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/process.h"
#include "base/result.h"

namespace npuscope::bench {

/// The value; without one the program ends with the error's text.
template <class T>
T need(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().message().c_str());
  std::exit(1);
}

/// Runs what `add` registers. `add` gets the arguments that are not Google Benchmark's own, of
/// which there must be `fewest` at least; `usage` names them.
template <class Add>
int run_benchmarks(int argc, char** argv, int fewest, const char* usage, Add add) {
  keep_freed_memory();
  benchmark::Initialize(&argc, argv);
  if (argc - 1 < fewest) {
    std::fprintf(stderr, "usage: %s %s\n", argv[0], usage);
    return 2;
  }
  add(std::vector<std::string>(argv + 1, argv + argc));
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace npuscope::bench
