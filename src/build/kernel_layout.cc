// SPDX-License-Identifier: Apache-2.0
#include "build/kernel_layout.h"

#include <algorithm>

namespace npuscope {
namespace {

// Eight is what builds have; the others cost little, and a match under any of them is a proof.
constexpr std::array<int64_t, 6> kAlternating = {1, 8, 4, 16, 2, 32};
// Enough to tell the right order from wrong ones where some elements differ.
constexpr int64_t kSample = 1024;

bool agrees(std::span<const int32_t> memory, const WeightCodes& weights, const KernelLayout& layout,
            int64_t place) {
  const auto element = layout.element(place);
  return !element ||
         memory[static_cast<size_t>(place)] == weights.codes[static_cast<size_t>(*element)];
}

bool is_identical(std::span<const int32_t> memory, const WeightCodes& weights,
                  const KernelLayout& layout) {
  for (int64_t place = 0; place < layout.stored(); ++place)
    if (!agrees(memory, weights, layout, place)) return false;
  return true;
}

int64_t agreeing_of_sample(std::span<const int32_t> memory, const WeightCodes& weights,
                           const KernelLayout& layout) {
  const int64_t stored = layout.stored();
  const int64_t samples = std::min(stored, kSample);
  int64_t agreeing = 0;
  for (int64_t i = 0; i < samples; ++i)
    agreeing += agrees(memory, weights, layout, i * stored / samples) ? 1 : 0;
  return agreeing;
}

/// Calls try_layout(layout) with every order that fits the count of elements, likely ones first,
/// until it returns true.
template <class F>
void for_each_layout(std::span<const int32_t> memory, const WeightCodes& weights, int64_t block,
                     F&& try_layout) {
  if (block < 1 || weights.codes.empty() || memory.size() < weights.codes.size()) return;
  KernelLayout layout{.shape = weights.shape, .block = block};
  const int64_t kernels = weights.shape[0];
  const auto extra = static_cast<int64_t>(memory.size() - weights.codes.size());
  for (const int64_t alternating : kAlternating) {
    // Where kernels follow each other whole and without padding, groups change nothing.
    const bool grouped = alternating > 1 || extra > 0 || layout.blocks() > 1;
    const int64_t smallest = grouped ? alternating : kernels;
    for (int64_t group = kernels; group >= smallest; --group) {
      layout.alternating = alternating;
      layout.group = group;
      const int64_t segments = layout.groups() * layout.blocks();
      if (extra % segments != 0) continue;
      layout.padding = extra / segments;
      if (try_layout(layout)) return;
    }
  }
}

KernelMatch compare(std::span<const int32_t> memory, const WeightCodes& weights,
                    const KernelLayout& layout) {
  KernelMatch match{.layout = layout};
  std::vector<bool> kernels(static_cast<size_t>(weights.shape[0]));
  const int64_t kernel_size = layout.elements() / weights.shape[0];
  for (int64_t place = 0; place < layout.stored(); ++place) {
    if (agrees(memory, weights, layout, place)) continue;
    const int64_t element = layout.element(place).value_or(0);
    kernels[static_cast<size_t>(element / kernel_size)] = true;
    if (match.differing++ == 0 || element < match.first) {
      match.first = element;
      match.first_place = place;
    }
  }
  match.kernels = std::ranges::count(kernels, true);
  return match;
}

}  // namespace

std::optional<int64_t> KernelLayout::element(int64_t place) const {
  const int64_t area = shape[2] * shape[3];
  const int64_t whole_group = group * shape[1] * area + blocks() * padding;
  const int64_t first_kernel = place / whole_group * group;
  const int64_t taken = std::min(group, shape[0] - first_kernel);
  int64_t rest = place % whole_group;
  const int64_t whole_block = taken * block * area + padding;
  const int64_t first_channel = rest / whole_block * block;
  const int64_t depth = std::min(block, shape[1] - first_channel);
  rest %= whole_block;
  if (rest >= taken * depth * area) return std::nullopt;
  // Kernels that alternate: all of them at one (row, column, channel), then the next.
  const int64_t whole_run = alternating * depth * area;
  const int64_t run = rest / whole_run * alternating;
  const int64_t together = std::min(alternating, taken - run);
  rest %= whole_run;
  const int64_t kernel = first_kernel + run + rest % together;
  rest /= together;
  const int64_t channel = first_channel + rest % depth;
  return (kernel * shape[1] + channel) * area + rest / depth;
}

std::optional<KernelLayout> identical_layout(std::span<const int32_t> memory,
                                             const WeightCodes& weights, int64_t block) {
  std::optional<KernelLayout> found;
  for_each_layout(memory, weights, block, [&](const KernelLayout& layout) {
    if (is_identical(memory, weights, layout)) found = layout;
    return found.has_value();
  });
  return found;
}

std::optional<KernelMatch> closest_layout(std::span<const int32_t> memory,
                                          const WeightCodes& weights, int64_t block) {
  std::optional<KernelLayout> closest;
  int64_t most = -1;
  for_each_layout(memory, weights, block, [&](const KernelLayout& layout) {
    const int64_t agreeing = agreeing_of_sample(memory, weights, layout);
    if (agreeing > most) {
      most = agreeing;
      closest = layout;
    }
    return false;
  });
  if (!closest) return std::nullopt;
  return compare(memory, weights, *closest);
}

}  // namespace npuscope
