// SPDX-License-Identifier: Apache-2.0
#include "diagnose/mismatches.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

std::vector<double> reals_of(const Operand& operand) {
  return to_doubles(operand.quantization != nullptr
                        ? dequantize(*operand.tensor, *operand.quantization)
                        : *operand.tensor);
}

double cut(double value, const std::optional<RealRange>& within) {
  if (!within || std::isnan(value)) return value;
  return std::min(std::max(value, within->low), within->high);
}

bool at_end(double value, const MismatchFrame& frame) {
  return frame.ends && (value <= frame.ends->low + frame.indistinct ||
                        value >= frame.ends->high - frame.indistinct);
}

/// Keeps the list sorted, each channel once, and no longer than it may be.
void add_channel(int64_t channel, std::optional<std::vector<int64_t>>& channels) {
  if (!channels) return;
  const auto place = std::ranges::lower_bound(*channels, channel);
  if (place != channels->end() && *place == channel) return;
  channels->insert(place, channel);
  if (channels->size() > Mismatches::kMostChannels) channels.reset();
}

/// Whether the channels say something: few of many, and most of them more than once.
bool is_told_by_channels(const Mismatches& m) {
  constexpr int64_t kFew = 8, kRepeats = 3;
  if (!m.channels || m.channels->empty()) return false;
  const auto with = static_cast<int64_t>(m.channels->size());
  return with <= kFew && 2 * with <= m.channel_count &&
         (with == 1 || m.differing >= kRepeats * with);
}

}  // namespace

void Mismatches::merge(const Mismatches& later) {
  elements += later.elements;
  differing += later.differing;
  above += later.above;
  at_ends += later.at_ends;
  nonfinite += later.nonfinite;
  largest = std::max(largest, later.largest);
  channel_count = std::max(channel_count, later.channel_count);
  if (!later.channels) channels.reset();
  for (size_t i = 0; later.channels && i < later.channels->size(); ++i)
    add_channel((*later.channels)[i], channels);
}

std::string mismatch_text(const Mismatches& m) {
  if (m.differing == 0) return fmt::format("none of {} elements", m.elements);
  std::string text = fmt::format("{} of {} elements", m.differing, m.elements);
  const int64_t finite = m.differing - m.nonfinite;
  if (finite > 0)
    text += fmt::format(", by {}{} code{}", m.largest > 1 ? "up to " : "", m.largest,
                        m.largest > 1 ? "s" : "");
  if (m.nonfinite > 0) text += fmt::format(", {} of them NaN or infinite", m.nonfinite);
  // One or two elements have a sign by chance.
  constexpr int64_t kTelling = 8;
  if (finite >= kTelling && m.above == finite) text += ", all too high";
  if (finite >= kTelling && m.above == 0) text += ", all too low";
  if (finite > 0 && m.at_ends == finite) text += ", only at the ends of the codes' range";
  if (is_told_by_channels(m))
    text += fmt::format(", in channel{} {}{}", m.channels->size() == 1 ? "" : "s",
                        fmt::join(*m.channels, ", "), m.differing > 1 ? " alone" : "");
  return text;
}

Mismatches mismatches_of(const Operand& computed, const Operand& recorded,
                         const MismatchFrame& frame) {
  const std::vector<double> ours = reals_of(computed);
  const std::vector<double> theirs = reals_of(recorded);
  const Shape& shape = computed.tensor->shape();
  const bool has_channels = frame.channel_axis < shape.size();
  const int64_t count = has_channels ? shape[frame.channel_axis] : 1;
  const int64_t inner =
      has_channels ? element_count(std::span(shape).subspan(frame.channel_axis + 1)) : 1;
  Mismatches result;
  result.elements = static_cast<int64_t>(ours.size());
  result.channel_count = has_channels ? count : 0;
  for (size_t i = 0; i < ours.size(); ++i) {
    const double a = cut(ours[i], frame.within);
    const double b = cut(theirs[i], frame.within);
    const double difference = b - a;
    if (std::fabs(difference) <= frame.indistinct) continue;
    ++result.differing;
    if (has_channels) add_channel(static_cast<int64_t>(i) / inner % count, result.channels);
    if (!std::isfinite(difference)) {
      ++result.nonfinite;
      continue;
    }
    result.above += difference > 0 ? 1 : 0;
    result.at_ends += at_end(a, frame) || at_end(b, frame) ? 1 : 0;
    const double codes = round_real(std::fabs(difference) / frame.code_scale, Rounding::kHalfAway);
    result.largest = std::max(result.largest, static_cast<int64_t>(std::max(codes, 1.0)));
  }
  return result;
}

}  // namespace npuscope
