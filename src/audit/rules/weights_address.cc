// SPDX-License-Identifier: Apache-2.0
// ST011: where the image of the weights must stand before the network runs.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "audit/audit.h"
#include "audit/memory_map.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

/// Where the sample projects of ST put weights: scripts that are copied from them program these.
constexpr std::array<uint64_t, 4> kSampleAddresses = {0x70180000, 0x70380000, 0x71000000,
                                                      0x70000000};

/// A pool with weights, and what is known of the image that belongs there.
struct WeightsPool {
  uint64_t begin = 0;
  std::optional<int64_t> bytes;
  std::string image;  ///< "network_atonbuf.xSPI2.raw"; empty where nothing names it
  std::vector<AuditEvidence> evidence;
};

bool holds_weights(const Build& build, const BuildPool& pool) {
  for (const auto& log : build.files.logs)
    for (const GenerateLog::Pool& line : log.content.pools)
      if (line.name == pool.pool.name) return line.weights > 0;
  return std::ranges::any_of(build.buffers, [&](const BuildBuffer& buffer) {
    return buffer.buffer.parameter && buffer.pool == pool.pool.name;
  });
}

/// The image that the log lists among the generated files, or that is there. Where the pool's
/// postfix is not known, the only one.
void find_image(const Build& build, const BuildPool& pool, WeightsPool& weights) {
  std::vector<AuditEvidence> images;
  const auto fits = [&](const std::string& name) {
    return name.find("atonbuf.") != std::string::npos &&
           (pool.pool.postfix.empty() || name.find(pool.pool.postfix) != std::string::npos);
  };
  for (const auto& log : build.files.logs)
    for (const StLine& file : log.content.files)
      if (fits(file.text)) images.push_back(evidence_in(log, file));
  if (images.size() == 1) {
    weights.image = base_name(images[0].text);
    weights.evidence.push_back({images[0].source, weights.image});
  }
  for (const auto& image : build.files.images) {
    if (!fits(image.label) || image.content.segments.size() != 1) continue;
    weights.image = base_name(image.label);
    weights.bytes = static_cast<int64_t>(image.content.segments[0].bytes.size());
  }
}

/// Of one pool with weights alone, the summary's size is that of its image.
void find_size(const Build& build, bool only_one, WeightsPool& weights) {
  const auto stated = summary_value(build, "weights (ro)");
  if (weights.bytes || !only_one || !stated) return;
  weights.bytes = leading_count(stated->value);
  weights.evidence.push_back(stated->evidence);
}

std::string sample_text(uint64_t begin) {
  if (std::ranges::find(kSampleAddresses, begin) != kSampleAddresses.end()) return "";
  return " It is none of the addresses of ST's sample projects (0x70180000, 0x70380000, "
         "0x71000000): "
         "a script copied from one programs another place, and nothing complains.";
}

AuditFinding flash_finding(WeightsPool weights) {
  const std::string image = weights.image.empty() ? "the image of the weights" : weights.image;
  const std::string size = weights.bytes ? fmt::format(" ({} bytes)", *weights.bytes) : "";
  const std::string count = weights.bytes ? fmt::format("{}", *weights.bytes) : "SIZE";
  return {.id = "ST011",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("Program {}{} at exactly {:#010x}", image, size, weights.begin),
          .evidence = std::move(weights.evidence),
          .why =
              "The firmware does not contain the weights, and nothing checks them at run time: at "
              "another place, or of another compilation, the network runs on wrong bytes." +
              sample_text(weights.begin),
          .fix = "Program this build's image there, after every compilation.",
          .settle = fmt::format(
              "Read it back: STM32_Programmer_CLI … -u {:#x} {} flash.bin; then npuscope "
              "audit … --flash-dump flash.bin@{:#x} compares it with the image.",
              weights.begin, count, weights.begin),
          .lead = 4};
}

AuditFinding ram_finding(WeightsPool weights) {
  return {.id = "ST011",
          .severity = AuditSeverity::kDuty,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("Copy the weights to {:#010x}, which is RAM, at every start",
                               weights.begin),
          .evidence = std::move(weights.evidence),
          .why = "They are lost with the power, and with a bank that is switched off in between.",
          .fix =
              "Copy the image there after every start, behind the clock and power of the bank, and "
              "clean the data cache over it.",
          .settle = "A dump of that range before the first run: --flash-dump FILE@ADDRESS.",
          .lead = 4};
}

}  // namespace

void check_weights_address(const AuditInput& input, std::vector<AuditFinding>& found) {
  const Build& build = *input.build;
  std::vector<const BuildPool*> pools;
  for (const BuildPool& pool : build.pools)
    if (!pool.pool.is_virtual && is_used(pool).value_or(false) && holds_weights(build, pool))
      pools.push_back(&pool);
  for (const BuildPool* pool : pools) {
    WeightsPool weights;
    weights.begin = pool->used_begin.value_or(pool->pool.address);
    weights.evidence.push_back(pool_evidence(*pool));
    find_image(build, *pool, weights);
    find_size(build, pools.size() == 1, weights);
    const MemoryRegion* region = memory_region(weights.begin);
    const bool flash = region == nullptr || (region->kind == MemoryKind::kExternal &&
                                             !pool->pool.writable.value_or(false));
    found.push_back(flash ? flash_finding(std::move(weights)) : ram_finding(std::move(weights)));
  }
}

}  // namespace npuscope
