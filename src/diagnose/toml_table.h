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
  /// The sub-table of that key, or null.
  Result<const toml::table*> table(std::string_view key);
  /// The tables of `[[key]]`.
  Result<std::vector<const toml::table*>> tables(std::string_view key);
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
