// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace npuscope {

/// What stands behind an address of the STM32N6.
enum class MemoryKind {
  kTightlyCoupled,  ///< ITCM, DTCM: the NPU cannot reach them
  kSystemRam,       ///< AXISRAM1 and 2: on after reset, the application's own RAM too
  kNpuRam,          ///< AXISRAM3 to 6: off after reset
  kCacheRam,        ///< the NPU cache's own memory: RAM only while that cache is off
  kOtherRam,        ///< of the video encoder, of the AHB, battery backed
  kExternal,        ///< behind XSPI or FMC, and behind the NPU cache
};

/// A range of addresses, as secure code sees them. Source: ST's reference manual of the STM32N6.
struct MemoryRegion {
  std::string_view name;  ///< "AXISRAM3"
  MemoryKind kind = MemoryKind::kOtherRam;
  uint64_t begin = 0, end = 0;
};

/// All of them, by address.
std::span<const MemoryRegion> memory_map();

/// The address that secure code sees: internal memories also stand 0x10000000 lower for code that
/// is not secure.
uint64_t secure_address(uint64_t address);

/// The region that holds the address, secure or not; null for none.
const MemoryRegion* memory_region(uint64_t address);

}  // namespace npuscope
