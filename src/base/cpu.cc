// SPDX-License-Identifier: Apache-2.0
#include "base/cpu.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/arm_features.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#define NPUSCOPE_X86 1
#endif

namespace npuscope {
namespace {

#ifdef NPUSCOPE_X86

struct Registers {
  uint32_t a = 0, b = 0, c = 0, d = 0;
};

/// All zero for a leaf that the processor does not have.
Registers cpuid(uint32_t leaf, uint32_t subleaf = 0) {
  Registers r;
  __get_cpuid_count(leaf, subleaf, &r.a, &r.b, &r.c, &r.d);
  return r;
}

/// The register sets that the operating system saves (XCR0).
uint64_t saved_register_sets() {
  constexpr uint32_t kOsxsave = 1U << 27;
  if ((cpuid(1).c & kOsxsave) == 0) return 0;
  uint32_t low = 0;
  uint32_t high = 0;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return uint64_t{high} << 32 | low;
}

std::string brand() {
  std::array<char, 49> text{};
  for (uint32_t i = 0; i < 3; ++i) {
    const Registers r = cpuid(0x80000002U + i);
    std::memcpy(text.data() + size_t{16} * i, &r, sizeof(r));
  }
  std::string name = text.data();
  name.erase(0, name.find_first_not_of(' '));
  name.erase(name.find_last_not_of(' ') + 1);
  return name;
}

// The state that must be saved for a flag to be usable: bits of XCR0.
constexpr uint64_t kNoState = 0;
constexpr uint64_t kYmmState = 0x6;
constexpr uint64_t kZmmState = 0xe6;
constexpr uint64_t kTileState = 0x60000;

struct Flag {
  const char* name;
  uint32_t Registers::*reg;
  int bit;
  uint64_t state;
};

// Intel SDM vol. 2A, CPUID: leaf 1, leaf 7 subleaf 0, leaf 7 subleaf 1. Only what changes which
// integer or float kernels are chosen.
constexpr Flag kLeaf1[] = {{"sse4_1", &Registers::c, 19, kNoState},
                           {"avx", &Registers::c, 28, kYmmState},
                           {"fma", &Registers::c, 12, kYmmState},
                           {"f16c", &Registers::c, 29, kYmmState}};
constexpr Flag kLeaf7[] = {
    {"avx2", &Registers::b, 5, kYmmState},      {"avx512f", &Registers::b, 16, kZmmState},
    {"avx512dq", &Registers::b, 17, kZmmState}, {"avx512bw", &Registers::b, 30, kZmmState},
    {"avx512vl", &Registers::b, 31, kZmmState}, {"avx512_vnni", &Registers::c, 11, kZmmState},
    {"amx_int8", &Registers::d, 25, kTileState}};
constexpr Flag kLeaf7Sub1[] = {{"avx_vnni", &Registers::a, 4, kYmmState},
                               {"avx_vnni_int8", &Registers::d, 4, kYmmState}};

template <size_t N>
void collect(const Flag (&flags)[N], const Registers& registers, uint64_t saved,
             std::vector<std::string>& names) {
  for (const Flag& flag : flags)
    if ((registers.*flag.reg >> flag.bit & 1) != 0 && (saved & flag.state) == flag.state)
      names.emplace_back(flag.name);
}

Cpu detect() {
  Cpu cpu;
  cpu.architecture = sizeof(void*) == 8 ? "x86-64" : "x86";
  cpu.model = brand();
  const uint64_t saved = saved_register_sets();
  collect(kLeaf1, cpuid(1), saved, cpu.flags);
  collect(kLeaf7, cpuid(7), saved, cpu.flags);
  if (cpuid(7).a >= 1) collect(kLeaf7Sub1, cpuid(7, 1), saved, cpu.flags);
  return cpu;
}

#else

Cpu detect() {
  Cpu cpu;
#ifdef __aarch64__
  cpu.architecture = "aarch64";
  cpu.flags.emplace_back("neon");
  if (arm_has_dot_products()) cpu.flags.emplace_back("dotprod");
#else
  cpu.architecture = "unknown";
#endif
  return cpu;
}

#endif

}  // namespace

bool Cpu::has(const std::string& flag) const {
  return std::ranges::find(flags, flag) != flags.end();
}

std::string Cpu::flags_text() const {
  std::string text;
  for (const std::string& flag : flags) text += (text.empty() ? "" : " ") + flag;
  return text.empty() ? "none" : text;
}

Cpu detect_cpu() {
  Cpu cpu = detect();
  std::ranges::sort(cpu.flags);
  return cpu;
}

}  // namespace npuscope
