// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/inspect_parts.h"
#include "report/numbers.h"
#include "report/text_table.h"

namespace npuscope {
namespace {

using Align = TextTable::Align;

int64_t used_bytes(const BuildPool& pool) {
  if (pool.pool.used) return *pool.pool.used;
  return pool.used_begin ? static_cast<int64_t>(*pool.used_end - *pool.used_begin) : 0;
}

std::string properties(const StPool& pool) {
  std::string text;
  auto add = [&](bool holds, const char* what) {
    if (holds) text += (text.empty() ? "" : ", ") + std::string(what);
  };
  add(pool.writable == false, "read only");
  add(pool.cacheable == true, "NPU cache");
  return text;
}

/// A virtual pool is a run of others: it would count their bytes twice.
std::vector<const BuildPool*> real_pools(std::span<const BuildPool> pools) {
  std::vector<const BuildPool*> real;
  for (const BuildPool& pool : pools)
    if (!pool.pool.is_virtual) real.push_back(&pool);
  return real;
}

}  // namespace

std::string memory_map_text(std::span<const BuildPool> pools, InspectDetail detail, bool colour) {
  const auto real = real_pools(pools);
  if (real.empty()) return "";
  const bool any_use =
      std::ranges::any_of(real, [](const BuildPool* pool) { return used_bytes(*pool) > 0; });
  TextTable table({{"pool"},
                   {"from"},
                   {"to"},
                   {"used", Align::kRight},
                   {"of", Align::kRight},
                   {""},
                   {"", Align::kRight},
                   {""}});
  size_t unused = 0;
  for (const BuildPool* pool : real) {
    const int64_t used = used_bytes(*pool), size = pool->pool.size;
    if (any_use && used == 0 && detail == InspectDetail::kShort) {
      ++unused;
      continue;
    }
    const double share = size > 0 ? static_cast<double>(used) / static_cast<double>(size) : 0;
    const bool over = used > size;
    table.add_row(
        {pool->pool.name, address_text(pool->pool.address),
         address_text(pool->pool.address + static_cast<uint64_t>(std::max<int64_t>(size, 0))),
         any_use ? TextTable::Cell(kilobytes_text(used), over ? Emphasis::kBad : Emphasis::kNone)
                 : TextTable::Cell(""),
         kilobytes_text(size), any_use ? bar_text(used, size) : "",
         any_use ? fmt::format("{:.1f} %", 100 * share) : "", properties(pool->pool)});
  }
  std::string text = heading_text("memory (kB of 1024 bytes)", colour) + table.render(colour);
  if (unused > 0)
    text += fmt::format("  … {} more, of which nothing is used (--all shows them)\n", unused);
  return text;
}

}  // namespace npuscope
