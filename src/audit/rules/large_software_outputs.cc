// SPDX-License-Identifier: Apache-2.0
// ST042: large outputs of software, of which one report says that Core 4.0.1 corrupts them.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "audit/software_outputs.h"

namespace npuscope {
namespace {

/// The report gives no limit; below the size of the Cortex-M55's data cache no case is known.
constexpr int64_t kLarge = int64_t{32} * 1024;

}  // namespace

void check_large_software_outputs(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  if (!build.core_version.starts_with("4.")) return;
  std::vector<AuditEvidence> lines;
  for (const BuildEpoch& epoch : build.epochs) {
    if (epoch.engine != Engine::kSoftware) continue;
    const int64_t bytes = largest_output(build, epoch);
    if (bytes < kLarge) continue;
    AuditEvidence line = epoch_evidence(epoch);
    line.text += fmt::format(", writes {} bytes", bytes);
    lines.push_back(std::move(line));
  }
  if (lines.empty()) return;
  const size_t count = lines.size();
  found.push_back(
      {.id = "ST042",
       .severity = AuditSeverity::kHint,
       .question = AuditQuestion::kExecution,
       .title = fmt::format("{} software epoch{} write{} 32 KiB or more in one buffer", count,
                            count == 1 ? "" : "s", count == 1 ? "s" : ""),
       .evidence = std::move(lines),
       .why = "One report on Core 4.0.1, not confirmed: large outputs of software epochs came out "
              "corrupt while small ones of the same run were right. Float buffers held bytes 0x80 "
              "or words 0x7FC00000.",
       .fix = "",
       .settle = "Dump such a buffer behind its epoch twice with the same input: it must be the "
                 "same, and hold none of these patterns."});
}

}  // namespace npuscope
