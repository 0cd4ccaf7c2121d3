// SPDX-License-Identifier: Apache-2.0
// ST005: files of the build that cannot be read, or that are not whole.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "base/text.h"

namespace npuscope {
namespace {

AuditFinding damaged(std::string title, AuditEvidence evidence) {
  return {.id = "ST005",
          .severity = AuditSeverity::kError,
          .question = AuditQuestion::kModel,
          .title = std::move(title),
          .evidence = {std::move(evidence)},
          .why =
              "What the firmware was built from may be damaged in the same way, and nothing "
              "that this file says is part of this audit.",
          .fix = "Copy the file from the folder that stedgeai wrote, or generate again.",
          .settle = ""};
}

constexpr int64_t kHeadWords = 2;

/// A program of the epoch controller: its head counts its words.
std::string fault_of(const EcBlob& blob) {
  if (blob.encrypted) return "";
  if (!blob.magic) return "does not begin with the controller's magic number";
  if (blob.listed < blob.words + kHeadWords)
    return fmt::format("promises {} words and lists {}", blob.words,
                       std::max<int64_t>(blob.listed - kHeadWords, 0));
  return "";
}

void check_blobs(const Build& build, std::vector<AuditFinding>& found) {
  for (const auto& blobs : build.files.blobs)
    for (const EcBlob& blob : blobs.content) {
      const std::string fault = fault_of(blob);
      if (!fault.empty())
        found.push_back(damaged(fmt::format("Blob {} {}", blob.symbol, fault),
                                evidence_in(blobs, blob.line, blob.symbol)));
    }
}

/// Where no epoch controller runs, its programs do not matter: some projects put a stub there.
bool needed(const Build& build, const std::string& label) {
  return !label.ends_with("_ecblobs.h") || build.files.networks.empty() || build.has_controller;
}

bool is_empty(const MemoryImage& image) {
  return std::ranges::all_of(image.segments,
                             [](const auto& segment) { return segment.bytes.empty(); });
}

/// Of "network_atonbuf.xSPI2.raw" the pool of that postfix; of "network_data.hex" that with
/// weights.
bool may_be_of(const std::string& label, const StPool& pool) {
  if (label.find("atonbuf.") == std::string::npos) return true;
  return !pool.postfix.empty() && label.find("." + pool.postfix + ".") != std::string::npos;
}

/// Images of pools without constants are empty; that of one with weights is not.
void check_empty_images(const Build& build, std::vector<AuditFinding>& found) {
  for (const auto& image : build.files.images) {
    if (!is_empty(image.content)) continue;
    const auto pool = std::ranges::find_if(build.pools, [&](const BuildPool& one) {
      return one.pool.writable == false && one.pool.used.value_or(0) > 0 &&
             may_be_of(image.label, one.pool);
    });
    if (pool == build.pools.end()) continue;
    found.push_back(damaged(
        image.label + " is empty",
        {pool->source, fmt::format("{} holds {} bytes", pool->pool.name, *pool->pool.used)}));
    found.back().evidence.push_back({{image.label, 0}, "0 bytes"});
  }
}

}  // namespace

void check_damaged_files(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  for (const BuildFiles::Damaged& file : build.files.damaged) {
    found.push_back(damaged(file.label + " cannot be read",
                            {{file.label, 0}, on_one_line(file.error.message())}));
    if (needed(build, file.label)) continue;
    found.back().severity = AuditSeverity::kHint;
    found.back().why = "This build has no epoch controller: nothing of it needs the file.";
    found.back().fix = "";
  }
  check_blobs(build, found);
  check_empty_images(build, found);
}

}  // namespace npuscope
