// SPDX-License-Identifier: Apache-2.0
#include "simd/kernels.h"

#include "simd/kernel_list.h"

namespace npuscope::simd {

const Kernels& kernels_of(Isa isa) {
  const Kernels* kernels = nullptr;
  switch (isa) {
    case Isa::kBaseline: break;
    case Isa::kAvx2: kernels = avx2_kernels(); break;
    case Isa::kAvxVnni: kernels = avxvnni_kernels(); break;
    case Isa::kAvx512Vnni: kernels = avx512vnni_kernels(); break;
    case Isa::kNeon: kernels = neon_kernels(); break;
    case Isa::kNeonDot: kernels = neondot_kernels(); break;
  }
  return kernels != nullptr ? *kernels : *baseline_kernels();
}

}  // namespace npuscope::simd
