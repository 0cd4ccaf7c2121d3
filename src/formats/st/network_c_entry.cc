// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_buffers.h"

namespace npuscope {
namespace {

struct ChannelWord {
  std::string_view name;
  StChannelPosition value;
};
constexpr std::array kChannels = {ChannelWord{"CHPos_UNDEFINED", StChannelPosition::kUndefined},
                                  ChannelWord{"CHPos_First", StChannelPosition::kFirst},
                                  ChannelWord{"CHPos_Last", StChannelPosition::kLast},
                                  ChannelWord{"CHPos_Mixed", StChannelPosition::kMixed}};

struct TypeWord {
  std::string_view name;
  ElementType value;
};
constexpr std::array kTypes = {TypeWord{"DataType_FLOAT", ElementType::kFloat32},
                               TypeWord{"DataType_FLOAT16", ElementType::kFloat16},
                               TypeWord{"DataType_DOUBLE", ElementType::kFloat64},
                               TypeWord{"DataType_BOOL", ElementType::kBool},
                               TypeWord{"DataType_UINT8", ElementType::kUint8},
                               TypeWord{"DataType_INT8", ElementType::kInt8},
                               TypeWord{"DataType_UINT16", ElementType::kUint16},
                               TypeWord{"DataType_INT16", ElementType::kInt16},
                               TypeWord{"DataType_UINT32", ElementType::kUint32},
                               TypeWord{"DataType_INT32", ElementType::kInt32},
                               TypeWord{"DataType_UINT64", ElementType::kUint64},
                               TypeWord{"DataType_INT64", ElementType::kInt64}};

/// An entry while its fields come in.
struct Entry {
  StArrays* arrays = nullptr;
  StBuffer buffer;
  bool ends_table = false, has_start = false, has_end = false;
  std::optional<int64_t> rank, memory_rank;
};

struct Range {
  int64_t least = 0, most = 0;
};
constexpr Range kBytes{0, int64_t{1} << 40};  // the target's address space, and some
constexpr Range kCount{0, int64_t{1} << 31};
constexpr Range kBits{0, 64};
constexpr Range kRank{0, 16};
constexpr Range kPoint{-128, 128};  // places to either side of a binary point

Status set_number(const StField& field, Range range, int64_t& number) {
  NPUSCOPE_TRY_SET(number, field_integer(field));
  if (number < range.least || number > range.most)
    return fail(bad_field(field, fmt::format("a number from {} to {}", range.least, range.most)));
  return {};
}

Status set_flag(const StField& field, bool& flag) {
  int64_t value = 0;
  NPUSCOPE_TRY(set_number(field, {0, 1}, value));
  flag = value == 1;
  return {};
}

Status set_name(const StField& field, Entry& entry) {
  entry.ends_table = field.value == "NULL";
  if (entry.ends_table) return {};
  if (field.value.size() < 2 || field.value.front() != '"' || field.value.back() != '"')
    return fail(bad_field(field, "a name in quotation marks, or NULL"));
  entry.buffer.name = field.value.substr(1, field.value.size() - 2);
  return {};
}

Status set_channels(const StField& field, Entry& entry) {
  const auto* const word = std::ranges::find(kChannels, field.value, &ChannelWord::name);
  if (word == kChannels.end())
    return fail(bad_field(field, "CHPos_UNDEFINED, CHPos_First, CHPos_Last or CHPos_Mixed"));
  entry.buffer.channels = word->value;
  return {};
}

Status set_type(const StField& field, Entry& entry) {
  entry.buffer.type = field.value;
  entry.buffer.fixed_point = field.value == "DataType_FXP";
  const auto* const word = std::ranges::find(kTypes, field.value, &TypeWord::name);
  if (word != kTypes.end()) entry.buffer.element = word->value;
  return {};
}

Status set_address(const StField& field, Entry& entry) {
  auto address = c_address(field.value);
  if (!address) return fail(bad_field(field, "an address, or a name with an offset"));
  entry.buffer.base = *std::move(address);
  return {};
}

Status set_integers(const StField& field, Entry& entry, std::vector<int64_t>& numbers) {
  if (field.value == "NULL") return {};
  NPUSCOPE_TRY_SET(numbers, entry.arrays->integers(field));
  return {};
}

Status set_scale(const StField& field, Entry& entry) {
  if (field.value == "NULL") return {};
  NPUSCOPE_TRY_SET(entry.buffer.scale, entry.arrays->reals(field));
  return {};
}

Status set_start(const StField& field, Entry& entry) {
  entry.has_start = true;
  return set_number(field, kBytes, entry.buffer.offset_start);
}

Status set_end(const StField& field, Entry& entry) {
  entry.has_end = true;
  return set_number(field, kBytes, entry.buffer.offset_end);
}

struct Setter {
  std::string_view field;
  Status (*set)(const StField&, Entry&);
};

/// Fields that are not listed here say nothing about a buffer's place or meaning.
constexpr std::array kSetters = {
    Setter{"name", set_name},
    Setter{"addr_base", set_address},
    Setter{"offset_start", set_start},
    Setter{"offset_end", set_end},
    Setter{"offset_limit",
           [](const StField& field, Entry& entry) {
             return set_number(field, kBytes, entry.buffer.offset_limit.emplace());
           }},
    Setter{"is_user_allocated",
           [](const StField& field, Entry& entry) {
             return set_flag(field, entry.buffer.user_allocated);
           }},
    Setter{"is_param", [](const StField& field,
                          Entry& entry) { return set_flag(field, entry.buffer.parameter); }},
    Setter{"epoch", [](const StField& field,
                       Entry& entry) { return set_number(field, kCount, entry.buffer.epoch); }},
    Setter{"batch", [](const StField& field,
                       Entry& entry) { return set_number(field, kCount, entry.buffer.batch); }},
    Setter{"mem_shape",
           [](const StField& field, Entry& entry) {
             return set_integers(field, entry, entry.buffer.memory_shape);
           }},
    Setter{"mem_ndims",
           [](const StField& field, Entry& entry) {
             return set_number(field, kRank, entry.memory_rank.emplace());
           }},
    Setter{"chpos", set_channels},
    Setter{"Qm", [](const StField& field,
                    Entry& entry) { return set_number(field, kPoint, entry.buffer.Qm); }},
    Setter{"Qn", [](const StField& field,
                    Entry& entry) { return set_number(field, kPoint, entry.buffer.Qn); }},
    Setter{"Qunsigned", [](const StField& field,
                           Entry& entry) { return set_flag(field, entry.buffer.is_unsigned); }},
    Setter{"type", set_type},
    Setter{"nbits", [](const StField& field,
                       Entry& entry) { return set_number(field, kBits, entry.buffer.bits); }},
    Setter{"ndims", [](const StField& field,
                       Entry& entry) { return set_number(field, kRank, entry.rank.emplace()); }},
    Setter{"shape", [](const StField& field,
                       Entry& entry) { return set_integers(field, entry, entry.buffer.shape); }},
    Setter{"per_channel", [](const StField& field,
                             Entry& entry) { return set_flag(field, entry.buffer.per_channel); }},
    Setter{"scale", set_scale},
    Setter{"offset",
           [](const StField& field, Entry& entry) {
             return set_integers(field, entry, entry.buffer.zero_point);
           }},
};

/// What contradicts itself in an entry, or is missing; empty if nothing is.
std::string contradiction(const Entry& entry) {
  const StBuffer& buffer = entry.buffer;
  if (!entry.has_start || !entry.has_end) return "no '.offset_start' or no '.offset_end'";
  if (buffer.offset_end < buffer.offset_start)
    return fmt::format("it ends at {} and starts at {}", buffer.offset_end, buffer.offset_start);
  if (entry.rank && !buffer.shape.empty() &&
      *entry.rank != static_cast<int64_t>(buffer.shape.size()))
    return fmt::format(".ndims is {}, '.shape' has {}", *entry.rank, buffer.shape.size());
  if (entry.memory_rank && !buffer.memory_shape.empty() &&
      *entry.memory_rank != static_cast<int64_t>(buffer.memory_shape.size()))
    return fmt::format(".mem_ndims is {}, '.mem_shape' has {}", *entry.memory_rank,
                       buffer.memory_shape.size());
  if (buffer.scale.size() != buffer.zero_point.size())
    return fmt::format("{} scales and {} zero points", buffer.scale.size(),
                       buffer.zero_point.size());
  return {};
}

}  // namespace

Result<std::optional<StBuffer>> make_buffer(const StStruct& entry, StArrays& arrays) {
  Entry read;
  read.arrays = &arrays;
  read.buffer.line = entry.line;
  for (const StField& field : entry.fields) {
    const auto* const setter = std::ranges::find(kSetters, field.name, &Setter::field);
    if (setter != kSetters.end()) NPUSCOPE_TRY(setter->set(field, read));
  }
  if (read.ends_table) return std::nullopt;
  if (const std::string found = contradiction(read); !found.empty())
    return fail(in_line(
        bad_input(fmt::format("the entry of buffer '{}' contradicts itself", read.buffer.name))
            .found(found),
        entry.line));
  if (read.buffer.element && is_float(*read.buffer.element)) read.buffer.is_unsigned = false;
  return std::move(read.buffer);
}

}  // namespace npuscope
