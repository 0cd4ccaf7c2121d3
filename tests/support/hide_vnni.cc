// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program (LD_PRELOAD), hides AVX-512, AVX-VNNI and AMX from it: what it chooses
// by CPUID is what it chooses on a CPU with AVX2 alone. For Linux on x86-64. Processors that can be
// told to fault on CPUID ("cpuid_fault" in /proc/cpuinfo) need nothing else; for others the program
// and its libraries must be copies that trap_cpuid.py made.
#include <asm/prctl.h>
#include <cpuid.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <initializer_list>

namespace {

using Registers = std::array<uint32_t, 4>;  // eax, ebx, ecx, edx

void let_cpuid_fault(bool faults) { syscall(SYS_arch_prctl, ARCH_SET_CPUID, faults ? 0L : 1L); }

void clear(uint32_t& word, std::initializer_list<unsigned> bits) {
  for (const unsigned bit : bits) word &= ~(1U << bit);
}

/// Leaf 7, whose bits Intel's manual numbers (volume 2A, CPUID).
void hide(uint32_t subleaf, Registers& r) {
  if (subleaf == 0) {
    clear(r[1], {16, 17, 21, 26, 27, 28, 30, 31});  // AVX512 F, DQ, IFMA, PF, ER, CD, BW, VL
    clear(r[2], {1, 6, 11, 12, 14});                // AVX512 VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ
    clear(r[3], {2, 3, 8, 22, 23, 24, 25});  // AVX512 4VNNIW, 4FMAPS, VP2INTERSECT, FP16; AMX
  } else if (subleaf == 1) {
    clear(r[0], {4, 5, 23});  // AVX-VNNI, AVX512-BF16, AVX-IFMA
    clear(r[3], {4, 5, 10});  // AVX-VNNI-INT8, AVX-NE-CONVERT, AVX-VNNI-INT16
  }
}

/// CPUID, or what trap_cpuid.py puts in its place.
bool asks_cpuid(const uint8_t* at) { return at[0] == 0x0f && (at[1] == 0xa2 || at[1] == 0x04); }

void answer_cpuid(int signal_number, siginfo_t* /*info*/, void* context) {
  greg_t* registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  if (!asks_cpuid(reinterpret_cast<const uint8_t*>(registers[REG_RIP]))) {
    // A fault of the program's own: let it happen.
    std::signal(signal_number, SIG_DFL);
    return;
  }
  const auto leaf = static_cast<uint32_t>(registers[REG_RAX]);
  const auto subleaf = static_cast<uint32_t>(registers[REG_RCX]);
  Registers r{};
  let_cpuid_fault(false);
  __cpuid_count(leaf, subleaf, r[0], r[1], r[2], r[3]);
  let_cpuid_fault(true);
  if (leaf == 7) hide(subleaf, r);
  registers[REG_RAX] = r[0];
  registers[REG_RBX] = r[1];
  registers[REG_RCX] = r[2];
  registers[REG_RDX] = r[3];
  registers[REG_RIP] += 2;
}

__attribute__((constructor)) void start() {
  struct sigaction action {};
  action.sa_sigaction = answer_cpuid;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGSEGV, &action, nullptr);
  sigaction(SIGILL, &action, nullptr);
  let_cpuid_fault(true);  // threads inherit it
}

}  // namespace
