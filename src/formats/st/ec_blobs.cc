// SPDX-License-Identifier: Apache-2.0
#include "formats/st/ec_blobs.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "base/text_file.h"
#include "formats/st/c_scanner.h"
#include "formats/st/c_values.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

constexpr uint32_t kMagic = 0xCA057A7A;
/// Upper half of the word that begins a relocation table; the lower half differs by version.
constexpr uint32_t kTableMagic = 0xECBF;
constexpr std::string_view kPrefix = "_ec_blob_";
/// What 2.x adds to the name of an array with a relocation table in front; the name itself is that
/// of the memory that the patched program runs in.
constexpr std::string_view kRelocated = "_reloc";
constexpr std::string_view kTable = "_reloc_table_ptr";
/// A relocation table is as long as the names in it: of all inputs and outputs.
constexpr size_t kLongestTable = size_t{1} << 14;

class BlobReader {
 public:
  explicit BlobReader(std::string_view text) : scanner_(text) {}

  Result<std::vector<EcBlob>> read() {
    int64_t depth = 0;
    while (!scanner_.at_end()) {
      const CToken token = scanner_.token();
      if (token.is('{')) ++depth;
      if (token.is('}')) --depth;
      if (token.kind == Kind::kDirective) note_macro(token.content());
      scanner_.advance_to_any();
      if (token.kind == Kind::kName && token.text.starts_with(kPrefix) && scanner_.token().is('['))
        NPUSCOPE_TRY(read_array(token));
    }
    NPUSCOPE_TRY(scanner_.status());
    if (depth != 0) return fail(scanner_.unexpected("'}'"));
    if (blobs_.empty())
      return fail(bad_input("no program of the epoch controller")
                      .expected("arrays such as '_ec_blob_network_1'"));
    for (EcBlob& blob : blobs_) {
      blob.encrypted = encrypted_.contains(blob.symbol);
      blob.relocated = blob.relocated || relocated_.contains(blob.symbol);
    }
    return std::move(blobs_);
  }

 private:
  /// `#define LL_ATON_EC_MustDecryptBlob_Default__ec_blob_Default_1 false`, of 2.2 also
  /// `EC_DECRYPT__ec_blob_Default_1`; `#define _ec_blob_reid_99_reloc_table_ptr …`.
  void note_macro(std::string_view directive) {
    if (!directive.starts_with("define ")) return;
    directive = trimmed(directive.substr(7));
    const size_t end = std::min(directive.find_first_of(" \t("), directive.size());
    const std::string_view name = directive.substr(0, end);
    const std::string_view rest = trimmed(directive.substr(end));
    const std::string_view value = rest.substr(0, rest.find_first_of(" \t"));
    const size_t symbol = name.rfind(kPrefix);
    if (symbol == std::string_view::npos) return;
    const bool decrypts =
        name.starts_with("LL_ATON_EC_MustDecryptBlob_") || name.starts_with("EC_DECRYPT_");
    if (decrypts && value != "false" && value != "0")
      encrypted_.insert(std::string(name.substr(symbol)));
    if (name.ends_with(kTable))
      relocated_.insert(std::string(name.substr(symbol, name.size() - symbol - kTable.size())));
  }

  /// From the '[' behind an array's name on.
  Status read_array(const CToken& name) {
    NPUSCOPE_TRY(scanner_.skip_brackets());
    if (!scanner_.token().is('=')) return {};  // space for a program, or a use
    scanner_.advance();
    if (!scanner_.token().is('{') || name.text.ends_with("_prev_base_addrs")) return {};
    EcBlob blob;
    const bool renamed = name.text.ends_with(kRelocated);
    blob.symbol = name.text.substr(0, name.text.size() - (renamed ? kRelocated.size() : 0));
    blob.line = name.line;
    NPUSCOPE_TRY(read_words(blob));
    blobs_.push_back(std::move(blob));
    return {};
  }

  Status read_words(EcBlob& blob) {
    scanner_.advance();
    size_t place = 0;
    while (!scanner_.token().is('}')) {
      const auto word = c_unsigned(scanner_.token().text);
      if (scanner_.token().kind != Kind::kNumber || !word)
        return fail(scanner_.unexpected(fmt::format("a number in the array '{}'", blob.symbol)));
      take_half(blob, static_cast<uint32_t>(*word), place++);
      take_half(blob, static_cast<uint32_t>(*word >> 32), place++);
      scanner_.advance();
      if (!scanner_.token().is(',') && !scanner_.token().is('}'))
        return fail(scanner_.unexpected("',' or '}'"));
      if (scanner_.token().is(',')) scanner_.advance();
    }
    scanner_.advance_to_any();
    if (!blob.magic) blob.listed = static_cast<int64_t>(place);
    return {};
  }

  /// One 32-bit word. The head is the magic number and a length, after a relocation table if any.
  void take_half(EcBlob& blob, uint32_t word, size_t place) {
    if (place == 0) blob.relocated = word >> 16 == kTableMagic;
    if (blob.magic) {
      if (++blob.listed == 2) blob.words = word;
    } else if (word == kMagic && place <= (blob.relocated ? kLongestTable : 0)) {
      blob.magic = true;
      blob.listed = 1;
    }
  }

  CScanner scanner_;
  std::vector<EcBlob> blobs_;
  std::unordered_set<std::string> encrypted_, relocated_;
};

}  // namespace

Result<std::vector<EcBlob>> parse_ec_blobs(std::string_view text) {
  return BlobReader(text).read();
}

Result<std::vector<EcBlob>> read_ec_blobs(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto blobs = parse_ec_blobs(text);
  if (!blobs) return fail(std::move(blobs).error().in(to_utf8(path)));
  return blobs;
}

}  // namespace npuscope
