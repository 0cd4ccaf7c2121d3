// SPDX-License-Identifier: Apache-2.0
// ST025: activations in external RAM, behind the NPU's cache; or none there.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

bool is_external(const BuildPool& pool) {
  const MemoryRegion* region = memory_region(pool.pool.address);
  return region && region->kind == MemoryKind::kExternal;
}

/// Whether activations lie in the pool; nothing where the files do not say it.
std::optional<bool> holds_activations(const Build& build, const BuildPool& pool) {
  for (const auto& log : build.files.logs)
    for (const GenerateLog::Pool& line : log.content.pools)
      if (line.name == pool.pool.name) return line.activations > 0;
  if (const auto used = is_used(pool); used == std::optional(false)) return false;
  if (pool.pool.writable == std::optional(false)) return false;
  const bool listed = std::ranges::any_of(build.buffers, [&](const BuildBuffer& buffer) {
    return !buffer.buffer.parameter && buffer.pool == pool.pool.name;
  });
  if (listed) return true;
  return build.all_buffers ? std::optional(false) : std::nullopt;
}

AuditFinding used_finding(std::vector<AuditEvidence> evidence) {
  return {.id = "ST025",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kMemory,
          .title = "Set up the external RAM: activations lie there, behind the NPU's cache",
          .evidence = std::move(evidence),
          .why =
              "Its controller must be up and memory mapped before the first run: else the run "
              "faults, hangs, or reads what is not there. The NPU's cache and the M55's do not "
              "know of each other: what one wrote, the other may see late.",
          .fix =
              "Initialise the memory, enable memory-mapped mode; before every run, npu_cache "
              "clean and invalidate over these ranges.",
          .settle =
              "Inputs A, B, A: with a stale cache the later runs follow the first input. The "
              ".mpool says which pools are cacheable."};
}

AuditFinding unused_finding(std::vector<AuditEvidence> evidence) {
  return {.id = "ST025",
          .severity = AuditSeverity::kRefuted,
          .question = AuditQuestion::kMemory,
          .title = "No activation lies in external RAM, so none lies behind the NPU's cache",
          .evidence = std::move(evidence),
          .why =
              "That cache serves external memories. A stale one could only concern weights in "
              "flash, and only where the flash was written while the network was in use: cache "
              "settings of the NPU, and --Ocache-opt, are an unlikely explanation.",
          .fix = "",
          .settle = "The .mpool: which pools are cacheable."};
}

}  // namespace

void check_external_ram(const AuditInput& input, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> used, unused;
  bool all_known = !input.build->pools.empty();
  for (const BuildPool& pool : input.build->pools) {
    if (!is_external(pool)) continue;
    const auto holds = holds_activations(*input.build, pool);
    if (!holds) {
      all_known = false;
      continue;
    }
    (*holds ? used : unused)
        .push_back({pool.source, fmt::format("{} {:#010x}: {}activations", pool.pool.name,
                                             pool.pool.address, *holds ? "" : "no ")});
  }
  if (!used.empty())
    found.push_back(used_finding(std::move(used)));
  else if (all_known && !unused.empty())
    found.push_back(unused_finding(std::move(unused)));
}

}  // namespace npuscope
