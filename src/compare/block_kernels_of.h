// SPDX-License-Identifier: Apache-2.0
// The tables of kernels, each from its own file compiled for its instruction set.
#pragma once

#include "compare/block_kernels.h"

namespace npuscope {

extern const BlockKernels kBlockKernelsBaseline;
#ifdef NPUSCOPE_X86_64_KERNELS
extern const BlockKernels kBlockKernelsAvx2;
extern const BlockKernels kBlockKernelsAvx512;
#endif

}  // namespace npuscope
