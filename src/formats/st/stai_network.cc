// SPDX-License-Identifier: Apache-2.0
#include "formats/st/stai_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "base/text_file.h"
#include "formats/st/c_scanner.h"
#include "formats/st/c_values.h"

namespace npuscope {
namespace {

using Kind = CToken::Kind;

/// As many inputs or outputs as anybody's network has, and more.
constexpr int64_t kMostPorts = 1000;

/// A macro's value on one line, without the comments behind and within it.
std::string value_of(std::string_view text) {
  std::string value;
  for (CScanner scanner(text); !scanner.at_end(); scanner.advance()) {
    const CToken& token = scanner.token();
    if (token.kind == Kind::kComment || token.is('\\')) continue;
    const bool glued = value.empty() || token.is(',') || token.is(')') || token.is('|') ||
                       value.back() == '(' || value.back() == '|';
    if (!glued) value += ' ';
    value += token.text;
  }
  return value;
}

std::string_view within(std::string_view text, std::string_view brackets) {
  const bool both = text.size() >= 2 && text.front() == brackets[0] && text.back() == brackets[1];
  return both ? trimmed(text.substr(1, text.size() - 2)) : text;
}

class HeaderReader {
 public:
  Result<StaiNetwork> read(std::string_view text) {
    NPUSCOPE_TRY(read_text(text));
    NPUSCOPE_TRY(find_prefix());
    NPUSCOPE_TRY(read_ports("IN", "Input", network_.inputs));
    NPUSCOPE_TRY(read_ports("OUT", "Output", network_.outputs));
    network_.network = string_of({"C_MODEL_NAME", "MODEL_NAME"});
    if (network_.network.empty()) {
      const size_t family = prefix_.find('_') + 1;
      network_.network = lower(prefix_.substr(family, prefix_.size() - family - 1));
    }
    network_.origin_model = string_of({"ORIGIN_MODEL_NAME"});
    network_.model_signature = string_of({"ORIGIN_MODEL_SIGNATURE", "MODEL_SIGNATURE"});
    network_.cpu_only = !neural_art_ && prefix_.starts_with("STAI_");
    return std::move(network_);
  }

 private:
  Status read_text(std::string_view text) {
    CScanner scanner(text);
    for (; !scanner.at_end(); scanner.advance_to_any()) {
      const CToken& token = scanner.token();
      if (token.kind == Kind::kDirective) note_directive(token);
      if (token.kind == Kind::kComment) note_comment(token.content());
    }
    return scanner.status();
  }

  void note_directive(const CToken& directive) {
    std::string_view text = directive.content();
    if (text.starts_with("include \"ll_aton")) neural_art_ = true;
    if (!text.starts_with("define ")) return;
    text = trimmed(text.substr(7));
    const size_t end = text.find_first_of(" \t\\(");
    if (end == std::string_view::npos || text[end] == '(') return;  // no value, or a function
    std::string value = value_of(text.substr(end));
    if (value.empty()) return;
    const std::string name(text.substr(0, end));
    lines_[name] = directive.line;
    network_.macros[name] = std::move(value);
  }

  /// Of a network.h: `// Input buffer 1 -- Input_2_out_0`.
  void note_comment(std::string_view comment) {
    const size_t dashes = comment.find(" -- ");
    const size_t buffer = comment.find(" buffer ");
    if (dashes == std::string_view::npos || buffer == std::string_view::npos || buffer > dashes)
      return;
    names_[std::string(comment.substr(0, dashes))] = trimmed(comment.substr(dashes + 4));
  }

  /// "STAI_REID_" of `STAI_REID_IN_NUM`.
  Status find_prefix() {
    constexpr std::string_view kCount = "IN_NUM";
    for (const auto& [name, value] : network_.macros) {
      if (!name.ends_with("_IN_NUM")) continue;
      if (!name.starts_with("STAI_") && !name.starts_with("LL_ATON_")) continue;
      const std::string prefix = name.substr(0, name.size() - kCount.size());
      if (!prefix_.empty())
        return fail(in_line(bad_input("two networks in one header")
                                .found(fmt::format("'{}{}' and '{}'", prefix_, kCount, name)),
                            lines_[name]));
      prefix_ = prefix;
    }
    if (prefix_.empty())
      return fail(
          bad_input("no header of a network that ST Edge AI Core generated")
              .expected("a macro such as 'STAI_NETWORK_IN_NUM' or 'LL_ATON_DEFAULT_IN_NUM'"));
    return {};
  }

  const std::string* macro(std::string_view name) const {
    const auto found = network_.macros.find(prefix_ + std::string(name));
    return found == network_.macros.end() ? nullptr : &found->second;
  }

  /// What the first of the macros that is there says, without brackets and quotation marks.
  std::string string_of(std::initializer_list<std::string> names) const {
    for (const std::string& name : names)
      if (const std::string* value = macro(name); value != nullptr && *value != "(NULL)")
        return std::string(within(within(*value, "()"), "\"\""));
    return "";
  }

  Error bad_macro(const std::string& name, std::string expected) const {
    const std::string* value = macro(name);
    const auto line = lines_.find(prefix_ + name);
    Error error = bad_input(fmt::format("'{}{}' is not as expected", prefix_, name))
                      .expected(std::move(expected))
                      .found(value == nullptr ? "no such macro" : fmt::format("'{}'", *value));
    return line == lines_.end() ? error : in_line(std::move(error), line->second);
  }

  Result<int64_t> number(const std::string& name, int64_t most) const {
    const std::string* value = macro(name);
    const auto number = value == nullptr ? std::nullopt : c_integer(*value);
    if (!number || *number < 0 || *number > most)
      return fail(bad_macro(name, fmt::format("a number from 0 to {}", most)));
    return *number;
  }

  /// Of the first of the macros that is there: `{ 1, 8, 8, 3 }`, or a number alone.
  template <class T, class Parse>
  Status numbers(std::initializer_list<std::string> names, Parse parse, std::vector<T>& all) const {
    for (const std::string& name : names) {
      const std::string* value = macro(name);
      if (value == nullptr) continue;
      for (const std::string_view part : c_arguments(within(within(*value, "()"), "{}"))) {
        const std::optional<T> number = parse(part);
        if (!number) return fail(bad_macro(name, "numbers in braces"));
        all.push_back(*number);
      }
      return {};
    }
    return {};
  }

  Status read_ports(const std::string& side, const std::string& word,
                    std::vector<StaiNetwork::Port>& ports) {
    NPUSCOPE_TRY_ASSIGN(const int64_t count, number(side + "_NUM", kMostPorts));
    for (int64_t i = 1; i <= count; ++i) {
      NPUSCOPE_TRY_ASSIGN(StaiNetwork::Port port, read_port(fmt::format("{}_{}_", side, i)));
      if (port.name.empty()) port.name = names_[fmt::format("{} buffer {}", word, i)];
      ports.push_back(std::move(port));
    }
    return {};
  }

  Result<StaiNetwork::Port> read_port(const std::string& place) {
    constexpr int64_t kMostBytes = int64_t{1} << 40;
    StaiNetwork::Port port;
    NPUSCOPE_TRY_SET(port.bytes, number(place + "SIZE_BYTES", kMostBytes));
    NPUSCOPE_TRY_SET(port.alignment, number(place + "ALIGNMENT", kMostBytes));
    port.line = lines_[prefix_ + place + "SIZE_BYTES"];
    port.name = string_of({place + "NAME"});
    port.format = string_of({place + "FORMAT"});
    port.flags = string_of({place + "FLAGS"});
    NPUSCOPE_TRY(numbers({place + "SHAPE"}, c_integer, port.shape));
    NPUSCOPE_TRY(numbers({place + "SCALES", place + "SCALE"}, c_real, port.scales));
    NPUSCOPE_TRY(numbers({place + "OFFSETS", place + "ZERO_POINT"}, c_integer, port.offsets));
    if (port.scales.size() != port.offsets.size())
      return fail(bad_macro(place + "SCALES",
                            fmt::format("{} scales, as there are offsets", port.offsets.size())));
    return port;
  }

  StaiNetwork network_;
  std::string prefix_;
  bool neural_art_ = false;
  std::map<std::string, int64_t> lines_;
  std::map<std::string, std::string> names_;
};

}  // namespace

Result<StaiNetwork> parse_stai_network(std::string_view text) { return HeaderReader().read(text); }

Result<StaiNetwork> read_stai_network(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const std::string text, read_text(path));
  auto network = parse_stai_network(text);
  if (!network) return fail(std::move(network).error().in(to_utf8(path)));
  return network;
}

}  // namespace npuscope
