// SPDX-License-Identifier: Apache-2.0
// ST023: two tensors in the same bytes while both are needed.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "audit/audit.h"
#include "audit/rule_support.h"

namespace npuscope {
namespace {

struct Live {
  const StBuffer* buffer = nullptr;
  uint64_t begin = 0, end = 0;
  int64_t first = 0, last = 0;
};

/// Activations with a place and a lifetime, by address. Lifetimes stand in *c_info.json alone; all
/// is taken from one file, which numbers epochs in one way.
std::vector<Live> live_buffers(const CInfo& info) {
  std::vector<Live> live;
  for (const StBuffer& b : info.buffers) {
    if (b.parameter || b.user_allocated || !b.last_epoch || b.bytes() <= 0 ||
        b.base.base != StAddress::Base::kAbsolute)
      continue;
    const uint64_t begin = b.base.address + static_cast<uint64_t>(b.offset_start);
    live.push_back({&b, begin, begin + static_cast<uint64_t>(b.bytes()), b.epoch, *b.last_epoch});
  }
  std::ranges::sort(live, [](const Live& a, const Live& b) {
    return std::tie(a.begin, a.end, a.first) < std::tie(b.begin, b.end, b.first);
  });
  return live;
}

/// Two names of one tensor (a Reshape, an inserted output): the compiler gives both the same
/// beginning and the same life. In 23 public builds no other buffers overlap while both live.
bool is_alias(const Live& a, const Live& b) {
  return a.begin == b.begin && a.first == b.first && a.last == b.last;
}

std::string text(const Live& live) {
  return fmt::format("{} {:#010x}-{:#010x}, epochs {} to {}", live.buffer->name, live.begin,
                     live.end, live.first, live.last);
}

struct Overlaps {
  std::vector<AuditEvidence> collisions;
  int64_t pairs = 0, aliases = 0;
};

Overlaps overlaps(const Artefact<CInfo>& info, const std::vector<Live>& live) {
  constexpr size_t kListed = 12;
  Overlaps result;
  std::vector<const Live*> open;
  for (const Live& buffer : live) {
    std::erase_if(open, [&](const Live* other) { return other->end <= buffer.begin; });
    for (const Live* other : open) {
      if (other->first > buffer.last || buffer.first > other->last) continue;
      if (is_alias(*other, buffer)) {
        ++result.aliases;
      } else {
        ++result.pairs;
        if (result.collisions.size() < kListed)
          result.collisions.push_back(
              evidence_in(info, buffer.buffer->line, text(*other) + "; " + text(buffer)));
      }
    }
    open.push_back(&buffer);
  }
  return result;
}

AuditFinding collision(Overlaps overlaps) {
  return {.id = "ST023",
          .severity = AuditSeverity::kError,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("{} pair{} of buffers share memory while both are needed",
                               overlaps.pairs, overlaps.pairs == 1 ? "" : "s"),
          .evidence = std::move(overlaps.collisions),
          .why =
              "The later one overwrites a part of the other before its last reader ran: wrong "
              "from that epoch on, the same in every run, and only where the ranges meet.",
          .fix =
              "Tools do not write this: the file was edited, or mixed with another build's. "
              "Generate again.",
          .settle = "Dump the first of the two behind the epoch that writes the second."};
}

}  // namespace

void check_live_buffers(const AuditInput& input, std::vector<AuditFinding>& found) {
  std::vector<AuditEvidence> sound;
  for (const auto& info : input.build->files.c_infos) {
    if (info.content.cpu_only) continue;
    const std::vector<Live> live = live_buffers(info.content);
    if (live.empty()) continue;
    Overlaps result = overlaps(info, live);
    if (result.pairs > 0)
      found.push_back(collision(std::move(result)));
    else
      sound.push_back(evidence_in(info, 0,
                                  fmt::format("{} activations with lifetimes; {} pairs at the same "
                                              "address are two names of one tensor",
                                              live.size(), result.aliases)));
  }
  if (sound.empty()) return;
  found.push_back({.id = "ST023",
                   .severity = AuditSeverity::kRefuted,
                   .question = AuditQuestion::kMemory,
                   .title = "No two tensors share memory while both are needed",
                   .evidence = std::move(sound),
                   .why = "Buffers at one address with other lifetimes are the compiler's reuse of "
                          "memory, not a fault.",
                   .fix = "",
                   .settle = ""});
}

}  // namespace npuscope
