// SPDX-License-Identifier: Apache-2.0
// Included by the file of each instruction set: all of it has internal linkage.
#pragma once

#include <cstddef>
#include <utility>

namespace npuscope::simd {
namespace {

template <class F, size_t... I>
[[gnu::always_inline]] inline void unrolled(F&& f, std::index_sequence<I...> /*indices*/) {
  (f(std::integral_constant<size_t, I>()), ...);
}

/// f(0) … f(N - 1), each index a constant: what is indexed by them can live in registers. Compilers
/// unroll loops too late for that.
template <size_t N, class F>
[[gnu::always_inline]] inline void unrolled(F&& f) {
  unrolled(f, std::make_index_sequence<N>());
}

}  // namespace
}  // namespace npuscope::simd
