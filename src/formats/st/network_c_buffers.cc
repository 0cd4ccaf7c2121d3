// SPDX-License-Identifier: Apache-2.0
#include "formats/st/network_c_buffers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

/// The body of one function that returns a table: arrays, the table, `return`.
class TableBody {
 public:
  TableBody(NetworkCReader& reader, StBufferTable table)
      : reader_(reader), scanner_(reader.scanner), table_(table), line_(scanner_.token().line) {}

  Status read() {
    NPUSCOPE_TRY(scanner_.expect('{'));
    while (!scanner_.token().is('}')) {
      if (scanner_.token().is("return")) {
        NPUSCOPE_TRY(read_return());
      } else {
        NPUSCOPE_TRY(read_declaration());
      }
    }
    if (listed_ && !ended_)
      return fail(in_line(
          bad_input("the table of buffers has no end").expected("a last entry with '.name = NULL'"),
          line_));
    if (table_ == StBufferTable::kInternal) reader_.network.internal_listed = listed_;
    return {};
  }

 private:
  Status read_return() {
    scanner_.advance();
    if (!scanner_.token().is("NULL") && !listed_)
      return fail(scanner_.unexpected("'NULL', or a table above this line"));
    scanner_.advance();
    return scanner_.expect(';');
  }

  /// `static const uint32_t name[] = { … };`
  Status read_declaration() {
    std::string_view type, name;
    while (scanner_.token().kind == Kind::kName || scanner_.token().is('*')) {
      type = name;
      name = scanner_.token().text;
      scanner_.advance();
    }
    if (name.empty()) return fail(scanner_.unexpected("a static array or 'return'"));
    if (!scanner_.token().is('[')) return fail(scanner_.unexpected("'['"));
    NPUSCOPE_TRY(scanner_.skip_brackets());
    NPUSCOPE_TRY(scanner_.expect('='));
    if (type == "LL_Buffer_InfoTypeDef") {
      listed_ = true;
      NPUSCOPE_TRY(read_struct_array(scanner_, [this] { return read_entry(); }));
    } else {
      NPUSCOPE_TRY(arrays_.read(scanner_, name, type == "float"));
    }
    return scanner_.expect(';');
  }

  Status read_entry() {
    if (ended_) return fail(scanner_.unexpected("'}': the table ended in the entry above"));
    NPUSCOPE_TRY_ASSIGN(const StStruct fields, read_struct(scanner_));
    NPUSCOPE_TRY_ASSIGN(std::optional<StBuffer> buffer, make_buffer(fields, arrays_));
    ended_ = !buffer;
    if (!buffer) return {};
    std::vector<StBuffer>& list = list_for(*buffer);
    list.push_back(*std::move(buffer));
    return {};
  }

  std::vector<StBuffer>& list_for(const StBuffer& buffer) {
    NetworkC& network = reader_.network;
    if (table_ == StBufferTable::kInternal) return network.internal;
    if (table_ == StBufferTable::kOutput) return network.outputs;
    return buffer.parameter ? network.parameters : network.inputs;
  }

  NetworkCReader& reader_;
  CScanner& scanner_;
  StBufferTable table_;
  int64_t line_;
  StArrays arrays_;
  bool listed_ = false, ended_ = false;
};

}  // namespace

Status read_buffer_table(NetworkCReader& reader, StBufferTable table) {
  return TableBody(reader, table).read();
}

}  // namespace npuscope
