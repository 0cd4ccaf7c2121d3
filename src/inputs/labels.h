// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// What a sample shows, as the labels file says it.
struct Label {
  std::string class_name;  ///< a class's name or index
  std::string species;     ///< the kind of attack; empty for genuine samples or when not given
  bool operator==(const Label&) const = default;
};

/// A table `file, class, species`, with a first line of names (in any order, `label` for `class`
/// accepted, further columns ignored) or without. `species` may be missing.
///
/// A file is named relative to the table's folder or to the case's; a name without any folder
/// stands for files of that name wherever they are.
class Labels {
 public:
  static Result<Labels> read(const fs::path& table, const fs::path& case_folder);

  /// The label of sample `name` (a file's name, perhaps with an index as in "x.npy[3]") in `file`.
  /// A label of the whole file serves all of its samples.
  [[nodiscard]] std::optional<Label> find(const fs::path& file, std::string_view name) const;

  [[nodiscard]] size_t size() const { return rows_; }

 private:
  Status add(const std::string& file, const Label& label, size_t line);

  fs::path table_folder_, case_folder_;
  size_t rows_ = 0;
  std::map<std::string, Label> by_path_;
  std::map<std::string, Label> by_basename_;  ///< rows that name no folder
};

}  // namespace npuscope
