// SPDX-License-Identifier: Apache-2.0
#include "formats/st/memory_pools.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/checked.h"
#include "base/text_file.h"
#include "formats/json.h"
#include "formats/st/st_address.h"

namespace npuscope {
namespace {

// A user writes snake_case, the compiler saves camelCase; both are known, without '_' and capitals.
constexpr std::array<std::string_view, 4> kFileKeys = {"params", "memory", "param", "comment"};
constexpr std::array<std::string_view, 3> kMemoryKeys = {"cacheinfo", "memfileprefix", "mempools"};
constexpr std::array<std::string_view, 8> kPoolKeys = {"fname",  "name", "fformat", "prop",
                                                       "offset", "size", "mode",    "busnode"};
constexpr std::array<std::string_view, 13> kPropertyKeys = {
    "rights",         "throughput",   "latency",     "bytewidth", "freqratio",
    "readpower",      "writepower",   "cacheable",   "pipelined", "constantspreferred",
    "burstmaxlength", "burstpenalty", "useforinitrs"};

std::string plain_key(std::string_view key) {
  std::string plain;
  for (const char c : key)
    if (c != '_') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

/// The value under `key`, spelled either way.
const Json* find_either(const Json& json, std::string_view plain) {
  if (!json.is_object()) return nullptr;
  for (const auto& [key, value] : json.items())
    if (plain_key(key) == plain && !value.is_null()) return &value;
  return nullptr;
}

std::string text_of(const Json* value) {
  return value && value->is_string() ? value->get<std::string>() : std::string();
}

template <size_t N>
void add_unknown(const Json& json, const std::array<std::string_view, N>& known,
                 std::set<std::string>& unknown) {
  if (!json.is_object()) return;
  for (const auto& [key, value] : json.items())
    if (std::find(known.begin(), known.end(), plain_key(key)) == known.end()) unknown.insert(key);
}

std::optional<int64_t> magnitude_of(std::string_view name) {
  if (name == "BYTES") return 1;
  if (name == "KBYTES") return int64_t{1} << 10;
  if (name == "MBYTES") return int64_t{1} << 20;
  if (name == "GBYTES") return int64_t{1} << 30;
  return std::nullopt;
}

/// `{"value": "448", "magnitude": "KBYTES"}` in bytes.
Result<int64_t> read_bytes(const Json& pool, const char* key) {
  const Json* json = find_either(pool, key);
  if (!json) return fail(bad_input(fmt::format("the pool has no '{}'", key)));
  const Json* value = find(*json, "value");
  const std::string text = value && value->is_string() ? value->get<std::string>()
                           : value                     ? json_line(*value)
                                                       : "";
  const auto number = st_number(text);
  if (!number || *number > static_cast<uint64_t>(INT64_MAX))
    return fail(bad_input(fmt::format("the pool's '{}' is no number", key))
                    .expected("'value' as \"448\" or \"0x34200000\"")
                    .found(fmt::format("'{}'", text)));
  const std::string name = find_string(*json, "magnitude").value_or("BYTES");
  const auto magnitude = magnitude_of(name);
  if (!magnitude)
    return fail(bad_input(fmt::format("the pool's '{}' has an unknown magnitude", key))
                    .expected("BYTES, KBYTES or MBYTES")
                    .found(fmt::format("'{}'", name)));
  const auto bytes = checked_mul(static_cast<int64_t>(*number), *magnitude);
  if (!bytes)
    return fail(bad_input(fmt::format("the pool's '{}' is too large", key))
                    .found(fmt::format("{} {}", text, name)));
  return *bytes;
}

void read_properties(const Json& json, StPool& pool) {
  const std::string cacheable = text_of(find_either(json, "cacheable"));
  const std::string rights = text_of(find_either(json, "rights"));
  if (cacheable == "CACHEABLE_ON" || cacheable == "CACHEABLE_OFF")
    pool.cacheable = cacheable == "CACHEABLE_ON";
  if (rights == "ACC_WRITE" || rights == "ACC_READ") pool.writable = rights == "ACC_WRITE";
}

Result<StPool> read_pool(const Json& json, bool relative) {
  StPool pool;
  pool.name = text_of(find_either(json, "name"));
  if (pool.name.empty()) return fail(bad_input("a pool has no 'name'"));
  pool.postfix = text_of(find_either(json, "fname"));
  if (const Json* properties = find_either(json, "prop")) read_properties(*properties, pool);
  if (relative) return pool;
  NPUSCOPE_TRY_ASSIGN(const int64_t address, read_bytes(json, "offset"));
  NPUSCOPE_TRY_SET(pool.size, read_bytes(json, "size"));
  const auto end = checked_add(address, pool.size);
  if (!end || static_cast<uint64_t>(*end) > kStAddressSpace)
    return fail(bad_input("the pool leaves the address space")
                    .expected("offset and size within 32 bits")
                    .found(fmt::format("offset 0x{:x}, size {} bytes", address, pool.size)));
  pool.address = static_cast<uint64_t>(address);
  return pool;
}

}  // namespace

Result<MemoryPools> parse_memory_pools(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const Json json, parse_json(bytes));
  const Json* memory = find(json, "memory");
  const Json* list = memory ? find_either(*memory, "mempools") : nullptr;
  if (!list || !list->is_array() || list->empty())
    return fail(bad_input("no description of memory pools").expected("'memory.mempools'"));
  MemoryPools pools;
  std::set<std::string> unknown;
  add_unknown(json, kFileKeys, unknown);
  add_unknown(*memory, kMemoryKeys, unknown);
  pools.file_prefix = text_of(find_either(*memory, "memfileprefix"));
  for (size_t i = 0; i < list->size(); ++i) {
    const Json& entry = (*list)[i];
    const bool relative = text_of(find_either(entry, "mode")) == "USEMODE_RELATIVE";
    auto pool = read_pool(entry, relative);
    if (!pool) {
      const std::string name = text_of(find_either(entry, "name"));
      return fail(std::move(pool).error().in(name.empty() ? fmt::format("mempools[{}]", i)
                                                          : fmt::format("pool '{}'", name)));
    }
    (relative ? pools.relative_pools : pools.pools).push_back(*std::move(pool));
    add_unknown(entry, kPoolKeys, unknown);
    if (const Json* properties = find_either(entry, "prop"))
      add_unknown(*properties, kPropertyKeys, unknown);
  }
  pools.unknown_keys.assign(unknown.begin(), unknown.end());
  return pools;
}

Result<MemoryPools> read_memory_pools(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto pools = parse_memory_pools(as_bytes(text));
  if (!pools) return fail(std::move(pools).error().in(to_utf8(path)));
  return pools;
}

}  // namespace npuscope
