// SPDX-License-Identifier: Apache-2.0
// ST022, without the firmware at hand: what it must keep out of.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {

void check_reserved_ranges(const AuditInput& input, std::vector<AuditFinding>& found) {
  if (!input.sections.empty()) return;
  std::vector<AuditEvidence> evidence;
  for (const BuildPool& pool : input.build->pools) {
    const MemoryRegion* region = memory_region(pool.pool.address);
    const bool ram =
        region && (region->kind != MemoryKind::kExternal || pool.pool.writable.value_or(false));
    if (ram && !pool.pool.is_virtual && is_used(pool).value_or(false))
      evidence.push_back(pool_evidence(pool));
  }
  if (evidence.empty()) return;
  found.push_back(
      {.id = "ST022",
       .severity = AuditSeverity::kDuty,
       .question = AuditQuestion::kMemory,
       .title = "Keep code, heap, stack, frame buffers and other networks out of these ranges",
       .evidence = std::move(evidence),
       .why =
           "Every run writes there. What lies there too is destroyed, or destroys a tensor: input "
           "changed after the run, a rectangle of a picture in a tensor, wrong from one epoch on.",
       .fix = "",
       .settle =
           "--elf or --map of the firmware; frame buffers at fixed addresses are in neither."});
}

}  // namespace npuscope
