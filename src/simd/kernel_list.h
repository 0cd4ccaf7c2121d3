// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simd/kernels.h"

namespace npuscope::simd {

// One for each instruction set, in a file of its own that only builds for its architecture have.
const Kernels& baseline_kernels();
const Kernels& avx2_kernels();
const Kernels& avxvnni_kernels();
const Kernels& avx512vnni_kernels();
const Kernels& neon_kernels();
const Kernels& neondot_kernels();

}  // namespace npuscope::simd
