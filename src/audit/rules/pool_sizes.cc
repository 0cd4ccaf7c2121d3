// SPDX-License-Identifier: Apache-2.0
// ST026: more in a pool than it holds, and buffers that leave their pool.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// Generated code states the last pool of a run 8 bytes shorter than it is.
constexpr uint64_t kShortened = 8;
/// It also rounds what is used to two decimals of KB or MB: half a percent at most.
constexpr int64_t kRounding = 200;

uint64_t end_of(const StPool& pool) { return pool.address + static_cast<uint64_t>(pool.size); }

/// A virtual pool's buffers may begin in one of its members and end in another.
bool spanned(const Build& build, uint64_t begin, uint64_t end) {
  return std::ranges::any_of(build.pools, [&](const BuildPool& pool) {
    return pool.pool.is_virtual && begin >= pool.pool.address &&
           end <= end_of(pool.pool) + kShortened;
  });
}

bool over_full(const Build& build, const BuildPool& pool) {
  if (pool.used_begin && pool.used_end && *pool.used_end > end_of(pool.pool) + kShortened)
    return !spanned(build, *pool.used_begin, *pool.used_end);
  const int64_t used = pool.pool.used.value_or(0);
  return used - used / kRounding > pool.pool.size + static_cast<int64_t>(kShortened);
}

AuditFinding over_full_finding(const BuildPool& pool) {
  const int64_t used = pool.used_begin && pool.used_end
                           ? static_cast<int64_t>(*pool.used_end - *pool.used_begin)
                           : pool.pool.used.value_or(0);
  return {.id = "ST026",
          .severity = AuditSeverity::kError,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("Pool {} holds {} bytes but has {}", pool.pool.name, used,
                               pool.pool.size),
          .evidence = {pool_evidence(pool)},
          .why =
              "What does not fit lies in the memory behind the pool: another pool's tensors, or "
              "the application's data.",
          .fix =
              "The files do not belong together, or one was edited: generate again with the "
              ".mpool of this board.",
          .settle = ""};
}

struct Placed {
  uint64_t begin = 0, end = 0;
};

std::optional<Placed> placed(const BuildBuffer& buffer) {
  const StBuffer& b = buffer.buffer;
  if (b.user_allocated || b.base.base != StAddress::Base::kAbsolute || b.bytes() <= 0)
    return std::nullopt;
  const uint64_t begin = b.base.address + static_cast<uint64_t>(b.offset_start);
  return Placed{begin, begin + static_cast<uint64_t>(b.bytes())};
}

bool holds(const BuildPool& pool, const Placed& buffer) {
  return buffer.begin >= pool.pool.address && buffer.end <= end_of(pool.pool) + kShortened;
}

}  // namespace

void check_pool_sizes(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  const auto sized = [](const BuildPool& pool) {
    return pool.pool.address != 0 && pool.pool.size > 0;
  };
  for (const BuildPool& pool : build.pools)
    if (sized(pool) && over_full(build, pool)) found.push_back(over_full_finding(pool));
  if (std::ranges::none_of(build.pools, sized)) return;
  std::vector<AuditEvidence> outside;
  for (const BuildBuffer& buffer : build.buffers) {
    const auto place = placed(buffer);
    if (place && std::ranges::none_of(build.pools, [&](const BuildPool& pool) {
          return sized(pool) && holds(pool, *place);
        }))
      outside.push_back(buffer_evidence(buffer));
  }
  if (outside.empty()) return;
  found.push_back({.id = "ST026",
                   .severity = AuditSeverity::kError,
                   .question = AuditQuestion::kMemory,
                   .title = fmt::format("{} buffer{} in no pool, or leave{} the pool",
                                        outside.size(), outside.size() == 1 ? " lies" : "s lie",
                                        outside.size() == 1 ? "s" : ""),
                   .evidence = std::move(outside),
                   .why = "The NPU writes where the buffer table says, whatever lives there.",
                   .fix = "An address or size in network.c or c_info.json was changed after it was "
                          "generated, or the pools are another build's: generate again.",
                   .settle = ""});
}

}  // namespace npuscope
