// SPDX-License-Identifier: Apache-2.0
// ST020: pools against the STM32N6's memory map.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

std::string range_text(const BuildPool& pool) {
  const uint64_t begin = pool.pool.address;
  return fmt::format("{} {:#010x}-{:#010x}", pool.pool.name, begin,
                     begin + static_cast<uint64_t>(pool.pool.size));
}

bool internal(MemoryKind kind) {
  return kind == MemoryKind::kSystemRam || kind == MemoryKind::kNpuRam ||
         kind == MemoryKind::kCacheRam || kind == MemoryKind::kOtherRam;
}

/// The first address of the pool behind which the NPU finds no memory, or another one than where
/// the pool begins: internal RAMs that touch are one, external memories are devices of their own.
std::optional<uint64_t> first_outside(const StPool& pool) {
  const uint64_t end = pool.address + static_cast<uint64_t>(pool.size);
  const MemoryRegion* const first = memory_region(pool.address);
  for (uint64_t at = pool.address; at < end;) {
    const MemoryRegion* const region = memory_region(at);
    if (!region || region->kind == MemoryKind::kTightlyCoupled) return at;
    if (region != first && !(internal(region->kind) && internal(first->kind))) return at;
    at += region->end - secure_address(at);
  }
  return std::nullopt;
}

std::string outside_text(uint64_t address) {
  const MemoryRegion* const region = memory_region(address);
  return region ? fmt::format("{:#010x} is {}", address, region->name)
                : fmt::format("nothing answers at {:#010x}", address);
}

AuditFinding outside_map(const BuildPool& pool, uint64_t outside) {
  const bool unused = !is_used(pool).value_or(true);
  return {.id = "ST020",
          .severity = unused ? AuditSeverity::kHint : AuditSeverity::kError,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("Pool {} {}the STM32N6's memory map: {}", pool.pool.name,
                               unused ? "(nothing lies in it) leaves " : "leaves ",
                               outside_text(outside)),
          .evidence = {{pool.source, range_text(pool)}},
          .why =
              "What the compiler places there is lost when it is written and read back as zeros "
              "or as a bus fault. The compiler takes the .mpool's word for where memory is.",
          .fix = "Correct address and size of the pool in the .mpool, and generate again.",
          .settle = ""};
}

AuditFinding cache_ram(const BuildPool& pool) {
  return {.id = "ST020",
          .severity = AuditSeverity::kWarning,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("Pool {} lies in the NPU cache's own memory", pool.pool.name),
          .evidence = {pool_evidence(pool)},
          .why =
              "0x343C0000 to 0x34400000 is RAM only while the NPU cache (CACHEAXI) is off. With "
              "the cache on, its lines and the network's buffers overwrite each other.",
          .fix = "End the pool at 0x343C0000, or leave the NPU cache off: no npu_cache_enable().",
          .settle = "The application's calls of npu_cache_init and npu_cache_enable."};
}

bool holds_cache_ram(const BuildPool& pool) {
  const uint64_t begin = secure_address(pool.used_begin.value_or(pool.pool.address));
  const uint64_t end = secure_address(
      pool.used_end.value_or(pool.pool.address + static_cast<uint64_t>(pool.pool.size)));
  for (const MemoryRegion& region : memory_map())
    if (region.kind == MemoryKind::kCacheRam && begin < region.end && region.begin < end)
      return true;
  return false;
}

void check_alias(const Build& build, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> evidence;
  for (const BuildPool& pool : build.pools)
    if (pool.pool.address != 0 && is_used(pool).value_or(false) &&
        secure_address(pool.pool.address) != pool.pool.address)
      evidence.push_back({pool.source, range_text(pool)});
  if (evidence.empty()) return;
  found.push_back(
      {.id = "ST020",
       .severity = AuditSeverity::kFact,
       .question = AuditQuestion::kMemory,
       .title = "Pools stand at addresses of code that is not secure",
       .evidence = std::move(evidence),
       .why = "0x24000000 and 0x34000000 are the same RAM. The NPU reads and writes there with the "
              "rights that RIMC gives it; a RISAF region that admits only secure masters turns "
              "reads into zeros.",
       .fix = "",
       .settle = "The RIMC and RISAF setup of the application."});
}

}  // namespace

void check_pool_ranges(const AuditInput& input, std::vector<AuditFinding>& found) {
  for (const BuildPool& pool : input.build->pools) {
    if (pool.pool.address == 0 || pool.pool.size <= 0) continue;
    if (const auto outside = first_outside(pool.pool))
      found.push_back(outside_map(pool, *outside));
    else if (!pool.pool.is_virtual && is_used(pool).value_or(false) && holds_cache_ram(pool))
      found.push_back(cache_ram(pool));
  }
  check_alias(*input.build, found);
}

}  // namespace npuscope
