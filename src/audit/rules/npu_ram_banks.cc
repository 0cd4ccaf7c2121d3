// SPDX-License-Identifier: Apache-2.0
// ST024: the NPU's RAM banks are off after reset, and a master without rights reads zeros.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {

void check_npu_ram_banks(const AuditInput& input, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> evidence;
  for (const BuildPool& pool : input.build->pools) {
    const MemoryRegion* region = memory_region(pool.pool.address);
    if (!region || region->kind != MemoryKind::kNpuRam || !is_used(pool).value_or(false)) continue;
    evidence.push_back(pool_evidence(pool));
  }
  if (evidence.empty()) return;
  const size_t banks = evidence.size();
  found.push_back(
      {.id = "ST024",
       .severity = AuditSeverity::kDuty,
       .question = AuditQuestion::kMemory,
       .title = fmt::format("Give {} NPU RAM bank{} clock, power and access rights", banks,
                            banks == 1 ? "" : "s"),
       .evidence = std::move(evidence),
       .why =
           "AXISRAM3 to 6 are in shutdown after reset: reads give zeros, writes are lost, and the "
           "run still succeeds. The same where the RISAF does not let the NPU in.",
       .fix =
           "Before the first run: HAL_RAMCFG_EnableAXISRAM for each bank, its clock in RCC MEMENR "
           "(and in sleep mode, as the runtime waits with WFE); RIMC: the NPU as CID 1, secure and "
           "privileged; RISAF: a region that admits it.",
       .settle = "Write a pattern to every bank at boot and read it back."});
}

}  // namespace npuscope
