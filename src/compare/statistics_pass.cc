// SPDX-License-Identifier: Apache-2.0
#include "compare/statistics_pass.h"

#include <cmath>
#include <cstring>

namespace npuscope {
namespace {

// From here on a block never spans two channels, and its moments serve the channel as well; below,
// blocks would become too short.
constexpr int64_t kLongChannelRun = 256;

}  // namespace

StatisticsPass::StatisticsPass(Statistics& out, OperandReader& reference, OperandReader& other,
                               const Shape& shape, std::string_view sample)
    : out_(out), reference_(reference), other_(other), name_(sample) {
  has_rails_ = reference.has_rails() || other.has_rails();
  if (!shape.empty()) row_ = shape.back();
  const int axis = out.options_.channel_axis;
  if (axis >= 0 && static_cast<size_t>(axis) < shape.size() && element_count(shape) > 0) {
    channels_ = shape[static_cast<size_t>(axis)];
    inner_ = element_count(std::span(shape).subspan(static_cast<size_t>(axis) + 1));
    out_.channels_.square_d.assign(static_cast<size_t>(channels_), 0);
    out_.channels_.count.assign(static_cast<size_t>(channels_), 0);
  }
}

void StatisticsPass::run(int64_t first, int64_t end) {
  out_.samples_ = 1;
  out_.elements_ = end - first;
  out_.reference_rails_.defined = reference_.has_rails();
  out_.other_rails_.defined = other_.has_rails();
  out_.code_unit_ = CodeDifferences::unit_of(reference_, other_);
  out_.sample_.begin(name_, end - first);
  while (first < end) {
    const size_t count = block_size(first, end);
    add_block(first, count);
    first += static_cast<int64_t>(count);
  }
  if (!has_rails_) out_.off_rails_ = out_.all_;
}

size_t StatisticsPass::block_size(int64_t first, int64_t end) const {
  int64_t size = std::min<int64_t>(kBlockElements, end - first);
  if (channels_ > 0 && inner_ >= kLongChannelRun) size = std::min(size, inner_ - first % inner_);
  return static_cast<size_t>(size);
}

void StatisticsPass::add_block(int64_t first, size_t count) {
  BlockPairs pairs = {reference_.read(first, count), other_.read(first, count), count, nullptr};
  add_rails();
  if (out_.code_unit_ == CodeUnit::kInteger) out_.codes_.add_integers(reference_, other_, count);

  BlockMoments block = moments_of_block(pairs.reference, pairs.other, count);
  if (out_.options_.classifier)
    block.finite ? add_class_hits(pairs, first) : add_class_hits_with_nan(pairs, first);
  if (!block.finite) {
    pairs = without_non_finite(pairs);
    block = moments_of_block(pairs.reference, pairs.other, pairs.count);
  }
  out_.all_.merge(block.moments);
  add_worst(first, pairs, block.largest_d);
  add_channels(first, count, pairs, block.moments);
  if (out_.code_unit_ == CodeUnit::kReference) out_.codes_.add_reals(reference_, first, pairs);
  if (out_.code_unit_ == CodeUnit::kOther) out_.codes_.add_reals(other_, first, pairs);
  add_fit(first, count, pairs, block.moments);
}

BlockPairs StatisticsPass::without_non_finite(const BlockPairs& all) {
  BlockPairs kept = {scratch_->finite_reference.data(), scratch_->finite_other.data(), 0,
                     scratch_->finite_place.data()};
  for (size_t i = 0; i < all.count; ++i) {
    const float r = all.reference[i];
    const float p = all.other[i];
    if (std::isfinite(r - p)) {
      scratch_->finite_reference[kept.count] = r;
      scratch_->finite_other[kept.count] = p;
      scratch_->finite_place[kept.count++] = static_cast<uint16_t>(i);
      continue;
    }
    const NonFinitePair pair(r, p);
    ++(pair.nan ? out_.nan_ : out_.infinite_);
    if (pair.one_sided) ++out_.one_sided_;
  }
  return kept;
}

void StatisticsPass::add_rails() {
  const auto add = [](Statistics::Rails& rails, const OperandReader& reader) {
    if (!reader.has_rails()) return;
    rails.low += reader.low_rail_of_block();
    rails.high += reader.high_rail_of_block();
  };
  add(out_.reference_rails_, reference_);
  add(out_.other_rails_, other_);
}

void StatisticsPass::RunningArgmax::see(float value, int64_t at) {
  // As numpy.argmax: the first of equals, and the first NaN above everything.
  if (at == 0 || (!std::isnan(best) && (value > best || std::isnan(value)))) {
    best = value;
    index = at;
  }
}

void StatisticsPass::RunningArgmax::see_part(const FirstLargest& part, int64_t begin) {
  if (begin > 0 && !(part.value > best)) return;
  best = part.value;
  index = begin + static_cast<int64_t>(part.at);
}

void StatisticsPass::end_row(bool equal) {
  ++out_.hits_.rows;
  out_.hits_.equal += equal ? 1 : 0;
}

void StatisticsPass::add_class_hits(const BlockPairs& all, int64_t first) {
  const auto row = static_cast<size_t>(row_);
  auto at = static_cast<size_t>(first % row_);
  for (size_t begin = 0; begin < all.count;) {
    const size_t length = std::min(row - at, all.count - begin);
    const FirstLargest reference = kernels_.first_largest(all.reference + begin, length);
    const FirstLargest other = kernels_.first_largest(all.other + begin, length);
    if (length == row) {
      end_row(reference.at == other.at);
    } else {
      reference_class_.see_part(reference, static_cast<int64_t>(at));
      other_class_.see_part(other, static_cast<int64_t>(at));
      if (at + length == row) end_row(reference_class_.index == other_class_.index);
    }
    begin += length;
    at = 0;
  }
}

void StatisticsPass::add_class_hits_with_nan(const BlockPairs& all, int64_t first) {
  int64_t at = first % row_;
  for (size_t i = 0; i < all.count; ++i) {
    reference_class_.see(all.reference[i], at);
    other_class_.see(all.other[i], at);
    if (++at < row_) continue;
    at = 0;
    end_row(reference_class_.index == other_class_.index);
  }
}

void StatisticsPass::add_worst(int64_t first, const BlockPairs& pairs, float largest) {
  if (largest <= out_.largest_) return;
  out_.largest_ = largest;
  size_t i = 0;
  while (std::abs(pairs.reference[i] - pairs.other[i]) != largest) ++i;
  out_.worst_ = {std::string(name_), first + static_cast<int64_t>(pairs.place_of(i)),
                 pairs.reference[i], pairs.other[i]};
}

void StatisticsPass::add_channels(int64_t first, size_t block, const BlockPairs& pairs,
                                  const Moments& moments) {
  if (channels_ == 0) return;
  if (inner_ == 1 && pairs.place == nullptr) return add_interleaved_channels(first, pairs);
  for_each_channel_part(first, block, channels_, inner_, [&](int64_t c, size_t begin, size_t end) {
    const auto channel = static_cast<size_t>(c);
    const size_t from = pairs.count_before(begin);
    const size_t count = pairs.count_before(end) - from;
    out_.channels_.count[channel] += static_cast<int64_t>(count);
    if (moments.absolute_d == 0) return;
    out_.channels_.square_d[channel] +=
        end - begin == block
            ? moments.sum_dd()
            : sum_of_squared_differences(pairs.reference + from, pairs.other + from, count);
  });
}

void StatisticsPass::add_interleaved_channels(int64_t first, const BlockPairs& pairs) {
  for_each_channel_part(first, pairs.count, 1, channels_, [&](int64_t, size_t begin, size_t end) {
    const auto channel = static_cast<size_t>((first + static_cast<int64_t>(begin)) % channels_);
    kernels_.add_square_d(pairs.reference + begin, pairs.other + begin, end - begin,
                          out_.channels_.square_d.data() + channel);
    int64_t* counts = out_.channels_.count.data() + channel;
    for (size_t i = 0; i < end - begin; ++i) ++counts[i];
  });
}

const uint8_t* StatisticsPass::rail_flags_of(const BlockPairs& pairs) {
  const int64_t at_rails = reference_.low_rail_of_block() + reference_.high_rail_of_block() +
                           other_.low_rail_of_block() + other_.high_rail_of_block();
  if (at_rails == 0) return nullptr;
  const uint8_t* r = reference_.has_rails() ? reference_.rails_of_block() : other_.rails_of_block();
  const uint8_t* p = other_.has_rails() ? other_.rails_of_block() : r;
  if (pairs.place == nullptr) {
    flagged_ = kernels_.unite_flags(r, p, pairs.count, scratch_->rail_flags.data());
  } else {
    flagged_ = 0;
    for (size_t i = 0; i < pairs.count; ++i) {
      scratch_->rail_flags[i] = r[pairs.place[i]] | p[pairs.place[i]];
      flagged_ += scratch_->rail_flags[i];
    }
  }
  return scratch_->rail_flags.data();
}

Moments StatisticsPass::moments_off_rails(const BlockPairs& pairs, const uint8_t* flags) {
  // Pairs at the rails become copies of one that is not: what they add is nothing.
  const auto* inside = static_cast<const uint8_t*>(std::memchr(flags, 0, pairs.count));
  if (inside == nullptr) return {};
  const size_t first = static_cast<size_t>(inside - flags);
  kernels_.replace_flagged(pairs.reference, flags, pairs.reference[first], pairs.count,
                           scratch_->inside_reference.data());
  kernels_.replace_flagged(pairs.other, flags, pairs.other[first], pairs.count,
                           scratch_->inside_other.data());
  return moments_of_pairs(scratch_->inside_reference.data(), scratch_->inside_other.data(),
                          pairs.count, static_cast<size_t>(flagged_));
}

void StatisticsPass::add_fit(int64_t first, size_t block, const BlockPairs& pairs,
                             const Moments& moments) {
  const uint8_t* flags = has_rails_ ? rail_flags_of(pairs) : nullptr;
  if (has_rails_)
    out_.off_rails_.merge(flags == nullptr ? moments : moments_off_rails(pairs, flags));
  if (out_.sample_.draws_all() && pairs.place == nullptr)
    return out_.sample_.keep_run(first, pairs.reference, pairs.other, flags, pairs.count);
  out_.sample_.for_each_drawn(first, static_cast<int64_t>(block), [&](int64_t index) {
    const auto place = static_cast<size_t>(index - first);
    const size_t i = pairs.count_before(place);
    if (i < pairs.count && pairs.place_of(i) == place && (flags == nullptr || flags[i] == 0))
      out_.sample_.keep(index, pairs.reference[i], pairs.other[i]);
  });
}

}  // namespace npuscope
