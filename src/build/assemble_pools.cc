// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "build/assemble_parts.h"

namespace npuscope {
namespace {

class PoolList {
 public:
  std::vector<BuildPool> pools;

  /// A pool of that name and place, completed by what another file says of it.
  void add(const StPool& more, BuildSource source) {
    const auto same = std::ranges::find_if(pools, [&](const BuildPool& known) {
      return known.pool.name == more.name && known.pool.address == more.address;
    });
    if (same == pools.end()) {
      pools.push_back({more, {}, {}, std::move(source)});
      return;
    }
    StPool& pool = same->pool;
    // Generated code takes 8 bytes off the last pool of a run: the larger size is the pool's.
    pool.size = std::max(pool.size, more.size);
    if (pool.postfix.empty()) pool.postfix = more.postfix;
    if (!pool.used) pool.used = more.used;
    if (!pool.cacheable) pool.cacheable = more.cacheable;
    if (!pool.writable) pool.writable = more.writable;
  }
};

StPool pool_of(const GenerateLog::Pool& from) {
  StPool pool;
  pool.name = from.name;
  pool.address = from.begin;
  pool.size = from.end >= from.begin ? static_cast<int64_t>(from.end - from.begin) : 0;
  pool.used = static_cast<int64_t>(from.used);
  pool.line = from.line;
  return pool;
}

void add_ranges(std::vector<BuildPool>& pools, const GenerateLog& log) {
  for (const GenerateLog::Range& range : log.ranges)
    for (BuildPool& pool : pools) {
      if (pool.pool.name != range.pool) continue;
      pool.used_begin = std::min(pool.used_begin.value_or(range.begin), range.begin);
      pool.used_end = std::max(pool.used_end.value_or(range.end), range.end);
    }
}

/// The postfix, cacheability and rights of a pool that others have named.
void add_properties(std::vector<BuildPool>& pools, const MemoryPools& from) {
  for (BuildPool& pool : pools)
    for (const StPool& more : from.pools) {
      if (more.name != pool.pool.name || more.address != pool.pool.address) continue;
      if (pool.pool.postfix.empty()) pool.pool.postfix = more.postfix;
      if (!pool.pool.cacheable) pool.pool.cacheable = more.cacheable;
      if (!pool.pool.writable) pool.pool.writable = more.writable;
    }
}

}  // namespace

std::vector<BuildPool> assemble_pools(const BuildFiles& files) {
  PoolList list;
  if (!files.networks.empty())
    for (const StPool& pool : files.networks.front().content.pools)
      list.add(pool, {files.networks.front().label, pool.line});
  if (const Artefact<CInfo>* info = described_buffers(files))
    for (const StPool& pool : info->content.pools) list.add(pool, {info->label, pool.line});
  if (!files.logs.empty())
    for (const GenerateLog::Pool& pool : files.logs.front().content.pools)
      list.add(pool_of(pool), {files.logs.front().label, pool.line});
  if (list.pools.empty() && !files.pools.empty())
    for (const StPool& pool : files.pools.front().content.pools)
      list.add(pool, {files.pools.front().label, pool.line});
  for (const auto& file : files.pools) add_properties(list.pools, file.content);
  if (!files.logs.empty()) add_ranges(list.pools, files.logs.front().content);
  std::ranges::stable_sort(list.pools, {}, [](const BuildPool& pool) {
    return std::pair(pool.pool.address, pool.pool.is_virtual);
  });
  return std::move(list.pools);
}

void find_used_ranges(std::vector<BuildPool>& pools, const std::vector<BuildBuffer>& buffers) {
  for (BuildPool& pool : pools) {
    if (pool.used_begin) continue;
    const uint64_t pool_end =
        pool.pool.address + static_cast<uint64_t>(std::max<int64_t>(pool.pool.size, 0));
    for (const BuildBuffer& buffer : buffers) {
      if (!buffer.begin() || !buffer.end()) continue;
      // A buffer of a virtual pool may reach over the end of one of its parts into the next.
      const uint64_t begin = std::max(*buffer.begin(), pool.pool.address);
      const uint64_t end = std::min(*buffer.end(), pool_end);
      if (begin >= end) continue;
      pool.used_begin = std::min(pool.used_begin.value_or(begin), begin);
      pool.used_end = std::max(pool.used_end.value_or(end), end);
    }
  }
}

}  // namespace npuscope
