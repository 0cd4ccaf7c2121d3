// SPDX-License-Identifier: Apache-2.0
#include "inputs/labels.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text_file.h"
#include "formats/csv.h"

namespace npuscope {
namespace {

std::string key_of(const fs::path& path) { return to_utf8(absolute_path(path).lexically_normal()); }

struct Columns {
  size_t file = 0, class_name = 1;
  std::optional<size_t> species;
  bool named = false;  ///< the first row holds names
};

Result<Columns> columns_of(const CsvTable& table) {
  Columns columns;
  const size_t width = table.rows.empty() ? 0 : table.rows[0].cells.size();
  if (const auto file = table.column("file")) {
    auto class_name = table.column("class");
    if (!class_name) class_name = table.column("label");
    if (class_name) return Columns{*file, *class_name, table.column("species"), true};
  } else if (width == 2 || width == 3) {
    if (width == 3) columns.species = 2;
    return columns;
  }
  return fail(bad_input("not a table of labels")
                  .expected("columns file, class and perhaps species")
                  .found(width == 0 ? "no rows" : fmt::format("{} columns", width)));
}

}  // namespace

Result<Labels> Labels::read(const fs::path& table_path, const fs::path& case_folder) {
  const std::string place = to_utf8(table_path);
  NPUSCOPE_TRY_ASSIGN(const CsvTable table, read_csv(table_path));
  auto columns = columns_of(table);
  if (!columns) return fail(std::move(columns).error().in(place));
  Labels labels;
  labels.table_folder_ = table_path.parent_path();
  labels.case_folder_ = case_folder;
  for (size_t i = columns->named ? 1 : 0; i < table.rows.size(); ++i) {
    const CsvRow& row = table.rows[i];
    const Label label{row.cells[columns->class_name],
                      columns->species ? row.cells[*columns->species] : ""};
    auto status = labels.add(row.cells[columns->file], label, row.line);
    if (!status) return fail(std::move(status).error().in(place));
  }
  return labels;
}

Status Labels::add(const std::string& file, const Label& label, size_t line) {
  const std::string where = fmt::format("line {}", line);
  if (file.empty() || label.class_name.empty())
    return fail(bad_input("a file and its class are needed").in(where));
  const fs::path path = path_in_file(file);
  for (const fs::path& folder : {table_folder_, case_folder_}) {
    const auto [known, is_new] = by_path_.emplace(key_of(folder / path), label);
    if (!is_new && known->second != label)
      return fail(bad_input(fmt::format("'{}' has two labels", file))
                      .expected(fmt::format("class {}, as above", known->second.class_name))
                      .found(fmt::format("class {}", label.class_name))
                      .in(where));
  }
  if (!path.has_parent_path()) by_basename_.emplace(file, label);
  ++rows_;
  return {};
}

std::optional<Label> Labels::find(const fs::path& file, std::string_view name) const {
  const std::string_view index =
      name.ends_with(']') ? name.substr(std::min(name.rfind('['), name.size())) : "";
  const std::string path = key_of(file);
  std::string base = to_utf8(file);
  base.erase(0, base.find_last_of("/\\") + 1);  // a table of outputs may come from Windows
  for (std::string_view suffix : {index, std::string_view()}) {
    if (const auto row = by_path_.find(path + std::string(suffix)); row != by_path_.end())
      return row->second;
    const auto row = by_basename_.find(base + std::string(suffix));
    if (row != by_basename_.end()) return row->second;
  }
  return std::nullopt;
}

}  // namespace npuscope
