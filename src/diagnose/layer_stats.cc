// SPDX-License-Identifier: Apache-2.0
#include "diagnose/layer_stats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

// Half a code above one: differences of one code stay below it whatever float32 makes of them.
constexpr double kBeyondOneCode = 1.5;
// A little above a half: what conversions to float32 add.
constexpr double kBeyondHalfACode = 0.5 * (1 + 1e-6);
// Integers up to here, and their differences, are float32 numbers.
constexpr uint64_t kExactInFloat32 = uint64_t{1} << 23;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr RealRange kUnbounded = {-kInfinity, kInfinity};

/// Differences up to these do not count.
struct Bounds {
  double half = 0, one = 0;
};

struct Block {
  const float* reference = nullptr;
  const float* other = nullptr;
  size_t count = 0;
};

void add_finite(const Block& block, const BlockMoments& moments, const Bounds& bounds,
                LayerStats& out) {
  out.moments.merge(moments.moments);
  out.largest = std::max(out.largest, static_cast<double>(moments.largest_d));
  if (moments.largest_d == 0) {
    out.exact += static_cast<int64_t>(block.count);
    return;
  }
  const auto half = static_cast<float>(bounds.half), one = static_cast<float>(bounds.one);
  int32_t exact = 0, beyond_half = 0, beyond_one = 0;  // of a block: as wide as its elements
  for (size_t i = 0; i < block.count; ++i) {
    const float magnitude = std::fabs(block.reference[i] - block.other[i]);
    exact += magnitude == 0 ? 1 : 0;
    beyond_half += magnitude > half ? 1 : 0;
    beyond_one += magnitude > one ? 1 : 0;
  }
  out.exact += exact;
  out.beyond_half += beyond_half;
  out.beyond_one += beyond_one;
}

/// Elements that are NaN or infinite on either side are counted apart.
void add_block(const Block& block, const Bounds& bounds, LayerStats& out) {
  const BlockMoments moments = moments_of_block(block.reference, block.other, block.count);
  if (moments.finite) return add_finite(block, moments, bounds, out);
  std::vector<float> reference, other;
  for (size_t i = 0; i < block.count; ++i) {
    const float r = block.reference[i];
    const float o = block.other[i];
    if (std::isfinite(r - o)) {
      reference.push_back(r);
      other.push_back(o);
      continue;
    }
    const NonFinitePair pair(r, o);
    ++(pair.nan ? out.nan : out.infinite);
    if (pair.one_sided) ++out.one_sided;
  }
  const Block finite{reference.data(), other.data(), reference.size()};
  if (finite.count > 0)
    add_finite(finite, moments_of_block(finite.reference, finite.other, finite.count), bounds, out);
}

/// A NaN fails both comparisons and stays; a file may state a range whose ends are reversed.
template <class T>
T clamp_real(T value, T low, T high) {
  return value < low ? low : (value > high ? high : value);
}

/// The numbers within the range, in `out`.
const float* clamp_block(const float* values, size_t count, const RealRange& range,
                         std::vector<float>& out) {
  out.assign(values, values + count);
  const auto low = static_cast<float>(range.low);
  const auto high = static_cast<float>(range.high);
  for (float& v : out) v = clamp_real(v, low, high);
  return out.data();
}

/// Whether the block that the readers read last holds plain integers, some of them too large for
/// float32.
bool needs_integers(OperandReader& reference, OperandReader& other, size_t count) {
  if (!reference.integers() || !other.integers() || reference.codes() || other.codes() ||
      !(reference.rounds_integers() || other.rounds_integers()))
    return false;
  for (size_t i = 0; i < count; ++i)
    if (std::max(reference.integer_at(i).magnitude, other.integer_at(i).magnitude) >
        kExactInFloat32)
      return true;
  return false;
}

double real_of(const SignedMagnitude& integer) {
  const auto magnitude = static_cast<double>(integer.magnitude);
  return integer.negative ? -magnitude : magnitude;
}

/// As add_finite, with differences that are subtracted as integers.
void add_integers(OperandReader& reference, OperandReader& other, size_t count,
                  const Bounds& bounds, const RealRange& within, LayerStats& out) {
  const auto clamped = [&](double real) { return clamp_real(real, within.low, within.high); };
  for (size_t i = 0; i < count; ++i) {
    const SignedMagnitude r = reference.integer_at(i), p = other.integer_at(i);
    Moments one{.count = 1, .mean_r = clamped(real_of(r)), .mean_p = clamped(real_of(p))};
    const bool cut = one.mean_r != real_of(r) || one.mean_p != real_of(p);
    one.mean_d = cut ? one.mean_r - one.mean_p : difference_of(p, r);
    one.absolute_d = std::fabs(one.mean_d);
    out.moments.merge(one);
    out.largest = std::max(out.largest, one.absolute_d);
    out.exact += one.absolute_d == 0 ? 1 : 0;
    out.beyond_half += one.absolute_d > bounds.half ? 1 : 0;
    out.beyond_one += one.absolute_d > bounds.one ? 1 : 0;
  }
}

/// Codes that were subtracted as float32 numbers: 256 codes differ from whole ones by 3e-5 at most,
/// int16 codes by 8e-3.
double whole_codes(double codes) {
  constexpr double kFloatNoise = 0.01;
  const double whole = round_real(codes, Rounding::kHalfAway);
  return std::fabs(codes - whole) < kFloatNoise ? whole : codes;
}

}  // namespace

double LayerStats::rms() const {
  return elements() > 0 ? std::sqrt(moments.sum_dd() / static_cast<double>(elements())) : 0;
}

void LayerStats::merge(const LayerStats& later) {
  moments.merge(later.moments);
  largest = std::max(largest, later.largest);
  exact += later.exact;
  beyond_half += later.beyond_half;
  beyond_one += later.beyond_one;
  nan += later.nan;
  infinite += later.infinite;
  one_sided += later.one_sided;
}

Result<LayerStats> compare_layer(const Operand& reference, const Operand& other, double code_scale,
                                 const std::optional<RealRange>& within) {
  const int64_t count = reference.tensor->size();
  if (count != other.tensor->size())
    return fail(bad_input("the tensors differ in size")
                    .expected(shape_text(reference.tensor->shape()))
                    .found(shape_text(other.tensor->shape())));
  NPUSCOPE_TRY_ASSIGN(OperandReader a, OperandReader::create(reference));
  NPUSCOPE_TRY_ASSIGN(OperandReader b, OperandReader::create(other));
  const Bounds bounds = code_scale > 0
                            ? Bounds{kBeyondHalfACode * code_scale, kBeyondOneCode * code_scale}
                            : Bounds{0, kInfinity};
  LayerStats stats;
  std::array<std::vector<float>, 2> clamped;
  for (int64_t first = 0; first < count; first += static_cast<int64_t>(kBlockElements)) {
    Block block;
    block.count =
        static_cast<size_t>(std::min<int64_t>(static_cast<int64_t>(kBlockElements), count - first));
    block.reference = a.read(first, block.count);
    block.other = b.read(first, block.count);
    if (needs_integers(a, b, block.count)) {
      add_integers(a, b, block.count, bounds, within.value_or(kUnbounded), stats);
      continue;
    }
    if (within) {
      block.reference = clamp_block(block.reference, block.count, *within, clamped[0]);
      block.other = clamp_block(block.other, block.count, *within, clamped[1]);
    }
    add_block(block, bounds, stats);
  }
  return stats;
}

Figures figures_of(const LayerStats& stats, double code_scale) {
  Figures figures;
  figures.elements = stats.elements() + stats.nonfinite();
  figures.nan = stats.nan;
  figures.infinite = stats.infinite;
  figures.one_sided = stats.one_sided;
  fill_moments(figures, stats.moments, stats.largest);
  if (code_scale <= 0 || stats.elements() == 0) return figures;
  const auto share = [&](int64_t part) {
    return static_cast<double>(part) / static_cast<double>(stats.elements());
  };
  figures.code_unit = CodeUnit::kOther;
  figures.largest_code = whole_codes(stats.largest / code_scale);
  figures.exact = share(stats.exact);
  figures.within_one = share(stats.elements() - stats.beyond_one);
  return figures;
}

}  // namespace npuscope
