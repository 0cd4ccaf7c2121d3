// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diagnose/toml.h"

namespace npuscope {

/// A table of a TOML file whose keys are all known: every getter asks for one key and its type, and
/// finish() refuses keys that nobody asked for.
class TomlTable {
 public:
  /// `name` is how messages call the table: "[models]", "the case".
  TomlTable(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  Status string(std::string_view key, std::string& out);
  Status string(std::string_view key, std::optional<std::string>& out);
  Status integer(std::string_view key, int64_t& out);
  Status number(std::string_view key, double& out);
  Status strings(std::string_view key, std::vector<std::string>& out);
  Status numbers(std::string_view key, std::vector<double>& out);
  Status integers(std::string_view key, std::vector<int64_t>& out);
  /// Whether the key is there with a text: of keys that take more than one type.
  [[nodiscard]] bool is_string(std::string_view key) const;
  /// The sub-table of that key, or null.
  Result<const toml::table*> table(std::string_view key);
  /// The tables of `[[key]]`.
  Result<std::vector<const toml::table*>> tables(std::string_view key);
  /// A text in quotes that `parse` turns into a Result of what `out` takes.
  template <class Parse, class T>
  Status parsed(std::string_view key, Parse parse, T& out) {
    std::optional<std::string> text;
    NPUSCOPE_TRY(string(key, text));
    if (!text) return {};
    auto value = parse(*text);
    if (!value) return fail(at(key, std::move(value).error()));
    out = *std::move(value);
    return {};
  }
  /// The error with its place in front: "line 12: [task]: 'ties': …". For a key that the table
  /// lacks, the table's line.
  [[nodiscard]] Error at(std::string_view key, Error error) const;
  /// The same without a key: "line 11: [task]".
  [[nodiscard]] Error at_table(Error error) const;
  /// All keys of the table, for tables whose keys are free.
  [[nodiscard]] const toml::table& raw() const { return table_; }

  /// An error for the first key that was not asked for, with the nearest known one.
  Status finish() const;

 private:
  const toml::node* find(std::string_view key);
  template <class T, class Read>
  Status list(std::string_view key, std::string_view expected, Read read, std::vector<T>& out);
  Error wrong_type(std::string_view key, const toml::node& node, std::string_view expected) const;

  const toml::table& table_;
  std::string name_;
  std::vector<std::string> known_;
};

/// "line 12"
std::string toml_place(const toml::node& node);

}  // namespace npuscope
