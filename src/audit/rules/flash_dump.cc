// SPDX-License-Identifier: Apache-2.0
// ST012: whether the board's memory holds the image of the weights.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/dump_difference.h"
#include "audit/rule_support.h"
#include "build/placed_images.h"

namespace npuscope {
namespace {

using Pattern = DumpDifference::Pattern;

/// The part of the dump that lies over an image.
struct Overlap {
  uint64_t begin = 0;
  Bytes image, dump, around;  ///< `around`: the dump's segment as a whole
  int64_t at = 0;             ///< of `dump` in `around`
};

std::vector<Overlap> overlaps(const PlacedImage& image, const MemoryImage& dump) {
  std::vector<Overlap> all;
  for (const auto& part : image.file->content.segments)
    for (const auto& segment : dump.segments) {
      const uint64_t part_begin = image.base + part.address;
      const uint64_t begin = std::max(part_begin, segment.address);
      const uint64_t end =
          std::min(part_begin + part.bytes.size(), segment.address + segment.bytes.size());
      if (begin >= end) continue;
      const auto count = static_cast<size_t>(end - begin);
      const auto at = static_cast<size_t>(begin - segment.address);
      all.push_back({begin, Bytes(part.bytes).subspan(begin - part_begin, count),
                     Bytes(segment.bytes).subspan(at, count), segment.bytes,
                     static_cast<int64_t>(at)});
    }
  return all;
}

int64_t bytes_of(const PlacedImage& image) {
  int64_t bytes = 0;
  for (const auto& part : image.file->content.segments)
    bytes += static_cast<int64_t>(part.bytes.size());
  return bytes;
}

/// The parameter that stands at an address: "Conv2D_11_weights".
std::string parameter_at(const Build& build, uint64_t address) {
  for (const BuildBuffer& buffer : build.buffers) {
    const auto begin = buffer.begin(), end = buffer.end();
    if (buffer.buffer.parameter && begin && end && address >= *begin && address < *end)
      return buffer.buffer.name;
  }
  return "";
}

struct Explanation {
  std::string what, why, fix;
};

Explanation explained(const DumpDifference& difference) {
  switch (difference.pattern) {
    case Pattern::kErased:
      return {"erased (0xFF) from there on",
              "The flash was not programmed there: the NPU multiplies with -1.",
              "Program the image at the pool's address, the whole of it, and read it back."};
    case Pattern::kZeros:
      return {"all zero where it differs",
              "The memory cannot be read: the RISAF does not admit the reader, the interface is "
              "not mapped, or the RAM is off. The NPU would then read zeros too.",
              "Read with the rights that the NPU has; check RISAF and the clock of that memory."};
    case Pattern::kShifted:
      return {
          fmt::format("the image's bytes stand {} bytes {}", std::abs(difference.shift),
                      difference.shift > 0 ? "later" : "earlier"),
          "It was programmed at another address than the pool's: every weight is another one's.",
          "Program it at the pool's address; a script of a sample project has its own."};
    case Pattern::kOther:
      return {"other content: more than half of the bytes differ",
              "Another image stands there, such as that of an earlier compilation.",
              "Program the image of this build."};
    case Pattern::kScattered: break;
  }
  return {fmt::format("{} runs of bytes differ", difference.runs),
          "Single wrong bytes come of a failed programming, of something that writes into this "
          "range, or of an interface that reads too fast.",
          "Program and verify again; read twice: bytes that change are the interface's (clock, "
          "dummy cycles)."};
}

AuditFinding differing(const AuditInput& input, const PlacedImage& image, const Overlap& overlap,
                       const DumpDifference& difference) {
  const uint64_t first = overlap.begin + static_cast<uint64_t>(difference.first);
  const uint64_t last = overlap.begin + static_cast<uint64_t>(difference.last);
  const Explanation text = explained(difference);
  const std::string parameter = parameter_at(*input.build, first);
  const auto at = static_cast<size_t>(difference.first);
  return {.id = "ST012",
          .severity = AuditSeverity::kError,
          .question = AuditQuestion::kMemory,
          .title =
              fmt::format("the board's memory differs from {} at {:#010x}{}: {}", image.file->label,
                          first, parameter.empty() ? "" : " (" + parameter + ")", text.what),
          .evidence = {{{input.flash_label, 0},
                        fmt::format("{:#010x}-{:#010x}: {} of {} bytes differ", first, last + 1,
                                    difference.differing, difference.compared)},
                       {{image.file->label, 0},
                        fmt::format("{:#04x} at {:#010x}, where the dump has {:#04x}",
                                    std::to_integer<int>(overlap.image[at]), first,
                                    std::to_integer<int>(overlap.dump[at]))}},
          .why = text.why,
          .fix = text.fix,
          .settle = ""};
}

AuditFinding equal(const AuditInput& input, const PlacedImage& image, int64_t compared) {
  const int64_t bytes = bytes_of(image);
  return {.id = "ST012",
          .severity = compared == bytes ? AuditSeverity::kRefuted : AuditSeverity::kFact,
          .question = AuditQuestion::kMemory,
          .title = compared == bytes
                       ? fmt::format("weights that are not programmed, or at another place: the "
                                     "dump equals {}",
                                     image.file->label)
                       : fmt::format("the dump equals {} in the {} of {} bytes that it covers",
                                     image.file->label, compared, bytes),
          .evidence = {{{input.flash_label, 0},
                        fmt::format("{} bytes equal from {:#010x} on", compared, image.begin())}},
          .why = "",
          .fix = "",
          .settle = compared == bytes ? "" : "Read back the whole of the image."};
}

AuditFinding elsewhere(const AuditInput& input, const std::vector<PlacedImage>& images) {
  AuditFinding finding{.id = "ST012",
                       .severity = AuditSeverity::kWarning,
                       .question = AuditQuestion::kMemory,
                       .title = "the dump covers nothing of the weights' image",
                       .evidence = {},
                       .why = "It shows nothing of the weights that the NPU reads.",
                       .fix = "Read the range of the image, or correct the address behind '@'.",
                       .settle = ""};
  for (const auto& segment : input.flash->segments)
    finding.evidence.push_back({{input.flash_label, 0},
                                fmt::format("{:#010x}-{:#010x}", segment.address,
                                            segment.address + segment.bytes.size())});
  for (const PlacedImage& image : images)
    finding.evidence.push_back(
        {{image.file->label, 0}, fmt::format("{:#010x}-{:#010x}", image.begin(), image.end())});
  return finding;
}

/// What the dump says of one image; nothing where it covers none of it.
std::optional<AuditFinding> compared(const AuditInput& input, const PlacedImage& image) {
  int64_t bytes = 0;
  for (const Overlap& overlap : overlaps(image, *input.flash)) {
    bytes += static_cast<int64_t>(overlap.image.size());
    if (const auto difference =
            dump_difference(overlap.image, overlap.dump, overlap.around, overlap.at))
      return differing(input, image, overlap, *difference);
  }
  if (bytes == 0) return std::nullopt;
  return equal(input, image, bytes);
}

}  // namespace

void check_flash_dump(const AuditInput& input, std::vector<AuditFinding>& found) {
  if (!input.flash) return;
  const std::vector<PlacedImage> images = placed_images(*input.build);
  // Of several images of one pool the board holds one; which of them is another rule's question.
  std::map<uint64_t, AuditFinding> by_place;
  for (const PlacedImage& image : images) {
    auto finding = compared(input, image);
    if (!finding) continue;
    const uint64_t place = image.pool ? image.pool->pool.address : image.begin();
    const auto [known, added] = by_place.try_emplace(place, *finding);
    if (!added && finding->severity != AuditSeverity::kError) known->second = *std::move(finding);
  }
  for (auto& [place, finding] : by_place) found.push_back(std::move(finding));
  if (by_place.empty() && !images.empty()) found.push_back(elsewhere(input, images));
}

}  // namespace npuscope
