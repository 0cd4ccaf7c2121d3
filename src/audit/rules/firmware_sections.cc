// SPDX-License-Identifier: Apache-2.0
// ST022: parts of the firmware in memory that the network uses.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// Addresses from `begin` on, before `end`, as secure code sees them.
struct Range {
  uint64_t begin = 0, end = 0;
  [[nodiscard]] uint64_t overlap(const Range& other) const {
    const uint64_t first = std::max(begin, other.begin), last = std::min(end, other.end);
    return first < last ? last - first : 0;
  }
};

Range secure(uint64_t begin, uint64_t end) {
  const uint64_t first = secure_address(begin);
  return {first, first + (end - begin)};
}

/// Nothing for memory that the application allocates: its pool stands at 0.
std::optional<Range> used_range(const BuildPool& pool) {
  if (pool.pool.address == 0) return std::nullopt;
  if (!pool.used_begin || !pool.used_end || *pool.used_begin >= *pool.used_end) return std::nullopt;
  return secure(*pool.used_begin, *pool.used_end);
}

/// Whether a section does nothing but keep the pool for the network: its own linker script says so.
bool reserves(const Range& section, const BuildPool& pool) {
  const Range whole =
      secure(pool.pool.address, pool.pool.address + static_cast<uint64_t>(pool.pool.size));
  const auto used = used_range(pool);
  return section.begin == whole.begin && section.end <= whole.end && used &&
         section.end >= used->end;
}

/// The buffers that lie under the section: the first of them, and how many.
std::string buffers_text(const Build& build, const Range& section) {
  std::string first;
  int64_t count = 0;
  for (const BuildBuffer& buffer : build.buffers) {
    const auto begin = buffer.begin(), end = buffer.end();
    if (!begin || !end || *begin >= *end || section.overlap(secure(*begin, *end)) == 0) continue;
    if (count++ == 0) first = buffer.buffer.name;
  }
  if (count == 0) return "";
  return count == 1 ? first : fmt::format("{} and {} more buffers", first, count - 1);
}

AuditFinding overlapping(const Build& build, const AuditInput::Section& section,
                         const BuildPool& pool, uint64_t bytes) {
  const std::string buffers = buffers_text(build, secure(section.begin, section.end));
  AuditFinding finding{
      .id = "ST022",
      .severity = AuditSeverity::kError,
      .question = AuditQuestion::kMemory,
      .title = fmt::format("the firmware's {} lies in {} bytes that the network uses in {}",
                           section.name, bytes, pool.pool.name),
      .evidence = {{section.source,
                    fmt::format("{} {:#010x}-{:#010x}", section.name, section.begin, section.end)},
                   pool_evidence(pool)},
      .why =
          "Each writes over the other: tensors take on the application's data, or the "
          "application loses its code, heap or stack during an inference.",
      .fix = "Move the section in the linker script, or give the compiler another pool (.mpool).",
      .settle = ""};
  if (!buffers.empty()) finding.evidence.push_back({pool.source, buffers});
  return finding;
}

AuditFinding apart(const AuditInput& input, const std::vector<AuditEvidence>& evidence) {
  return {.id = "ST022",
          .severity = AuditSeverity::kRefuted,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("the firmware in the network's memory: none of its {} sections lies "
                               "in a range that the network uses",
                               input.sections.size()),
          .evidence = evidence,
          .why = "",
          .fix = "",
          .settle = ""};
}

}  // namespace

void check_firmware_sections(const AuditInput& input, std::vector<AuditFinding>& found) {
  if (input.sections.empty()) return;
  std::vector<AuditEvidence> used;
  for (const BuildPool& pool : input.build->pools)
    if (used_range(pool)) used.push_back(pool_evidence(pool));
  bool any = false;
  for (const AuditInput::Section& section : input.sections) {
    const Range own = secure(section.begin, section.end);
    const BuildPool* most = nullptr;  // a virtual pool and its parts have the same memory
    uint64_t bytes = 0;
    for (const BuildPool& pool : input.build->pools) {
      const auto range = used_range(pool);
      if (!range || own.overlap(*range) <= bytes || reserves(own, pool)) continue;
      bytes = own.overlap(*range);
      most = &pool;
    }
    if (!most) continue;
    any = true;
    found.push_back(overlapping(*input.build, section, *most, bytes));
  }
  if (!any && !used.empty()) found.push_back(apart(input, used));
}

}  // namespace npuscope
