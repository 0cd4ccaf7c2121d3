// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_sample.h"

#include <cstddef>

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

}  // namespace

void PairSample::begin(std::string_view name, int64_t elements) {
  seed_ = hash_of(name);
  count_elements(elements);
}

int64_t PairSample::drawn(int64_t window) const {
  for (int level = level_; level > 0; --level)
    window = 2 * window + drawn_half(seed_, window, level);
  return window;
}

int PairSample::highest_level_of(int64_t index) const {
  int level = 0;
  while (level < kHighestLevel && drawn_half(seed_, index >> 1, level + 1) == (index & 1)) {
    index >>= 1;
    ++level;
  }
  return level;
}

void PairSample::keep(int64_t index, float reference, float other) {
  reference_.push_back(reference);
  other_.push_back(other);
  highest_level_.push_back(static_cast<uint8_t>(highest_level_of(index)));
}

void PairSample::count_elements(int64_t elements) {
  elements_ += elements;
  const int before = level_;
  while (level_ < kHighestLevel && ((elements_ - 1) >> level_) >= kCapacity) ++level_;
  if (level_ == before) return;
  size_t kept = 0;
  for (size_t i = 0; i < highest_level_.size(); ++i) {
    if (highest_level_[i] < level_) continue;
    reference_[kept] = reference_[i];
    other_[kept] = other_[i];
    highest_level_[kept++] = highest_level_[i];
  }
  reference_.resize(kept);
  other_.resize(kept);
  highest_level_.resize(kept);
}

void PairSample::merge(const PairSample& later) {
  count_elements(later.elements_);
  for (size_t i = 0; i < later.highest_level_.size(); ++i) {
    if (later.highest_level_[i] < level_) continue;
    reference_.push_back(later.reference_[i]);
    other_.push_back(later.other_[i]);
    highest_level_.push_back(later.highest_level_[i]);
  }
}

}  // namespace npuscope
