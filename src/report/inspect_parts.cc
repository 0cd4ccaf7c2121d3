// SPDX-License-Identifier: Apache-2.0
#include "report/inspect_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/text_table.h"

namespace npuscope {

std::string kilobytes_text(int64_t bytes) {
  if (bytes > 0 && bytes < 1024) return fmt::format("{} B", bytes);
  return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1024);
}

std::string bar_text(int64_t part, int64_t whole, int64_t width) {
  part = std::clamp<int64_t>(part, 0, std::max<int64_t>(whole, 0));
  const int64_t filled =
      whole <= 0
          ? 0
          : std::min(width,
                     static_cast<int64_t>((static_cast<double>(part) * static_cast<double>(width)) /
                                          static_cast<double>(whole)) +
                         (part > 0 && part < whole ? 1 : 0));
  return "[" + std::string(static_cast<size_t>(filled), '#') +
         std::string(static_cast<size_t>(width - filled), '.') + "]";
}

std::string title_text(const std::string& path, const std::string& what, bool colour) {
  return emphasised(path, Emphasis::kStrong, colour) + ": " + what + "\n";
}

std::string fact_text(std::string_view key, const std::string& value) {
  return value.empty() ? "" : fmt::format("  {:<10} {}\n", key, without_controls(value));
}

std::string few_of(std::span<const std::string> list, size_t width) {
  std::string text;
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string next = (text.empty() ? "" : ", ") + list[i];
    const size_t rest = list.size() - i;
    const size_t suffix = rest > 1 ? std::string_view(" + 99 more").size() : 0;
    if (!text.empty() && text.size() + next.size() + suffix > width)
      return text + fmt::format(" + {} more", rest);
    text += next;
  }
  return text;
}

size_t shown_rows(size_t all, InspectDetail detail) {
  constexpr size_t kRows = 24;
  // A table that is a little longer is shown whole: the line that says so is a row too.
  return detail == InspectDetail::kAll || all <= kRows + 4 ? all : kRows;
}

std::string more_text(size_t shown, size_t all) {
  return shown >= all ? "" : fmt::format("  … {} more (--all shows them)\n", all - shown);
}

}  // namespace npuscope
