// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

namespace npuscope {

/// The number of threads that the machine runs at once; at least 1.
int hardware_threads();

/// Calls `body(i)` once for every i in [0, count), on up to `threads` threads (0: as many as the
/// machine has, and as the system lets start). Returns when all calls have returned. Which thread
/// makes which call is not specified: results must be stored by index, so that they do not depend
/// on the thread count. When calls throw, no more begin, and the exception of the smallest index
/// that throws is thrown on, whatever the thread count.
void parallel_for(int64_t count, int threads, const std::function<void(int64_t)>& body);

}  // namespace npuscope
