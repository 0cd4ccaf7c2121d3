// SPDX-License-Identifier: Apache-2.0
#include "simd/kernels.h"

#include "simd/kernel_list.h"

namespace npuscope::simd {

const Kernels& kernels_of(Isa isa) {
  switch (isa) {
#if defined(NPUSCOPE_X86_64_KERNELS)
    case Isa::kAvx2: return avx2_kernels();
    case Isa::kAvxVnni: return avxvnni_kernels();
    case Isa::kAvx512Vnni: return avx512vnni_kernels();
#elif defined(NPUSCOPE_AARCH64_KERNELS)
    case Isa::kNeon: return neon_kernels();
    case Isa::kNeonDot: return neondot_kernels();
#endif
    default: return baseline_kernels();
  }
}

}  // namespace npuscope::simd
