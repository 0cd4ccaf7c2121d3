// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "build/build.h"

namespace npuscope {

/// Whether the Cortex-M55 does the epoch's work: software, or data that it has moved.
bool runs_on_cpu(const BuildEpoch& epoch);

/// Bytes of the largest buffer that the epoch writes; 0 where no file tells.
int64_t largest_output(const Build& build, const BuildEpoch& epoch);

/// Bytes of all buffers that the epoch writes; 0 where no file tells.
int64_t output_bytes(const Build& build, const BuildEpoch& epoch);

}  // namespace npuscope
