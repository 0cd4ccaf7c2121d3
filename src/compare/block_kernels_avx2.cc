// SPDX-License-Identifier: Apache-2.0
#include "compare/block_kernels_impl.h"
#include "compare/block_kernels_of.h"

namespace npuscope {

const BlockKernels kBlockKernelsAvx2 = kernels_compiled_here(Isa::kAvx2);

}  // namespace npuscope
