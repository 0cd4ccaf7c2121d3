// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_sample.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace npuscope {
namespace {

constexpr int kHighestLevel = 62;

/// FNV-1a (Fowler, Noll, Vo).
uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

/// Which half of a window at `level` its drawn element lies in: a bit of SplitMix64's finalizer.
int64_t drawn_half(uint64_t seed, int64_t window, int level) {
  uint64_t z = seed + static_cast<uint64_t>(window) * 0x9e3779b97f4a7c15U +
               static_cast<uint64_t>(level) * 0xd1b54a32d192ed03U;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return static_cast<int64_t>(z >> 63);
}

/// The smallest level at which so many elements are not more than the capacity.
int level_for(int64_t elements) {
  int level = 0;
  while (level < kHighestLevel && ((elements - 1) >> level) >= PairSample::kCapacity) ++level;
  return level;
}

/// Whether an element that is drawn at level `from` is drawn at level `to` as well.
bool stays_drawn(uint64_t seed, int64_t index, int from, int to) {
  for (int level = from; level < to; ++level)
    if (drawn_half(seed, index >> (level + 1), level + 1) != ((index >> level) & 1)) return false;
  return true;
}

}  // namespace

void PairSample::expect(int64_t elements) { raise_level(level_for(elements)); }

void PairSample::begin(std::string_view name, int64_t elements) {
  stretches_.push_back({hash_of(name), 0});
  elements_ += elements;
  raise_level(level_for(elements_));
  if (reference_.empty()) reserve(static_cast<size_t>(elements >> level_) + 1);
}

std::array<int64_t, PairSample::kTogether> PairSample::drawn(int64_t window) const {
  const uint64_t seed = stretches_.back().seed;
  std::array<int64_t, kTogether> found{};
  std::iota(found.begin(), found.end(), window);
  for (int level = level_; level > 0; --level)
    for (int64_t& one : found) one = 2 * one + drawn_half(seed, one, level);
  return found;
}

void PairSample::keep(int64_t index, float reference, float other) {
  reference_.push_back(reference);
  other_.push_back(other);
  index_.push_back(index);
  ++stretches_.back().pairs;
}

void PairSample::keep_run(int64_t index, const float* reference, const float* other,
                          const uint8_t* flags, size_t count) {
  const size_t before = reference_.size();
  resize(before + count);
  float* mine = reference_.data() + before;
  float* theirs = other_.data() + before;
  int64_t* indices = index_.data() + before;
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    // Written without a branch, which half of all ReLU outputs would mispredict.
    mine[kept] = reference[i];
    theirs[kept] = other[i];
    indices[kept] = index + static_cast<int64_t>(i);
    kept += flags == nullptr || flags[i] == 0 ? 1 : 0;
  }
  resize(before + kept);
  stretches_.back().pairs += kept;
}

void PairSample::raise_level(int level) {
  if (level <= level_) return;
  size_t kept = 0;
  size_t i = 0;
  for (Stretch& stretch : stretches_) {
    const size_t kept_before = kept;
    for (const size_t end = i + stretch.pairs; i < end; ++i) {
      if (!stays_drawn(stretch.seed, index_[i], level_, level)) continue;
      reference_[kept] = reference_[i];
      other_[kept] = other_[i];
      index_[kept++] = index_[i];
    }
    stretch.pairs = kept - kept_before;
  }
  resize(kept);
  level_ = level;
}

void PairSample::reserve(size_t pairs) {
  reference_.reserve(pairs);
  other_.reserve(pairs);
  index_.reserve(pairs);
}

void PairSample::resize(size_t pairs) {
  reference_.resize(pairs);
  other_.resize(pairs);
  index_.resize(pairs);
}

void PairSample::merge(const PairSample& later) {
  elements_ += later.elements_;
  raise_level(std::max(level_for(elements_), later.level_));
  size_t i = 0;
  for (const Stretch& stretch : later.stretches_) {
    stretches_.push_back({stretch.seed, 0});
    const size_t end = i + stretch.pairs;
    if (later.level_ == level_) {
      append(later, i, end);
      i = end;
      continue;
    }
    for (; i < end; ++i)
      if (stays_drawn(stretch.seed, later.index_[i], later.level_, level_))
        keep(later.index_[i], later.reference_[i], later.other_[i]);
  }
}

void PairSample::append(const PairSample& later, size_t begin, size_t end) {
  const auto add = [&](auto& mine, const auto& theirs) {
    mine.insert(mine.end(), theirs.data() + begin, theirs.data() + end);
  };
  add(reference_, later.reference_);
  add(other_, later.other_);
  add(index_, later.index_);
  stretches_.back().pairs += end - begin;
}

}  // namespace npuscope
