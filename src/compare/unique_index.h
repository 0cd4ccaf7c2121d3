// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace npuscope {

/// Names, each with the index of the one entry that carries it. The texts must outlive it.
class UniqueIndex {
 public:
  void put(std::string_view name, size_t i) {
    const auto [entry, fresh] = entries_.emplace(name, i);
    if (!fresh && entry->second != i) entry->second = kSeveral;
  }
  /// Nothing when no entry carries the name, or when several do.
  [[nodiscard]] std::optional<size_t> find(std::string_view name) const {
    const auto found = entries_.find(name);
    if (found == entries_.end() || found->second == kSeveral) return std::nullopt;
    return found->second;
  }
  [[nodiscard]] bool contains(std::string_view name) const { return entries_.contains(name); }
  /// All names with their indices, in no particular order.
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }

 private:
  static constexpr size_t kSeveral = static_cast<size_t>(-1);
  std::unordered_map<std::string_view, size_t> entries_;
};

}  // namespace npuscope
