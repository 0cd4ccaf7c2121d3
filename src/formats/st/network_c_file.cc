// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "formats/st/c_values.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

constexpr std::string_view kEpochPrefix = "scheduling epoch=";

/// What stands outside of functions: comments, directives, declarations, and the functions, each of
/// which its name tells what to read of it.
class FileScope {
 public:
  explicit FileScope(NetworkCReader& reader) : reader_(reader), scanner_(reader.scanner) {}

  Status read() {
    while (!scanner_.at_end()) {
      const CToken token = scanner_.token();
      if (token.kind == Kind::kComment) {
        NPUSCOPE_TRY(read_comment(token));
      } else if (token.kind == Kind::kDirective) {
        NPUSCOPE_TRY(read_directive(reader_));
      } else if (reader_.network.target == StTarget::kCpuOnly) {
        if (!reader_.neural_art) return {};  // its code is of another kind
        reader_.network.target = StTarget::kNeuralArt;
      } else {
        NPUSCOPE_TRY(read_declaration());
        continue;
      }
      scanner_.advance_to_any();
    }
    return scanner_.status();
  }

 private:
  Status read_comment(const CToken& token) {
    const std::string_view comment = token.content();
    if (comment.find("GIT_BRANCH") != std::string_view::npos) return read_header_comment(reader_);
    if (is_pool_comment(comment)) return read_pool_comment(reader_);
    if (!comment.starts_with(kEpochPrefix)) return {};
    std::string_view digits = comment.substr(kEpochPrefix.size());
    digits = digits.substr(0, digits.find(' '));
    const auto number = whole_number<int64_t>(digits);
    if (!number || *number < 0)
      return fail(
          in_line(bad_input("an epoch without a number").found(std::string(comment)), token.line));
    reader_.epoch(*number, token.line);
    return {};
  }

  /// A function, an array or a variable.
  Status read_declaration() {
    const int64_t line = scanner_.token().line;
    std::string_view name;
    while (scanner_.token().kind == Kind::kName || scanner_.token().is('*')) {
      name = scanner_.token().text;
      scanner_.advance();
    }
    if (scanner_.token().is('(')) {
      NPUSCOPE_TRY(scanner_.skip_brackets());
      if (scanner_.token().is('{')) return read_function(name, line);
    }
    if (scanner_.token().is('[')) NPUSCOPE_TRY(scanner_.skip_brackets());
    if (scanner_.token().is('=')) return read_initializer(name);
    if (!scanner_.token().is(';')) return fail(scanner_.unexpected("a declaration"));
    scanner_.advance_to_any();
    return {};
  }

  Status read_initializer(std::string_view name) {
    scanner_.advance();
    if (scanner_.token().is('{')) {
      const bool words = name == "__ec_params_memory_pool_base";
      if (words || name.starts_with("__blob_")) {
        NPUSCOPE_TRY(read_words(words ? reader_.network.parameter_words
                                      : reader_.network.named_words[name]));
      } else {
        NPUSCOPE_TRY(scanner_.skip_brackets());
      }
    }
    while (!scanner_.token().is(';')) {
      if (scanner_.at_end()) return fail(scanner_.unexpected("';'"));
      scanner_.advance();
    }
    scanner_.advance_to_any();
    return {};
  }

  Status read_words(std::vector<uint64_t>& words) {
    scanner_.advance();
    while (!scanner_.token().is('}')) {
      const auto word = c_unsigned(scanner_.token().text);
      if (scanner_.token().kind != Kind::kNumber || !word)
        return fail(scanner_.unexpected("a number of 64 bits"));
      words.push_back(*word);
      scanner_.advance();
      if (scanner_.token().is(',')) scanner_.advance();
    }
    scanner_.advance();
    return {};
  }

  /// The name of the network that a function's name ends with must be that of the others.
  Status name_network(std::string_view network, int64_t line) {
    std::string& known = reader_.network.network;
    if (known.empty()) known = network;
    if (known == network) return {};
    return fail(in_line(bad_input("functions of two networks in one file")
                            .found(fmt::format("'{}' and '{}'", known, network)),
                        line));
  }

  Status read_function(std::string_view name, int64_t line);
  Status read_body(std::string_view name, int64_t line);
  Status read_main();

  NetworkCReader& reader_;
  CScanner& scanner_;
};

/// The number at the end of "LL_ATON_End_EpochBlock_15".
std::optional<int64_t> number_of(std::string_view name) {
  return whole_number<int64_t>(name.substr(name.rfind('_') + 1));
}

struct NamedFunction {
  std::string_view prefix;
  Status (*read)(NetworkCReader& reader);
};

/// Functions whose names end with the network's.
constexpr std::array kFunctions = {
    NamedFunction{"LL_ATON_EpochBlockItems_", read_epoch_items},
    NamedFunction{
        "LL_ATON_Input_Buffers_Info_",
        [](NetworkCReader& reader) { return read_buffer_table(reader, StBufferTable::kInput); }},
    NamedFunction{
        "LL_ATON_Output_Buffers_Info_",
        [](NetworkCReader& reader) { return read_buffer_table(reader, StBufferTable::kOutput); }},
    NamedFunction{
        "LL_ATON_Internal_Buffers_Info_",
        [](NetworkCReader& reader) { return read_buffer_table(reader, StBufferTable::kInternal); }},
    NamedFunction{"LL_ATON_Set_User_Input_Buffer_",
                  [](NetworkCReader& reader) { return read_user_buffers(reader, true); }},
    NamedFunction{"LL_ATON_Set_User_Output_Buffer_",
                  [](NetworkCReader& reader) { return read_user_buffers(reader, false); }},
    NamedFunction{"LL_ATON_WeightEncryption_Info_",
                  [](NetworkCReader& reader) {
                    return read_encryption(reader, reader.network.encrypted_weights);
                  }},
    NamedFunction{"LL_ATON_BlobEncryption_Info_",
                  [](NetworkCReader& reader) {
                    return read_encryption(reader, reader.network.encrypted_blobs);
                  }},
};

/// Functions that run epochs, with the epoch's number at the end of their names.
constexpr std::array kEpochFunctions = {"LL_ATON_Start_EpochBlock_", "LL_ATON_End_EpochBlock_",
                                        "_ec_blob_cache_start_func_", "_ec_blob_cache_end_func_"};

Status FileScope::read_function(std::string_view name, int64_t line) {
  if (!reader_.functions.insert(name).second)
    return fail(in_line(bad_input(fmt::format("the function '{}' is there twice", name)), line));
  NPUSCOPE_TRY(read_body(name, line));
  if (!scanner_.token().is('}')) return fail(scanner_.unexpected("'}'"));
  scanner_.advance_to_any();
  return {};
}

Status FileScope::read_body(std::string_view name, int64_t line) {
  if (name == "main") return read_main();
  for (const NamedFunction& function : kFunctions) {
    if (!name.starts_with(function.prefix)) continue;
    NPUSCOPE_TRY(name_network(name.substr(function.prefix.size()), line));
    return function.read(reader_);
  }
  for (const std::string_view prefix : kEpochFunctions) {
    if (!name.starts_with(prefix)) continue;
    const auto number = number_of(name);
    if (!number)
      return fail(in_line(bad_input(fmt::format("'{}' has no epoch's number", name)), line));
    return read_epoch_body(reader_, *number);
  }
  if (name.starts_with("trace_ec_")) return read_epoch_body(reader_, number_of(name).value_or(0));
  return scanner_.to_closing_bracket();
}

/// Of a blob trace: `ec_trace_init("network_ecblobs.h", "Default");` names the network.
Status FileScope::read_main() {
  NPUSCOPE_TRY(scanner_.expect('{'));
  while (!scanner_.token().is('}')) {
    if (scanner_.at_end()) return fail(scanner_.unexpected("'}'"));
    const bool names_network = scanner_.token().is("ec_trace_init");
    scanner_.advance();
    if (!names_network || !scanner_.token().is('(')) continue;
    NPUSCOPE_TRY_ASSIGN(const std::string_view text, scanner_.bracketed_text());
    const std::vector<std::string_view> arguments = c_arguments(text);
    if (arguments.size() < 2 || !arguments[1].starts_with('"') || arguments[1].size() < 2)
      return fail(scanner_.unexpected("a file's and a network's name in front of this"));
    reader_.network.network = arguments[1].substr(1, arguments[1].size() - 2);
  }
  return {};
}

}  // namespace

Status read_file_scope(NetworkCReader& reader) { return FileScope(reader).read(); }

}  // namespace npuscope
