// SPDX-License-Identifier: Apache-2.0
#include "diagnose/toml_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/suggest.h"

namespace npuscope {
namespace {

std::string type_text(const toml::node& node) {
  std::ostringstream text;
  text << node.type();
  return text.str();
}

std::optional<double> number_of(const toml::node& node) {
  return node.is_number() ? node.value<double>() : std::nullopt;
}

}  // namespace

std::string toml_place(const toml::node& node) {
  return fmt::format("line {}", node.source().begin.line);
}

Error TomlTable::at(std::string_view key, Error error) const {
  const toml::node* node = table_.get(key);
  return std::move(error)
      .in(fmt::format("{}: '{}'", name_, key))
      .in(node ? toml_place(*node) : toml_place(table_));
}

Error TomlTable::at_table(Error error) const {
  return std::move(error).in(name_).in(toml_place(table_));
}

bool TomlTable::is_string(std::string_view key) const {
  const toml::node* node = table_.get(key);
  return node != nullptr && node->is_string();
}

const toml::node* TomlTable::find(std::string_view key) {
  known_.emplace_back(key);
  return table_.get(key);
}

Error TomlTable::wrong_type(std::string_view key, const toml::node& node,
                            std::string_view expected) const {
  return bad_input(fmt::format("{}: '{}' has the wrong type", name_, key))
      .expected(std::string(expected))
      .found(type_text(node))
      .in(toml_place(node));
}

Status TomlTable::string(std::string_view key, std::string& out) {
  const toml::node* node = find(key);
  if (!node) return {};
  const auto value = node->value_exact<std::string>();
  if (!value) return fail(wrong_type(key, *node, "a text in quotes"));
  out = *value;
  return {};
}

Status TomlTable::string(std::string_view key, std::optional<std::string>& out) {
  std::string text;
  if (!table_.contains(key)) {
    known_.emplace_back(key);
    return {};
  }
  NPUSCOPE_TRY(string(key, text));
  out = std::move(text);
  return {};
}

Status TomlTable::integer(std::string_view key, int64_t& out) {
  const toml::node* node = find(key);
  if (!node) return {};
  const auto value = node->value_exact<int64_t>();
  if (!value) return fail(wrong_type(key, *node, "a whole number"));
  out = *value;
  return {};
}

Status TomlTable::number(std::string_view key, double& out) {
  const toml::node* node = find(key);
  if (!node) return {};
  const auto value = number_of(*node);
  if (!value) return fail(wrong_type(key, *node, "a number"));
  out = *value;
  return {};
}

template <class T, class Read>
Status TomlTable::list(std::string_view key, std::string_view expected, Read read,
                       std::vector<T>& out) {
  const toml::node* node = find(key);
  if (!node) return {};
  const toml::array* array = node->as_array();
  if (!array) return fail(wrong_type(key, *node, expected));
  for (const toml::node& element : *array) {
    std::optional<T> value = read(element);
    if (!value) return fail(wrong_type(key, element, expected));
    out.push_back(*std::move(value));
  }
  return {};
}

Status TomlTable::strings(std::string_view key, std::vector<std::string>& out) {
  const auto read = [](const toml::node& node) { return node.value_exact<std::string>(); };
  return list(key, "a list of texts", read, out);
}

Status TomlTable::numbers(std::string_view key, std::vector<double>& out) {
  return list(key, "a list of numbers", number_of, out);
}

Status TomlTable::integers(std::string_view key, std::vector<int64_t>& out) {
  const auto read = [](const toml::node& node) { return node.value_exact<int64_t>(); };
  return list(key, "a list of whole numbers", read, out);
}

Result<const toml::table*> TomlTable::table(std::string_view key) {
  const toml::node* node = find(key);
  if (!node) return static_cast<const toml::table*>(nullptr);
  if (!node->is_table()) return fail(wrong_type(key, *node, "a table"));
  return node->as_table();
}

Result<std::vector<const toml::table*>> TomlTable::tables(std::string_view key) {
  std::vector<const toml::table*> result;
  const toml::node* node = find(key);
  if (!node) return result;
  const toml::array* array = node->as_array();
  if (!array) return fail(wrong_type(key, *node, fmt::format("tables [[{}]]", key)));
  for (const toml::node& element : *array) {
    if (!element.is_table())
      return fail(wrong_type(key, element, fmt::format("tables [[{}]]", key)));
    result.push_back(element.as_table());
  }
  return result;
}

Status TomlTable::finish() const {
  const std::vector<std::string_view> known(known_.begin(), known_.end());
  for (const auto& [key, node] : table_) {
    const std::string_view name = key.str();
    if (std::ranges::find(known, name) != known.end()) continue;
    return fail(bad_input(fmt::format("{}: unknown key '{}'", name_, name))
                    .expected(fmt::format("one of {}", fmt::join(known, ", ")))
                    .hint(nearest_names_text(name, known))
                    .in(toml_place(node)));
  }
  return {};
}

}  // namespace npuscope
