// SPDX-License-Identifier: Apache-2.0
#include "recording/ports.h"

#include <algorithm>

namespace npuscope {

std::vector<size_t> ports_of(std::span<const TensorEntry> tensors, TensorRole role) {
  std::vector<std::pair<int64_t, size_t>> placed;
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].role != role) continue;
    const int64_t position = tensors[i].position;
    placed.emplace_back(position >= 0 ? position : static_cast<int64_t>(placed.size()), i);
  }
  std::ranges::stable_sort(placed, {}, &std::pair<int64_t, size_t>::first);
  std::vector<size_t> ports;
  for (const auto& [position, tensor] : placed) ports.push_back(tensor);
  return ports;
}

}  // namespace npuscope
