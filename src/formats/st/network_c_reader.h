// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "formats/st/c_scanner.h"
#include "formats/st/network_c.h"

namespace npuscope {

/// What the parts of the reader of generated C work on. Each part reads what stands at
/// `scanner.token()` and adds to `network`. It leaves the scanner behind what it has read; at a
/// function's body, which begins with '{', at the '}' that ends it: what follows may be a comment
/// that says something.
struct NetworkCReader {
  explicit NetworkCReader(std::string_view text) : scanner(text) {}

  CScanner scanner;
  NetworkC network;
  std::unordered_map<int64_t, size_t> epochs;      ///< index in network.epochs by number
  std::unordered_set<std::string_view> functions;  ///< that have a body
  bool neural_art = false, blob_trace = false;     ///< of the headers that the text includes

  /// The epoch of that number; created at `line` if it is new.
  StEpoch& epoch(int64_t number, int64_t line);
};

// network_c_file.cc: the whole text.
Status read_file_scope(NetworkCReader& reader);

// network_c_header.cc: comments and directives outside of functions.
Status read_header_comment(NetworkCReader& reader);
Status read_directive(NetworkCReader& reader);

// network_c_pools.cc
bool is_pool_comment(std::string_view comment);
Status read_pool_comment(NetworkCReader& reader);

// network_c_user_buffers.cc: bodies of functions.
Status read_user_buffers(NetworkCReader& reader, bool input);
Status read_encryption(NetworkCReader& reader, bool& enabled);

// network_c_epochs.cc: the body of a function that runs (a part of) epoch `number`, or several
// epochs of a blob trace, which name their numbers themselves.
Status read_epoch_body(NetworkCReader& reader, int64_t number);

// network_c_items.cc, network_c_buffers.cc: bodies of the functions that return tables.
Status read_epoch_items(NetworkCReader& reader);
enum class StBufferTable { kInput, kOutput, kInternal };
Status read_buffer_table(NetworkCReader& reader, StBufferTable table);

/// The fields of one struct: `{ .name = value, … }`. The scanner stands behind its '}'.
struct StStruct {
  std::vector<StField> fields;
  std::string_view address_comment;  ///< behind `.addr_base`, on its line
  int64_t line = 0;
};
Result<StStruct> read_struct(CScanner& scanner);
/// `{ {…}, {…} }`: each through `read`; the scanner stands behind the last '}'.
template <class Read>
Status read_struct_array(CScanner& scanner, Read read) {
  NPUSCOPE_TRY(scanner.expect('{'));
  while (!scanner.token().is('}')) {
    NPUSCOPE_TRY(read());
    if (!scanner.token().is(',')) break;
    scanner.advance();
  }
  return scanner.expect('}');
}

/// A field's value as a number; a bad-input error with its line where it is none.
Result<int64_t> field_integer(const StField& field);
/// A bad-input error about a field's value.
Error bad_field(const StField& field, std::string expected);

}  // namespace npuscope
