// SPDX-License-Identifier: Apache-2.0
#include "kernels/byte_pairs.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <utility>

namespace npuscope {
namespace {

constexpr int kMostWeight = 128;        // that the weights of one sign may sum to
constexpr size_t kMultiplications = 3;  // vpmaddubsw twice, vpmaddwd

using Weights = std::array<int, 4>;

Weights weights_of(uint32_t unit) {
  Weights weights{};
  for (size_t i = 0; i < 4; ++i) weights[i] = static_cast<int8_t>(unit >> 8 * i);
  return weights;
}

uint32_t unit_of(const Weights& weights) {
  uint32_t unit = 0;
  for (size_t i = 0; i < 4; ++i) unit |= uint32_t{static_cast<uint8_t>(weights[i])} << 8 * i;
  return unit;
}

/// Of each half of a unit the sum of positive and of negative weights: four numbers of 16 bits.
class Load {
 public:
  Load() = default;
  explicit Load(uint32_t unit) {
    const Weights weights = weights_of(unit);
    for (size_t i = 0; i < 4; ++i) {
      const size_t at = i / 2 * 2 + static_cast<size_t>(weights[i] < 0);
      sums_ += static_cast<uint64_t>(std::abs(weights[i])) << 16 * at;
    }
  }
  [[nodiscard]] bool fits_with(Load other) const {
    constexpr uint64_t kOnes = 0x0001'0001'0001'0001;
    constexpr uint64_t kRoom = (0x7fff - kMostWeight) * kOnes;  // more reaches the sign
    return ((sums_ + other.sums_ + kRoom) & 0x8000 * kOnes) == 0;
  }
  [[nodiscard]] uint64_t largest() const {
    uint64_t largest = 0;
    for (size_t at = 0; at < 4; ++at) largest = std::max(largest, sums_ >> 16 * at & 0xffff);
    return largest;
  }

 private:
  uint64_t sums_ = 0;
};

/// A unit that fits by itself.
struct Entry {
  explicit Entry(size_t met) : unit(static_cast<uint16_t>(met)) {}
  void set(size_t row, uint32_t of_row) {
    weights[row] = of_row;
    loads[row] = Load(of_row);
    largest = std::max(largest, loads[row].largest());
  }
  [[nodiscard]] bool fits_with(const Entry& other) const {
    for (size_t r = 0; r < loads.size(); ++r)
      if (!loads[r].fits_with(other.loads[r])) return false;
    return true;
  }

  uint16_t unit;
  std::array<uint32_t, BytePairs::kMostRows> weights{};
  std::array<Load, BytePairs::kMostRows> loads{};
  uint64_t largest = 0;
};

std::vector<Entry> entries_of(std::span<const uint32_t> weights, size_t rows) {
  std::vector<Entry> entries;
  for (size_t u = 0; u < weights.size() / rows; ++u) {
    Entry fitting(u), excess(u);
    for (size_t r = 0; r < rows; ++r) {
      const SplitUnit split = split_excess(weights[u * rows + r]);
      fitting.set(r, split.fitting);
      excess.set(r, split.excess);
    }
    entries.push_back(fitting);
    if (excess.largest != 0) entries.push_back(excess);
  }
  return entries;
}

/// The second is null where nothing fitted.
using Pair = std::pair<const Entry*, const Entry*>;

/// The largest first, each with the largest that it fits with: what remains fits with most others.
std::vector<Pair> paired(const std::vector<Entry>& entries) {
  std::vector<const Entry*> waiting;  // the largest last
  for (const Entry& entry : entries) waiting.push_back(&entry);
  std::ranges::stable_sort(waiting, std::ranges::less(), &Entry::largest);
  std::vector<Pair> pairs;
  while (!waiting.empty()) {
    const Entry* first = waiting.back();
    waiting.pop_back();
    const auto second = std::find_if(waiting.rbegin(), waiting.rend(),
                                     [&](const Entry* other) { return first->fits_with(*other); });
    pairs.emplace_back(first, second != waiting.rend() ? *second : nullptr);
    if (second != waiting.rend()) waiting.erase(std::next(second).base());
  }
  return pairs;
}

}  // namespace

SplitUnit split_excess(uint32_t unit) {
  Weights weights = weights_of(unit), excess{};
  for (size_t i = 0; i < 4; i += 2) {
    if ((weights[i] < 0) != (weights[i + 1] < 0)) continue;
    const int sum = weights[i] + weights[i + 1];
    const size_t larger = std::abs(weights[i]) >= std::abs(weights[i + 1]) ? i : i + 1;
    excess[larger] = sum - std::clamp(sum, -kMostWeight, kMostWeight);
    weights[larger] -= excess[larger];
  }
  return {unit_of(weights), unit_of(excess)};
}

void BytePairs::add(std::span<const uint32_t> weights, size_t rows) {
  const std::vector<Entry> entries = entries_of(weights, rows);
  const std::vector<Pair> pairs = paired(entries);
  parts_.push_back({weights_.size(), order_.size(), 2 * pairs.size()});
  for (const auto& [first, second] : pairs) {
    for (const Entry* entry : {first, second}) {
      order_.push_back(entry != nullptr ? entry->unit : first->unit);
      for (size_t r = 0; r < rows; ++r)
        weights_.push_back(entry != nullptr ? entry->weights[r] : 0);
    }
  }
  multiplications_ += pairs.size() * rows * kMultiplications;
}

}  // namespace npuscope
