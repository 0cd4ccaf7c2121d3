// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

bool is_null(std::string_view value) { return value == "NULL" || value == "0"; }

/// Flags joined with '|'. What a condition in brackets decides (`MustDecrypt… ? … : …`) depends on
/// another file and is left out.
void read_flags(std::string_view value, StEpochItem& item, bool& last) {
  int64_t depth = 0;
  for (CScanner scanner(value); !scanner.at_end(); scanner.advance()) {
    const CToken& token = scanner.token();
    if (token.is('(')) ++depth;
    if (token.is(')')) --depth;
    if (depth > 0 || token.kind != Kind::kName) continue;
    if (token.text == "EpochBlock_Flags_pure_hw") item.hardware = true;
    if (token.text == "EpochBlock_Flags_pure_sw") item.software = true;
    if (token.text == "EpochBlock_Flags_hybrid") item.hybrid = true;
    if (token.text == "EpochBlock_Flags_blob_encrypted") item.encrypted = true;
    if (token.text == "EpochBlock_Flags_last_eb") last = true;
  }
}

Status read_item_field(const StField& field, StEpochItem& item, bool& last) {
  if (field.name == "start_epoch_block") {
    if (!is_null(field.value)) item.start = field.value;
  } else if (field.name == "end_epoch_block") {
    if (!is_null(field.value)) item.end = field.value;
  } else if (field.name == "blob_address") {
    item.blob = c_name(field.value);
  } else if (field.name == "flags") {
    read_flags(field.value, item, last);
  } else if (field.name == "epoch_num") {
    NPUSCOPE_TRY_SET(item.epoch, field_integer(field));
  } else if (field.name == "last_epoch_num") {
    NPUSCOPE_TRY_SET(item.last_epoch, field_integer(field));
  } else if (field.name == "estimated_npu_cycles") {
    NPUSCOPE_TRY_SET(item.npu_cycles, field_integer(field));
  } else if (field.name == "estimated_tot_cycles") {
    NPUSCOPE_TRY_SET(item.cycles, field_integer(field));
  }
  return {};
}

/// What the item runs must be in this file, and its epochs in order.
Status check_item(const NetworkCReader& reader, const StEpochItem& item) {
  for (const std::string_view function : {item.start, item.end})
    if (!function.empty() && !reader.functions.contains(function))
      return fail(in_line(bad_input("an item of the epoch table runs a function that is not there")
                              .found(fmt::format("'{}'", function)),
                          item.line));
  if (item.epoch && item.last_epoch && *item.epoch > *item.last_epoch)
    return fail(in_line(bad_input("an item of the epoch table ends before it begins")
                            .found(fmt::format("{} to {}", *item.epoch, *item.last_epoch)),
                        item.line));
  return {};
}

Status read_item(NetworkCReader& reader, bool& last) {
  if (last) return fail(reader.scanner.unexpected("'}': the table ended in the entry above"));
  NPUSCOPE_TRY_ASSIGN(const StStruct fields, read_struct(reader.scanner));
  StEpochItem item;
  item.line = fields.line;
  for (const StField& field : fields.fields) NPUSCOPE_TRY(read_item_field(field, item, last));
  if (last) return {};
  NPUSCOPE_TRY(check_item(reader, item));
  reader.network.items.push_back(item);
  return {};
}

}  // namespace

Status read_epoch_items(NetworkCReader& reader) {
  CScanner& scanner = reader.scanner;
  const int64_t line = scanner.token().line;
  NPUSCOPE_TRY(scanner.expect('{'));
  while (!scanner.token().is('=')) {  // `static const EpochBlock_ItemTypeDef name[] =`
    if (scanner.at_end() || scanner.token().is('}')) return fail(scanner.unexpected("'='"));
    scanner.advance();
  }
  scanner.advance();
  bool last = false;
  NPUSCOPE_TRY(read_struct_array(scanner, [&] { return read_item(reader, last); }));
  if (!last)
    return fail(in_line(bad_input("the epoch table has no end")
                            .expected("a last entry with EpochBlock_Flags_last_eb"),
                        line));
  while (!scanner.token().is('}')) {  // `; return name; }`
    if (scanner.at_end()) return fail(scanner.unexpected("'}'"));
    scanner.advance();
  }
  return {};
}

}  // namespace npuscope
