// SPDX-License-Identifier: Apache-2.0
#include "audit/dump_difference.h"

#include <algorithm>
#include <functional>
#include <set>

namespace npuscope {
namespace {

constexpr size_t kProbe = 32;   // bytes that are looked for elsewhere
constexpr size_t kVaried = 12;  // different bytes in a probe, so that it stands in one place only
constexpr double kMatching = 0.9;  // of the bytes behind a shift

bool is_varied(Bytes probe) {
  const std::set<std::byte> different(probe.begin(), probe.end());
  return different.size() >= kVaried;
}

/// The first place from `from` on whose bytes stand in one place only, most likely.
std::optional<size_t> probe_place(Bytes image, size_t from) {
  while (from + kProbe <= image.size() && !is_varied(image.subspan(from, kProbe))) from += kProbe;
  return from + kProbe <= image.size() ? std::optional(from) : std::nullopt;
}

/// Whether most of the image stands `shift` bytes later in the dump, as far as the dump goes.
bool stands_shifted(Bytes image, Bytes around, int64_t begin, int64_t shift) {
  const int64_t from = std::max<int64_t>(0, -(begin + shift));
  const int64_t to = std::min(static_cast<int64_t>(image.size()),
                              static_cast<int64_t>(around.size()) - begin - shift);
  int64_t matching = 0;
  for (int64_t i = from; i < to; ++i)
    matching += around[static_cast<size_t>(begin + shift + i)] == image[static_cast<size_t>(i)];
  return to - from >= static_cast<int64_t>(kProbe) &&
         static_cast<double>(matching) >= kMatching * static_cast<double>(to - from);
}

/// How many bytes later the image from `first` on stands in the dump; nothing where it does not.
/// Its first bytes may be cut off: pieces farther on are looked for too.
std::optional<int64_t> find_shift(Bytes image, int64_t first, Bytes around, int64_t begin) {
  constexpr size_t kPieces = 4;
  const auto from = static_cast<size_t>(first);
  for (size_t piece = 0; piece < kPieces; ++piece) {
    const auto at = probe_place(image, from + (image.size() - from) * piece / kPieces);
    if (!at) return std::nullopt;
    const Bytes probe = image.subspan(*at, kProbe);
    const auto found = std::search(around.begin(), around.end(),
                                   std::boyer_moore_horspool_searcher(probe.begin(), probe.end()));
    if (found == around.end()) continue;
    const int64_t shift = (found - around.begin()) - begin - static_cast<int64_t>(*at);
    if (shift != 0 && stands_shifted(image, around, begin, shift)) return shift;
  }
  return std::nullopt;
}

}  // namespace

std::optional<DumpDifference> dump_difference(Bytes image, Bytes dump, Bytes around,
                                              int64_t begin) {
  DumpDifference result;
  const size_t count = std::min(image.size(), dump.size());
  result.compared = static_cast<int64_t>(count);
  bool erased = true, zeros = true, before = false;
  for (size_t i = 0; i < count; ++i) {
    const bool differs = image[i] != dump[i];
    if (differs) {
      const auto at = static_cast<int64_t>(i);
      if (result.differing++ == 0) result.first = at;
      result.last = at;
      result.runs += before ? 0 : 1;
      erased = erased && dump[i] == std::byte{0xff};
      zeros = zeros && dump[i] == std::byte{0};
    }
    before = differs;
  }
  if (result.differing == 0) return std::nullopt;
  using Pattern = DumpDifference::Pattern;
  if (erased)
    result.pattern = Pattern::kErased;
  else if (zeros)
    result.pattern = Pattern::kZeros;
  else if (const auto shift = find_shift(image, result.first, around, begin)) {
    result.pattern = Pattern::kShifted;
    result.shift = *shift;
  } else if (result.differing * 2 > result.last - result.first + 1 &&
             result.differing * 4 > result.compared) {
    result.pattern = Pattern::kOther;
  }
  return result;
}

}  // namespace npuscope
