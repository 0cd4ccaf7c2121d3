// SPDX-License-Identifier: Apache-2.0
// ST011: several images of one pool, and Intel HEX files that carry another address than the pool.
#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "audit/rule_support.h"
#include "build/placed_images.h"

namespace npuscope {
namespace {

AuditEvidence image_evidence(const PlacedImage& image) {
  return {{image.file->label, 0}, fmt::format("{:#010x}-{:#010x}", image.begin(), image.end())};
}

Bytes bytes_of(const PlacedImage& image) { return image.file->content.segments.front().bytes; }

/// Whether the image is one run of bytes, as a pool's content is.
bool is_whole(const PlacedImage& image) { return image.file->content.segments.size() == 1; }

AuditFinding moved(const PlacedImage& hex, const PlacedImage& raw) {
  return {.id = "ST011",
          .severity = AuditSeverity::kError,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("{} programs the weights at {:#010x}, the network reads them at "
                               "{:#010x}",
                               hex.file->label, hex.begin(), raw.begin()),
          .evidence = {image_evidence(hex), image_evidence(raw), pool_evidence(*raw.pool)},
          .why =
              "The bytes are those of this build, at another address: the NPU reads what stands "
              "in their place.",
          .fix = fmt::format("Make it again with --change-addresses {:#x}.", raw.begin()),
          .settle = ""};
}

AuditFinding different(const PlacedImage& one, const PlacedImage& other, int64_t first) {
  return {.id = "ST011",
          .severity = AuditSeverity::kWarning,
          .question = AuditQuestion::kMemory,
          .title = fmt::format("{} and {} are different images of one pool", one.file->label,
                               other.file->label),
          .evidence = {image_evidence(one),
                       image_evidence(other),
                       {{other.file->label, 0},
                        fmt::format("differs first at {:#010x}",
                                    one.begin() + static_cast<uint64_t>(first))}},
          .why =
              "One of them is of another compilation; which of them the board holds, these files "
              "do not say.",
          .fix = "Delete the stale one, and program the other.",
          .settle = "Read the flash back: --flash-dump FILE@ADDRESS says which one it is."};
}

/// Whether it found something.
bool compare(const PlacedImage& one, const PlacedImage& other, std::vector<AuditFinding>& found) {
  const Bytes a = bytes_of(one), b = bytes_of(other);
  const bool equal = std::ranges::equal(a, b);
  const PlacedImage& hex = one.file->content.absolute ? one : other;
  const PlacedImage& raw = one.file->content.absolute ? other : one;
  const bool both = hex.file->content.absolute && !raw.file->content.absolute;
  if (equal && both && hex.begin() != raw.begin()) {
    found.push_back(moved(hex, raw));
    return true;
  }
  if (equal || one.begin() != other.begin()) return false;
  const auto [at, there] = std::ranges::mismatch(a, b);
  found.push_back(different(one, other, at - a.begin()));
  return true;
}

}  // namespace

void check_image_copies(const AuditInput& input, std::vector<AuditFinding>& found) {
  std::vector<PlacedImage> images = placed_images(*input.build);
  std::erase_if(images, [](const PlacedImage& image) { return !is_whole(image); });
  for (size_t i = 1; i < images.size(); ++i) {
    // A copy of an image that was compared already says nothing new.
    const auto earlier =
        std::ranges::find_if(images.begin(), images.begin() + static_cast<std::ptrdiff_t>(i),
                             [&](const PlacedImage& image) {
                               return image.begin() == images[i].begin() &&
                                      std::ranges::equal(bytes_of(image), bytes_of(images[i]));
                             });
    if (earlier != images.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    for (size_t k = 0; k < i; ++k)
      if (compare(images[k], images[i], found)) break;
  }
}

}  // namespace npuscope
