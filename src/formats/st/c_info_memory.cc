// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>

#include "base/checked.h"
#include "formats/st/c_info_parts.h"
#include "formats/st/st_address.h"

namespace npuscope {
namespace {

/// A pool with what buffers need to know of it.
struct Pool {
  StPool pool;
  StAddress base;
  bool placed = false;
  bool user_allocated = false;
};

std::optional<bool> one_of(const Json& json, const char* key, std::string_view yes,
                           std::string_view no) {
  const auto text = find_string(json, key);
  if (text == yes) return true;
  return text == no ? std::optional(false) : std::nullopt;
}

/// The address is a number in a string; "" for memory of the application, and of code for the CPU
/// "NULL" or the name of an array.
Result<Pool> read_pool(const Json& json) {
  Pool read;
  StPool& pool = read.pool;
  pool.name = find_string(json, "name").value_or("");
  pool.postfix = st_pool_postfix(find_string(json, "fname").value_or(""));
  pool.size = find_integer(json, "size_bytes").value_or(-1);
  pool.used = find_integer(json, "used_size_bytes");
  pool.cacheable = one_of(json, "cacheable", "CACHEABLE_ON", "CACHEABLE_OFF");
  pool.writable = one_of(json, "rights", "ACC_WRITE", "ACC_READ");
  pool.is_virtual = !find_array(json, "subpools").empty();
  read.user_allocated = find_bool(json, "user_allocated").value_or(false);
  const std::string text = find_string(json, "address").value_or("");
  const auto address = st_number(text);
  read.placed = address.has_value() && !read.user_allocated;
  if (!read.placed) {
    read.base.base = read.user_allocated ? StAddress::Base::kUser : StAddress::Base::kSymbol;
    read.base.symbol = read.user_allocated || text.empty() || text == "NULL" ? pool.name : text;
    return read;
  }
  const int64_t offset = find_integer(json, "offset_start").value_or(0);
  if (*address >= kStAddressSpace || offset < 0 || pool.size < 0 ||
      static_cast<uint64_t>(offset) >= kStAddressSpace ||
      *address + static_cast<uint64_t>(offset) + static_cast<uint64_t>(pool.size) > kStAddressSpace)
    return fail(bad_input(fmt::format("pool '{}' leaves the address space", pool.name))
                    .expected("address and size within 32 bits")
                    .found(fmt::format("address {}, offset {}, size {}", text, offset, pool.size)));
  pool.address = *address + static_cast<uint64_t>(offset);
  read.base.base = StAddress::Base::kAbsolute;
  read.base.address = pool.address;
  return read;
}

StChannelPosition channel_position(const Json& json) {
  const auto first = find_bool(json, "channel_first");
  const auto last = find_bool(json, "channel_last");
  if (!first || !last || (*first && *last)) return StChannelPosition::kUndefined;
  if (*first) return StChannelPosition::kFirst;
  return *last ? StChannelPosition::kLast : StChannelPosition::kMixed;
}

void read_format(const Json& json, StBuffer& buffer) {
  buffer.type = find_string(json, "format").value_or("");
  buffer.element = st_element_type(buffer.type);
  buffer.fixed_point = buffer.type == "STAI_FORMAT_Q";
  buffer.bits = find_integer(json, "nbits").value_or(0);
  buffer.is_unsigned = buffer.type.starts_with("STAI_FORMAT_U");
  if (const Json* qmn = find(json, "qmn")) {
    buffer.Qm = find_integer(*qmn, "m").value_or(0);
    buffer.Qn = find_integer(*qmn, "n").value_or(0);
    // Of float this says nothing.
    if (const auto sign = find_integer(*qmn, "sign"); sign && buffer.type != "STAI_FORMAT_FLOAT")
      buffer.is_unsigned = *sign == 0;
  }
  const Json* intq = find(json, "intq");
  if (!intq) return;
  const auto scales = find_numbers(*intq, "scales");
  const auto offsets = find_integers(*intq, "offsets");
  if (!scales || !offsets || scales->size() != offsets->size()) return;
  buffer.scale = *scales;
  buffer.zero_point = *offsets;
  buffer.per_channel = scales->size() > 1;
}

Result<StBuffer> read_buffer(const Json& json, const std::map<int64_t, Pool>& pools) {
  StBuffer buffer;
  buffer.name = find_string(json, "name").value_or("");
  const auto pool_id = find_integer(json, "mpool_id");
  const auto pool = pool_id ? pools.find(*pool_id) : pools.end();
  if (pool != pools.end()) {
    buffer.base = pool->second.base;
    buffer.user_allocated = pool->second.user_allocated;
  } else if (pool_id && !pools.empty()) {
    return fail(bad_input(fmt::format("buffer '{}' lies in a pool that is not there", buffer.name))
                    .found(fmt::format("mpool_id {}", *pool_id)));
  }
  const int64_t size = find_integer(json, "size_bytes").value_or(0);
  buffer.offset_start = find_integer(json, "offset_start").value_or(0);
  const auto end = checked_add(buffer.offset_start, size);
  if (!end || static_cast<uint64_t>(*end) + buffer.base.address > kStAddressSpace)
    return fail(bad_input(fmt::format("buffer '{}' leaves the address space", buffer.name))
                    .expected("offset and size >= 0, within 32 bits")
                    .found(fmt::format("offset {}, size {}", buffer.offset_start, size)));
  buffer.offset_end = *end;
  buffer.parameter = find_bool(json, "is_param").value_or(false);
  if (const Json* epochs = find(json, "epochs")) {
    buffer.epoch = find_integer(*epochs, "start").value_or(0);
    buffer.last_epoch = find_integer(*epochs, "end");
  }
  buffer.batch = find_integer(json, "batch").value_or(0);
  buffer.channels = channel_position(json);
  buffer.shape = find_shape(json, "shape").value_or(Shape{});
  read_format(json, buffer);
  return buffer;
}

}  // namespace

Status read_c_info_memory(const Json& file, CInfo& info) {
  std::map<int64_t, Pool> pools;
  for (const Json& json : find_array(file, "memory_pools")) {
    NPUSCOPE_TRY_ASSIGN(Pool pool, read_pool(json));
    (pool.placed ? info.pools : info.unplaced_pools).push_back(pool.pool);
    if (const auto id = find_integer(json, "id")) pools.emplace(*id, std::move(pool));
  }
  for (const Json& json : find_array(file, "buffers")) {
    NPUSCOPE_TRY_ASSIGN(StBuffer buffer, read_buffer(json, pools));
    info.buffers.push_back(std::move(buffer));
    info.buffer_ids.push_back(find_integer(json, "id").value_or(0));
  }
  return {};
}

}  // namespace npuscope
