// SPDX-License-Identifier: Apache-2.0
#include "audit/memory_map.h"

#include <algorithm>
#include <array>

namespace npuscope {
namespace {

constexpr std::array kMap = {
    MemoryRegion{"ITCM", MemoryKind::kTightlyCoupled, 0x10000000, 0x10040000},
    MemoryRegion{"DTCM", MemoryKind::kTightlyCoupled, 0x30000000, 0x30040000},
    MemoryRegion{"AXISRAM1", MemoryKind::kSystemRam, 0x34000000, 0x34100000},
    MemoryRegion{"AXISRAM2", MemoryKind::kSystemRam, 0x34100000, 0x34200000},
    MemoryRegion{"AXISRAM3", MemoryKind::kNpuRam, 0x34200000, 0x34270000},
    MemoryRegion{"AXISRAM4", MemoryKind::kNpuRam, 0x34270000, 0x342E0000},
    MemoryRegion{"AXISRAM5", MemoryKind::kNpuRam, 0x342E0000, 0x34350000},
    MemoryRegion{"AXISRAM6", MemoryKind::kNpuRam, 0x34350000, 0x343C0000},
    MemoryRegion{"CACHEAXI RAM", MemoryKind::kCacheRam, 0x343C0000, 0x34400000},
    MemoryRegion{"VENCRAM", MemoryKind::kOtherRam, 0x34400000, 0x34420000},
    MemoryRegion{"AHBSRAM1", MemoryKind::kOtherRam, 0x38000000, 0x38004000},
    MemoryRegion{"AHBSRAM2", MemoryKind::kOtherRam, 0x38004000, 0x38008000},
    MemoryRegion{"BKPSRAM", MemoryKind::kOtherRam, 0x3C000000, 0x3C002000},
    MemoryRegion{"FMC banks 1 and 2", MemoryKind::kExternal, 0x60000000, 0x70000000},
    MemoryRegion{"XSPI2", MemoryKind::kExternal, 0x70000000, 0x80000000},
    MemoryRegion{"XSPI3", MemoryKind::kExternal, 0x80000000, 0x90000000},
    MemoryRegion{"XSPI1", MemoryKind::kExternal, 0x90000000, 0xA0000000},
    MemoryRegion{"FMC SDRAM", MemoryKind::kExternal, 0xC0000000, 0xE0000000},
};

constexpr uint64_t kSecureBit = 0x10000000;

}  // namespace

std::span<const MemoryRegion> memory_map() { return kMap; }

uint64_t secure_address(uint64_t address) {
  return address < 0x40000000 ? address | kSecureBit : address;
}

const MemoryRegion* memory_region(uint64_t address) {
  const uint64_t secure = secure_address(address);
  const auto* const region = std::ranges::find_if(
      kMap, [&](const MemoryRegion& r) { return secure >= r.begin && secure < r.end; });
  return region == kMap.end() ? nullptr : region;
}

}  // namespace npuscope
