// SPDX-License-Identifier: Apache-2.0
// ST021: pools that share memory.
#include <fmt/format.h>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

struct Range {
  uint64_t begin = 0, end = 0;
  [[nodiscard]] bool overlaps(const Range& other) const {
    return begin < other.end && other.begin < end;
  }
};

Range whole(const BuildPool& pool) {
  const uint64_t begin = secure_address(pool.pool.address);
  return {begin, begin + static_cast<uint64_t>(pool.pool.size)};
}

Range used(const BuildPool& pool) {
  if (!pool.used_begin || !pool.used_end) return whole(pool);
  const uint64_t begin = secure_address(*pool.used_begin);
  return {begin, begin + (*pool.used_end - *pool.used_begin)};
}

/// Virtual pools are runs of others, by design; a pool of size 0 or without address is switched
/// off or the application's.
bool counts(const BuildPool& pool) {
  return !pool.pool.is_virtual && pool.pool.address != 0 && pool.pool.size > 0;
}

AuditFinding overlap(const BuildPool& a, const BuildPool& b) {
  const bool both = is_used(a).value_or(true) && is_used(b).value_or(true);
  const bool collide = both && used(a).overlaps(used(b));
  const bool certain = is_used(a).has_value() && is_used(b).has_value();
  AuditSeverity severity = AuditSeverity::kHint;
  if (collide) severity = certain ? AuditSeverity::kError : AuditSeverity::kWarning;
  const uint64_t begin = std::max(whole(a).begin, whole(b).begin);
  const uint64_t end = std::min(whole(a).end, whole(b).end);
  return {
      .id = "ST021",
      .severity = severity,
      .question = AuditQuestion::kMemory,
      .title = fmt::format("Pools {} and {} share {:#010x}-{:#010x}{}", a.pool.name, b.pool.name,
                           begin, end, collide ? "" : ", of which at most one pool uses anything"),
      .evidence = {pool_evidence(a), pool_evidence(b)},
      .why =
          "The compiler plans each pool on its own: what it puts at the same address in the "
          "other one overwrites live tensors, from one epoch on and the same in every run.",
      .fix =
          "Give the pools ranges apart in the .mpool, or one of them the size 0, and "
          "generate again.",
      .settle = ""};
}

}  // namespace

void check_pool_overlap(const AuditInput& input, std::vector<AuditFinding>& found) {
  const auto& pools = input.build->pools;
  for (size_t i = 0; i < pools.size(); ++i)
    for (size_t j = i + 1; j < pools.size(); ++j)
      if (counts(pools[i]) && counts(pools[j]) && whole(pools[i]).overlaps(whole(pools[j])))
        found.push_back(overlap(pools[i], pools[j]));
}

}  // namespace npuscope
