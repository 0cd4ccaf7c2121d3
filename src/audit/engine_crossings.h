// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "build/build.h"

namespace npuscope {

/// A tensor that one of the two engines writes and the other one reads.
struct EngineCrossing {
  std::string buffer;
  uint64_t begin = 0, end = 0;     ///< bytes in memory
  int64_t writer = 0, reader = 0;  ///< epochs
  bool to_cpu = false;             ///< the NPU writes, the Cortex-M55 reads
  bool covered = false;            ///< by a cache operation between the two
  int64_t call_line = 0;           ///< in network.c: the operation, or the reader's call
};

/// All tensors in pools that cross between NPU and Cortex-M55, as the edges of *c_info.json say,
/// and whether the calls in `network` cover all of their 32-byte lines in time: an invalidation
/// before the CPU reads, a clean behind what the CPU wrote. Hybrid epochs count as the CPU's, which
/// is how the compiler guards them. What the application writes or reads (epoch 0 and
/// user-allocated buffers) is not among them. Empty where the file has no edges.
std::vector<EngineCrossing> engine_crossings(const NetworkC& network, const CInfo& info);

/// Cache operations that the compiler put into the code, of the Cortex-M55's cache.
int64_t cache_call_count(const NetworkC& network);

}  // namespace npuscope
