// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "audit/rule_support.h"

namespace npuscope {
namespace {

std::string operations_text(const BuildEpoch& epoch) {
  std::string text;
  for (const std::string& operation : epoch.operations)
    text += (text.empty() ? "" : ", ") + operation;
  return text;
}

}  // namespace

AuditEvidence epoch_evidence(const BuildEpoch& epoch) {
  const std::string numbers = epoch.last > epoch.number
                                  ? fmt::format("epochs {} to {}", epoch.number, epoch.last)
                                  : fmt::format("epoch {}", epoch.number);
  const std::string operations = operations_text(epoch);
  return {epoch.source,
          fmt::format("{}: {}{}", numbers, operations.empty() ? "" : operations + ", ",
                      engine_name(epoch.engine))};
}

}  // namespace npuscope
