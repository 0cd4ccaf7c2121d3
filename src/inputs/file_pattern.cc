// SPDX-License-Identifier: Apache-2.0
#include "inputs/file_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/wildcard.h"

namespace npuscope {
namespace {

constexpr size_t kMostFiles = 1000000;
constexpr int kDeepestFolder = 64;

bool has_wildcard(std::string_view part) { return part.find_first_of("*?") != part.npos; }

/// Walks folders along the parts of one pattern.
class Expansion {
 public:
  explicit Expansion(std::vector<std::string> parts) : parts_(std::move(parts)) {}

  void walk(const MatchedFile& at, size_t part, int depth) {
    if (full() || depth > kDeepestFolder) return;
    if (part == parts_.size()) {
      std::error_code ignored;
      if (fs::is_regular_file(at.path, ignored)) found_.push_back(at);
      return;
    }
    if (parts_[part] == "**") return walk_any_depth(at, part, depth);
    if (!has_wildcard(parts_[part])) return walk(child(at, parts_[part]), part + 1, depth + 1);
    for (const MatchedFile& entry : entries(at))
      if (matches_file_pattern(to_utf8(entry.path.filename()), parts_[part]))
        walk(entry, part + 1, depth + 1);
  }

  [[nodiscard]] bool full() const { return found_.size() >= kMostFiles; }
  /// The error of the first folder that cannot be listed.
  [[nodiscard]] const Status& status() const { return status_; }
  std::vector<MatchedFile> take() { return std::move(found_); }

 private:
  void walk_any_depth(const MatchedFile& at, size_t part, int depth) {
    walk(at, part + 1, depth);
    for (const MatchedFile& entry : entries(at)) {
      std::error_code ignored;
      const fs::file_status status = fs::symlink_status(entry.path, ignored);
      if (fs::is_directory(status) && !to_utf8(entry.path.filename()).starts_with('.'))
        walk(entry, part, depth + 1);
    }
  }

  static MatchedFile child(const MatchedFile& parent, const std::string& name) {
    const bool joined = parent.name.empty() || parent.name.ends_with('/');
    return {joined ? parent.name + name : parent.name + "/" + name, parent.path / from_utf8(name)};
  }

  /// Nothing for what is no folder: a pattern may match files where it asks for folders.
  std::vector<MatchedFile> entries(const MatchedFile& folder) {
    std::vector<MatchedFile> result;
    std::error_code code;
    if (!fs::is_directory(folder.path, code) && code != std::errc::permission_denied) return result;
    const auto paths = list_folder(folder.path);
    if (!paths && status_) status_ = fail(paths.error());
    if (!paths) return result;
    for (const fs::path& path : *paths) result.push_back(child(folder, to_utf8(path.filename())));
    return result;
  }

  std::vector<std::string> parts_;
  Status status_;
  std::vector<MatchedFile> found_;
};

}  // namespace

bool matches_file_pattern(std::string_view name, std::string_view pattern) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  return matches_wildcard(name, pattern);
}

Result<std::vector<MatchedFile>> expand_pattern(const fs::path& folder,
                                                const std::string& pattern) {
  const fs::path path = from_utf8(pattern);
  std::vector<std::string> parts;
  for (const fs::path& part : path.relative_path()) {
    const std::string text = to_utf8(part);
    // Two `**` in a row mean what one means, at the square of its cost.
    if (text != "**" || parts.empty() || parts.back() != "**") parts.push_back(text);
  }
  MatchedFile root{"", folder.empty() ? fs::path(".") : folder};
  // On Windows also "\\faces" and "/faces", which lie on the current drive.
  if (path.has_root_directory()) root = {to_utf8(path.root_path()), path.root_path()};

  Expansion expansion(std::move(parts));
  expansion.walk(root, 0, 0);
  NPUSCOPE_TRY(expansion.status());
  if (expansion.full())
    return fail(bad_input("the pattern matches too many files")
                    .expected(fmt::format("fewer than {}", kMostFiles))
                    .found(pattern));
  std::vector<MatchedFile> files = expansion.take();
  if (files.empty())
    return fail(bad_input(fmt::format("no file matches '{}'", pattern))
                    .expected(fmt::format("files in '{}'", to_utf8(root.path)))
                    .hint(fmt::format("patterns are relative to the {}; * and ? stand within one "
                                      "name, ** for any folders",
                                      folder.empty() ? "working directory" : "case file")));
  std::ranges::sort(files, {}, &MatchedFile::name);
  files.erase(
      std::unique(files.begin(), files.end(),
                  [](const MatchedFile& a, const MatchedFile& b) { return a.name == b.name; }),
      files.end());
  return files;
}

}  // namespace npuscope
