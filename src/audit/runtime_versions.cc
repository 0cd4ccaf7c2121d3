// SPDX-License-Identifier: Apache-2.0
#include "audit/runtime_versions.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace npuscope {
namespace {

struct Shipped {
  RuntimeVersion runtime;
  std::string_view core;
};
// As headers of generated code and boards' reports state them.
constexpr std::array kShipped = {
    Shipped{{1, 0, 0, 16}, "2.0.0"},  Shipped{{1, 1, 0, 31}, "2.1.0"},
    Shipped{{1, 1, 1, 14}, "2.2.0"},  Shipped{{1, 1, 3, 8}, "3.0.0"},
    Shipped{{1, 1, 3, 262}, "4.0.0"}, Shipped{{1, 1, 3, 275}, "4.0.1"}};

}  // namespace

std::string runtime_text(const RuntimeVersion& version) {
  return fmt::format("{}.{}.{}-{}", version[0], version[1], version[2], version[3]);
}

std::optional<std::string_view> core_of_runtime(const RuntimeVersion& version) {
  const auto* const found = std::ranges::find(kShipped, version, &Shipped::runtime);
  return found == kShipped.end() ? std::nullopt : std::optional(found->core);
}

std::optional<RuntimeVersion> runtime_in(std::string_view text) {
  constexpr std::string_view kPrefix = "atonn-v";
  const size_t at = text.find(kPrefix);
  if (at == std::string_view::npos) return std::nullopt;
  text.remove_prefix(at + kPrefix.size());
  RuntimeVersion version{};
  for (size_t i = 0; i < version.size(); ++i) {
    const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = whole_number<int>(text.substr(0, digits));
    if (!number) return std::nullopt;
    version[i] = *number;
    text.remove_prefix(digits);
    const char separator = i == 2 ? '-' : '.';
    if (i + 1 == version.size()) break;
    if (text.empty() || text.front() != separator) return std::nullopt;
    text.remove_prefix(1);
  }
  return version;
}

}  // namespace npuscope
