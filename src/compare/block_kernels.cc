// SPDX-License-Identifier: Apache-2.0
#include "compare/block_kernels.h"

#include "compare/block_kernels_of.h"

namespace npuscope {

const BlockKernels& block_kernels(Isa isa) {
#ifdef NPUSCOPE_X86_64_KERNELS
  switch (isa) {
    case Isa::kAvx512Vnni: return kBlockKernelsAvx512;
    case Isa::kAvx2:
    case Isa::kAvxVnni: return kBlockKernelsAvx2;
    default: break;
  }
#endif
  static_cast<void>(isa);
  return kBlockKernelsBaseline;
}

const BlockKernels& block_kernels() {
  static const BlockKernels& kernels = block_kernels(chosen_isa().value_or(Isa::kBaseline));
  return kernels;
}

}  // namespace npuscope
