// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/cpu.h"
#include "base/result.h"

namespace npuscope {

/// An instruction set that kernels are compiled for. Every kernel gives the same bytes with each of
/// them; only its speed differs. What has no kernel for one uses that of a smaller one.
enum class Isa {
  kBaseline,    ///< what every processor of the architecture has: SSE2 on x86-64
  kAvx2,        ///< AVX2 and FMA
  kAvxVnni,     ///< AVX2, FMA and AVX-VNNI
  kAvx512Vnni,  ///< AVX-512 F, BW, DQ, VL and VNNI
  kNeon,        ///< aarch64's Advanced SIMD
  kNeonDot,     ///< the same with the dot products of 8-bit integers
};

/// "baseline", "avx2", "avxvnni", "avx512vnni", "neon", "neondot".
std::string_view isa_name(Isa isa);

/// Those that the processor runs, from the smallest to the best: never empty.
std::vector<Isa> available_isas(const Cpu& cpu);
Isa best_isa(const Cpu& cpu);

/// The one of that name. Usage error: there is none, or the processor does not run it.
Result<Isa> isa_named(std::string_view name, const Cpu& cpu);
/// The one that the environment variable NPUSCOPE_ISA names; nothing when it is unset or empty.
/// Errors of isa_named.
Result<std::optional<Isa>> forced_isa(const Cpu& cpu);

/// What this process computes with: the forced one, or else the best of its processor. Looked up
/// once; later changes of the environment are not seen.
Result<Isa> chosen_isa();

}  // namespace npuscope
