// SPDX-License-Identifier: Apache-2.0
// ST033: the NPU's own cache (CACHEAXI): what lies in the pools that are marked cacheable. Where no
// file marks them, ST025 judges by the address.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// What the build's tables place in a pool: parameters, activations.
struct Content {
  bool parameters = false, activations = false;
};

Content content_of(const Build& build, const BuildPool& pool) {
  Content content;
  const uint64_t end = pool.pool.address + static_cast<uint64_t>(pool.pool.size);
  for (const BuildBuffer& buffer : build.buffers) {
    if (buffer.buffer.base.base != StAddress::Base::kAbsolute) continue;
    const uint64_t begin =
        buffer.buffer.base.address + static_cast<uint64_t>(buffer.buffer.offset_start);
    if (begin < pool.pool.address || begin >= end) continue;
    (buffer.buffer.parameter ? content.parameters : content.activations) = true;
  }
  for (const auto& log : build.files.logs)
    for (const GenerateLog::Pool& line : log.content.pools) {
      if (line.begin != pool.pool.address) continue;
      content.parameters |= line.weights > 0;
      content.activations |= line.activations > 0;
    }
  return content;
}

AuditEvidence evidence(const BuildPool& pool, const Content& content) {
  AuditEvidence line = pool_evidence(pool);
  if (pool.pool.cacheable) line.text += *pool.pool.cacheable ? ", cacheable" : ", not cacheable";
  if (content.parameters) line.text += ", parameters";
  if (content.activations) line.text += ", activations";
  return line;
}

AuditFinding duty(std::vector<AuditEvidence> evidence) {
  return {.id = "ST033",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kMemory,
          .title = "Activations lie in cacheable pools: the NPU's cache must be kept in step",
          .evidence = std::move(evidence),
          .why =
              "The NPU cache is not coherent with the CPU: without maintenance the NPU computes "
              "with an input of an earlier run, and the CPU reads memory that the NPU's results "
              "have not reached. The first inference is right, later ones follow it.",
          .fix =
              "npu_cache_init and npu_cache_enable at boot; LL_ATON_Cache_NPU_Clean_Invalidate_"
              "Range over inputs before and outputs behind every run. Or keep activations out "
              "of external RAM: take the pool out of the .mpool.",
          .settle = "Feed inputs A, B, A: the outputs must be x, y, x."};
}

AuditFinding refuted(std::vector<AuditEvidence> evidence) {
  return {.id = "ST033",
          .severity = AuditSeverity::kRefuted,
          .question = AuditQuestion::kMemory,
          .title = "No pool with activations is marked cacheable: the NPU's cache holds none",
          .evidence = std::move(evidence),
          .why =
              "A stale NPU cache can concern weights that are rewritten while the firmware runs, "
              "nothing else; --Ocache-opt is no explanation of wrong activations.",
          .fix = "",
          .settle = ""};
}

}  // namespace

void check_npu_cache(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  std::vector<AuditEvidence> behind, others;
  bool placed = false;
  bool marked = false;
  for (const BuildPool& pool : build.pools) {
    if (pool.pool.address == 0) continue;  // the application's
    const Content content = content_of(build, pool);
    if (!content.parameters && !content.activations) continue;
    placed |= content.activations;
    if (pool.pool.is_virtual) continue;  // its members are listed
    marked |= pool.pool.cacheable.has_value();
    const bool cached = pool.pool.cacheable.value_or(false);
    (cached && content.activations ? behind : others).push_back(evidence(pool, content));
  }
  if (!behind.empty())
    found.push_back(duty(std::move(behind)));
  else if (placed && marked)
    found.push_back(refuted(std::move(others)));
}

}  // namespace npuscope
