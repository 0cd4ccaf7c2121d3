// SPDX-License-Identifier: Apache-2.0
#include "compare/code_differences.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int64_t kBin = CodeDifferences::kLargestBin;

size_t bin_of(int64_t difference) {
  return static_cast<size_t>(saturate<int64_t>(difference, -kBin, kBin) + kBin);
}

bool same_scales(const Quantization& a, const Quantization& b) {
  return a.scale == b.scale && (a.axis == b.axis || a.scale.size() == 1);
}

}  // namespace

CodeUnit CodeDifferences::unit_of(const OperandReader& reference, const OperandReader& other) {
  const Quantization* r = reference.quantization();
  const Quantization* p = other.quantization();
  if (r != nullptr && p != nullptr && same_scales(*r, *p)) return CodeUnit::kInteger;
  if (r != nullptr) return CodeUnit::kReference;
  if (p != nullptr) return CodeUnit::kOther;
  return reference.integers() && other.integers() ? CodeUnit::kInteger : CodeUnit::kNone;
}

void CodeDifferences::add_integers(OperandReader& reference, OperandReader& other, size_t count) {
  if (reference.wide() || other.wide()) return add_wide_integers(reference, other, count);
  if (reference.bytes_of_block() != nullptr && other.bytes_of_block() != nullptr &&
      reference.signed_bytes() == other.signed_bytes() && reference.zero_point() &&
      other.zero_point())
    return add_bytes(reference, other, count);
  const int32_t* r = reference.integers_of_block();
  const int32_t* p = other.integers_of_block();
  count_ += static_cast<int64_t>(count);
  // Most blocks of two runs that agree are equal: one quick look spares them the counting.
  int32_t changed = 0;
  for (size_t i = 0; i < count; ++i) changed |= r[i] ^ p[i];
  if (changed == 0) {
    histogram_[static_cast<size_t>(kBin)] += static_cast<int64_t>(count);
    return;
  }
  int64_t largest = 0;
  for (size_t i = 0; i < count; ++i) {
    const int64_t difference = int64_t{p[i]} - int64_t{r[i]};
    largest = std::max(largest, difference < 0 ? -difference : difference);
    ++histogram_[bin_of(difference)];
  }
  largest_ = std::max(largest_, static_cast<double>(largest));
}

void CodeDifferences::add_bytes(const OperandReader& reference, const OperandReader& other,
                                size_t count) {
  const uint8_t* r = reference.bytes_of_block();
  const uint8_t* p = other.bytes_of_block();
  const int32_t shift = *reference.zero_point() - *other.zero_point();
  count_ += static_cast<int64_t>(count);
  if (shift == 0 && std::memcmp(r, p, count) == 0) {
    histogram_[static_cast<size_t>(kBin)] += static_cast<int64_t>(count);
    return;
  }
  const int32_t largest = block_kernels().count_byte_differences(
      r, p, reference.signed_bytes(), shift, count, kLargestBin, histogram_.data());
  largest_ = std::max(largest_, static_cast<double>(largest));
}

void CodeDifferences::add_wide_integers(OperandReader& reference, OperandReader& other,
                                        size_t count) {
  count_ += static_cast<int64_t>(count);
  for (size_t i = 0; i < count; ++i) {
    const double difference = difference_of(reference.integer_at(i), other.integer_at(i));
    largest_ = std::max(largest_, std::abs(difference));
    ++histogram_[bin_of(static_cast<int64_t>(saturate<double>(difference, -kBin, kBin)))];
  }
}

void CodeDifferences::add_reals(const OperandReader& scaled, int64_t first,
                                const BlockPairs& pairs) {
  if (pairs.count == 0) return;
  count_ += static_cast<int64_t>(pairs.count);
  const size_t block = pairs.place_of(pairs.count - 1) + 1;
  scaled.for_each_scale(first, block, [&](int64_t channel, size_t begin, size_t end) {
    const auto scale = static_cast<double>(scaled.scale_at(channel));
    for (size_t i = pairs.count_before(begin); i < pairs.count_before(end); ++i) {
      const double difference = static_cast<double>(pairs.other[i] - pairs.reference[i]) / scale;
      largest_ = std::max(largest_, std::abs(difference));
      // Most differences are that small, and rounding costs a call.
      if (std::abs(difference) <= 0.5) {
        ++histogram_[static_cast<size_t>(kBin)];
        continue;
      }
      const double nearest =
          round_real(saturate<double>(difference, -kBin, kBin), Rounding::kHalfEven);
      ++histogram_[bin_of(static_cast<int64_t>(nearest))];
    }
  });
}

void CodeDifferences::merge(const CodeDifferences& later) {
  count_ += later.count_;
  largest_ = std::max(largest_, later.largest_);
  std::transform(histogram_.begin(), histogram_.end(), later.histogram_.begin(), histogram_.begin(),
                 std::plus<>());
}

}  // namespace npuscope
