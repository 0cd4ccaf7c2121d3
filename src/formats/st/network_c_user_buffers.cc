// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "base/error.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

/// The number that stands here.
Result<int64_t> number_here(CScanner& scanner) {
  const auto number = c_integer(scanner.token().text);
  if (scanner.token().kind != Kind::kNumber || !number)
    return fail(scanner.unexpected("a whole number"));
  scanner.advance();
  return *number;
}

/// `if (num == 0)`, `buffer % 32`, `size < 150528`, `_mem_pool_… = buffer`: the first of these
/// begins a buffer, the others say what it demands.
class UserBufferReader {
 public:
  UserBufferReader(NetworkCReader& reader, bool input)
      : scanner_(reader.scanner), buffers_(reader.network.user_buffers), input_(input) {}

  Status read() {
    const CToken token = scanner_.token();
    scanner_.advance();
    if (token.is("num") && scanner_.token().is('=')) return begin(token.line);
    if (!current_) return {};
    if (token.is('%')) return take(current().alignment);
    if (token.is("size") && scanner_.token().is('<')) {
      scanner_.advance();
      return take(current().bytes);
    }
    if (token.kind == Kind::kName && token.text.starts_with("_mem_pool_") &&
        scanner_.token().is('='))
      current().symbol = token.text;
    return {};
  }

 private:
  Status begin(int64_t line) {
    NPUSCOPE_TRY(scanner_.expect('='));
    NPUSCOPE_TRY(scanner_.expect('='));
    NPUSCOPE_TRY_ASSIGN(const int64_t index, number_here(scanner_));
    constexpr int64_t kMostBuffers = 1000;
    if (index < 0 || index >= kMostBuffers)
      return fail(in_line(bad_input("no network has so many inputs or outputs"), line));
    current_ = buffers_.size();
    NetworkC::UserBuffer& buffer = buffers_.emplace_back();
    buffer.input = input_;
    buffer.index = static_cast<int>(index);
    buffer.line = line;
    return {};
  }
  Status take(int64_t& demand) {
    NPUSCOPE_TRY_SET(demand, number_here(scanner_));
    return {};
  }
  NetworkC::UserBuffer& current() { return buffers_[*current_]; }

  CScanner& scanner_;
  std::vector<NetworkC::UserBuffer>& buffers_;
  bool input_;
  std::optional<size_t> current_;
};

/// Calls `read` at each token of the block that begins here, up to the '}' that ends it. It moves
/// on by one token or more.
template <class Read>
Status walk_block(CScanner& scanner, Read read) {
  NPUSCOPE_TRY(scanner.expect('{'));
  int64_t depth = 1;
  while (!scanner.at_end()) {
    if (scanner.token().is('{')) ++depth;
    if (scanner.token().is('}') && --depth == 0) return {};
    NPUSCOPE_TRY(read());
  }
  return fail(scanner.unexpected("'}'"));
}

}  // namespace

Status read_user_buffers(NetworkCReader& reader, bool input) {
  UserBufferReader buffers(reader, input);
  return walk_block(reader.scanner, [&] { return buffers.read(); });
}

Status read_encryption(NetworkCReader& reader, bool& enabled) {
  CScanner& scanner = reader.scanner;
  return walk_block(scanner, [&]() -> Status {
    const bool enable = scanner.token().is("enable");
    scanner.advance();
    if (!enable) return {};
    NPUSCOPE_TRY(scanner.expect('='));
    NPUSCOPE_TRY_ASSIGN(const int64_t value, number_here(scanner));
    enabled = value != 0;
    return {};
  });
}

}  // namespace npuscope
