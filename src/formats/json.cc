// SPDX-License-Identifier: Apache-2.0
#include "formats/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tensor/shape.h"

namespace npuscope {
namespace {

// Values are printed and copied recursively; nothing that we read nests anywhere near this.
constexpr int kDeepest = 200;
// Python's spellings of numbers that JSON does not have; the longer one first.
constexpr std::array<std::string_view, 3> kPythonNumbers = {"-Infinity", "Infinity", "NaN"};
// What nlohmann::json takes for no line breaks.
constexpr int kOneLine = -1;

/// Does not throw for text that is not UTF-8, as dump() by itself does.
template <class AnyJson>
std::string dump(const AnyJson& json, int indent) {
  return json.dump(indent, ' ', false, AnyJson::error_handler_t::replace);
}

/// The length of Python's number at the front of the text; 0 where there is none.
size_t python_number(std::string_view text) {
  const char c = text[0];
  if (c != 'N' && c != 'I' && c != '-') return 0;
  for (const std::string_view word : kPythonNumbers)
    if (text.starts_with(word)) return word.size();
  return 0;
}

/// The text with Python's numbers replaced by null, outside of strings; nothing when it nests too
/// deeply.
std::optional<std::string> plain_json(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  size_t copied = 0;
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      while (++i < text.size() && text[i] != '"') i += text[i] == '\\' ? size_t{1} : size_t{0};
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return std::nullopt;
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (const size_t length = python_number(text.substr(i)); length > 0) {
      plain += text.substr(copied, i - copied);
      plain += "null";
      i += length - 1;
      copied = i + 1;
    }
  }
  plain += text.substr(copied);
  return plain;
}

std::optional<int64_t> as_integer(const Json& json) {
  if (!json.is_number_integer()) return std::nullopt;
  if (json.is_number_unsigned() && json.get<uint64_t>() > INT64_MAX) return std::nullopt;
  return json.get<int64_t>();
}

Error syntax_error(std::string_view text, size_t byte, std::string_view reason) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = 1 + std::ranges::count(before, '\n');
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …"
  const size_t detail = reason.find("syntax error");
  return bad_input("not valid JSON")
      .found(std::string(detail == std::string_view::npos ? reason : reason.substr(detail)))
      .in(fmt::format("line {} column {}", line, before.size() - line_start + 1));
}

}  // namespace

Result<Json> parse_json(Bytes bytes) {
  const auto text = plain_json(as_text(bytes));
  if (!text)
    return fail(bad_input("JSON nests too deeply").expected(fmt::format("{} levels", kDeepest)));
  try {
    return Json::parse(*text);
  } catch (const Json::parse_error& error) {
    return fail(syntax_error(*text, error.byte, error.what()));
  } catch (const Json::exception& error) {  // such as a number that is out of range
    return fail(bad_input("not valid JSON").found(error.what()));
  }
}

std::string json_text(const OrderedJson& json, int indent) { return dump(json, indent) + "\n"; }

std::string json_line(const Json& json) { return dump(json, kOneLine); }

std::string json_line(const OrderedJson& json) { return dump(json, kOneLine); }

const Json* find(const Json& json, const std::string& key) {
  if (!json.is_object()) return nullptr;
  const auto place = json.find(key);
  return place == json.end() || place->is_null() ? nullptr : &*place;
}

std::optional<std::string> find_string(const Json& json, const std::string& key) {
  const Json* value = find(json, key);
  if (!value || !value->is_string()) return std::nullopt;
  return value->get<std::string>();
}

std::optional<int64_t> find_integer(const Json& json, const std::string& key) {
  const Json* value = find(json, key);
  return value ? as_integer(*value) : std::nullopt;
}

std::optional<bool> find_bool(const Json& json, const std::string& key) {
  const Json* value = find(json, key);
  if (!value || !value->is_boolean()) return std::nullopt;
  return value->get<bool>();
}

std::optional<std::vector<double>> find_numbers(const Json& json, const std::string& key) {
  const Json* value = find(json, key);
  if (!value) return std::nullopt;
  if (value->is_number()) return std::vector<double>{value->get<double>()};
  if (!value->is_array()) return std::nullopt;
  std::vector<double> numbers;
  for (const Json& number : *value) {
    if (!number.is_number()) return std::nullopt;
    numbers.push_back(number.get<double>());
  }
  return numbers;
}

const Json& find_array(const Json& json, const std::string& key) {
  static const Json kNone = Json::array();
  const Json* value = find(json, key);
  return value && value->is_array() ? *value : kNone;
}

std::optional<std::vector<int64_t>> find_integers(const Json& json, const std::string& key) {
  const Json* value = find(json, key);
  if (!value || !value->is_array()) return std::nullopt;
  std::vector<int64_t> integers;
  for (const Json& element : *value) {
    const auto integer = as_integer(element);
    if (!integer) return std::nullopt;
    integers.push_back(*integer);
  }
  return integers;
}

std::optional<std::vector<int64_t>> find_shape(const Json& json, const std::string& key) {
  auto shape = find_integers(json, key);
  if (!shape || !checked_element_count(*shape)) return std::nullopt;
  return shape;
}

}  // namespace npuscope
