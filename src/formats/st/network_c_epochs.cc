// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_units.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

constexpr std::string_view kSoftware = "ll_sw_forward_";
constexpr std::string_view kMoved = "LL_ATON_LIB_";

bool is_cache_call(std::string_view name) {
  return name.starts_with("LL_ATON_Cache_") || name.starts_with("mcu_cache_") ||
         name.starts_with("npu_cache_");
}

bool is_software_call(std::string_view name) {
  return name.starts_with(kSoftware) ||
         (name.starts_with(kMoved) && !name.ends_with("_ADDR") && name != "LL_ATON_LIB_UNUSED");
}

/// One walk through a function's body.
class EpochBody {
 public:
  EpochBody(NetworkCReader& reader, int64_t number)
      : reader_(reader), scanner_(reader.scanner), units_(reader), number_(number) {}

  Status read() {
    scanner_.advance_to_any();  // past '{': a comment may stand there
    int64_t depth = 1;
    while (!scanner_.at_end()) {
      const CToken token = scanner_.token();
      if (token.is('{')) ++depth;
      if (token.is('}') && --depth == 0) return {};
      if (token.kind == Kind::kName) {
        NPUSCOPE_TRY(read_name(token));
      } else {
        if (token.kind == Kind::kComment) announcement_.hear(token.content());
        scanner_.advance_to_any();
      }
    }
    return fail(scanner_.unexpected("'}'"));
  }

 private:
  StEpoch& epoch(int64_t line) { return reader_.epoch(number_, line); }

  Status read_name(const CToken& token) {
    const std::string_view name = token.text;
    if (StUnitReader::is_unit_type(name))
      return units_.read_struct_of(epoch(token.line), announcement_);
    if (StUnitReader::is_unit_call(name)) return units_.read_call(epoch(token.line));
    if (name == "ec_trace_start_epoch") return start_epoch();
    if (is_cache_call(name)) return read_cache_call(token);
    if (is_software_call(name)) return read_software_call(token);
    scanner_.advance_to_any();
    return {};
  }

  Result<std::string_view> arguments() {
    scanner_.advance();
    if (!scanner_.token().is('(')) return fail(scanner_.unexpected("'('"));
    return scanner_.bracketed_text();
  }

  Status start_epoch() {
    const int64_t line = scanner_.token().line;
    NPUSCOPE_TRY_ASSIGN(const std::string_view text, arguments());
    const auto number = c_integer(text);
    if (!number || *number < 0)
      return fail(in_line(bad_input("an epoch without a number").found(std::string(text)), line));
    number_ = *number;
    units_.forget();
    epoch(line);
    return {};
  }

  Status read_software_call(const CToken& token) {
    NPUSCOPE_TRY(arguments());
    StSoftwareCall call;
    call.function = token.text;
    call.node = announcement_.node;
    call.operation = announcement_.kind;
    call.precision = announcement_.precision;
    call.line = token.line;
    const size_t prefix = (token.text.starts_with(kMoved) ? kMoved : kSoftware).size();
    if (call.operation.empty()) call.operation = token.text.substr(prefix);
    epoch(token.line).software.push_back(call);
    return {};
  }

  Status read_cache_call(const CToken& token) {
    NPUSCOPE_TRY_ASSIGN(const std::string_view text, arguments());
    const std::vector<std::string_view> parts = c_arguments(text);
    const auto start = parts.size() == 2 ? c_address(parts[0]) : std::nullopt;
    const auto end = parts.size() == 2 ? c_address(parts[1]) : std::nullopt;
    const bool up_to = !token.text.starts_with("LL_ATON_");  // 2.0 gives the range's end
    StCacheCall call{.function = token.text, .start = {}, .bytes = 0, .line = token.line};
    const uint64_t begin = start && up_to ? start->address : 0;
    constexpr uint64_t kMost = uint64_t{1} << 40;
    if (!start || !end || end->address < begin || end->address - begin > kMost)
      return fail(in_line(bad_input(fmt::format("'{}' has no usable range", token.text))
                              .expected(up_to ? "where it starts and ends" : "a start and a length")
                              .found(std::string(text)),
                          token.line));
    call.start = *start;
    call.bytes = static_cast<int64_t>(end->address - begin);
    epoch(token.line).caches.push_back(std::move(call));
    return {};
  }

  NetworkCReader& reader_;
  CScanner& scanner_;
  StUnitReader units_;
  StAnnouncement announcement_;
  int64_t number_;
};

}  // namespace

Status read_epoch_body(NetworkCReader& reader, int64_t number) {
  return EpochBody(reader, number).read();
}

}  // namespace npuscope
