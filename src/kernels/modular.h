// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <type_traits>

namespace npuscope {

/// f(a, b) on floats; on integers in an unsigned type: they wrap around, as ONNX's do, and that
/// stays defined.
template <class T, class F>
T modular(T a, T b, F f) {
  if constexpr (std::is_floating_point_v<T>) {
    return f(a, b);
  } else {
    using U = std::conditional_t<sizeof(T) == 8, uint64_t, uint32_t>;
    return static_cast<T>(f(static_cast<U>(a), static_cast<U>(b)));
  }
}

}  // namespace npuscope
