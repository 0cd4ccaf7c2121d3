// SPDX-License-Identifier: Apache-2.0
#include "audit/rule_support.h"

#include <fmt/format.h>

namespace npuscope {
AuditEvidence pool_evidence(const BuildPool& pool) {
  const uint64_t begin = pool.used_begin.value_or(pool.pool.address);
  const uint64_t end =
      pool.used_end.value_or(pool.pool.address + static_cast<uint64_t>(pool.pool.size));
  const bool known = pool.used_begin && pool.used_end;
  return {pool.source, fmt::format("{} {:#010x}-{:#010x}{}", pool.pool.name, begin, end,
                                   known ? "" : " (whole pool)")};
}

AuditEvidence buffer_evidence(const BuildBuffer& buffer) {
  const StBuffer& b = buffer.buffer;
  std::string text = b.name;
  if (b.base.base == StAddress::Base::kAbsolute)
    text += fmt::format(" at {:#010x}", b.base.address + static_cast<uint64_t>(b.offset_start));
  text += fmt::format(", {} bytes", b.bytes());
  if (b.last_epoch) text += fmt::format(", epochs {} to {}", b.epoch, *b.last_epoch);
  return {buffer.source, text};
}

std::optional<bool> is_used(const BuildPool& pool) {
  if (pool.used_begin && pool.used_end) return *pool.used_begin < *pool.used_end;
  if (pool.pool.used) return *pool.pool.used > 0;
  return std::nullopt;
}

}  // namespace npuscope
