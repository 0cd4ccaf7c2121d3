// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "base/sha256.h"
#include "base/text.h"
#include "base/text_file.h"
#include "build/build.h"
#include "build/file_kind.h"

namespace npuscope {
namespace {

// What an external memory's window holds: no file of a build is larger.
constexpr uintmax_t kLargestFile = uintmax_t{256} << 20;
constexpr int kDepth = 4;
constexpr size_t kMostBuildsBelow = 5;
constexpr int kMostEntries = 5000;

/// A file that cannot be read is kept with its error, as damaged.
class FileReader {
 public:
  BuildFiles files;

  /// What the file was; nothing for a copy of one that was read before.
  Result<BuildFileKind> read(const fs::path& path, const std::string& label) {
    std::error_code code;
    if (fs::file_size(path, code) > kLargestFile || code) return BuildFileKind::kNone;
    NPUSCOPE_TRY_ASSIGN(const auto file, MappedFile::open(path));
    const BuildFileKind kind = build_file_kind(to_utf8(path.filename()), file->bytes());
    if (kind != BuildFileKind::kNone && seen_.insert({kind, sha256_hex(file->bytes())}).second)
      NPUSCOPE_TRY(read_as(kind, path, label));
    return kind;
  }

  Status read_as(BuildFileKind kind, const fs::path& path, const std::string& label) {
    using Kind = BuildFileKind;
    switch (kind) {
      case Kind::kNone: return {};
      case Kind::kNetwork: return take(files.networks, path, label, read_network_c(path));
      case Kind::kBlobTrace: return take(files.traces, path, label, read_network_c(path));
      case Kind::kBlobs: return take(files.blobs, path, label, read_ec_blobs(path));
      case Kind::kHeader: return take(files.headers, path, label, read_stai_network(path));
      case Kind::kCInfo: return take(files.c_infos, path, label, read_c_info(path));
      case Kind::kQuantJson: return take(files.quant_jsons, path, label, read_quant_json(path));
      case Kind::kPools: return take(files.pools, path, label, read_memory_pools(path));
      case Kind::kMachine: return take(files.machines, path, label, read_machine_description(path));
      case Kind::kProfiles: return take(files.profiles, path, label, read_profiles(path));
      case Kind::kLog: return take(files.logs, path, label, read_generate_log(path));
      case Kind::kValidation: return take_validation(path, label);
      case Kind::kImage: return take(files.images, path, label, read_memory_image(path));
      case Kind::kOeModel: files.oe_models.push_back(path); return {};
      case Kind::kValIo: files.val_ios.push_back(path); return {};
    }
    return {};
  }

 private:
  /// The error where the file cannot be read: the caller knows whether others make up for it.
  template <class T>
  Status take(std::vector<Artefact<T>>& list, const fs::path& path, const std::string& label,
              Result<T> content) {
    if (!content) return fail(std::move(content).error());
    list.push_back({path, label, *std::move(content)});
    return {};
  }

  /// A console log of validate holds what generate said too; what stands in front of a log's lines
  /// may keep the report's reader from knowing it.
  Status take_validation(const fs::path& path, const std::string& label) {
    auto report = read_st_report(path);
    auto log = read_generate_log(path);
    const bool is_log = log.has_value();
    const bool says_more = is_log && (!log->epochs.empty() || !log->pools.empty() ||
                                      !log->compiler_arguments.text.empty());
    if (is_log && (says_more || !report)) files.logs.push_back({path, label, *std::move(log)});
    if (report || !is_log) return take(files.validations, path, label, std::move(report));
    return {};
  }

  std::set<std::pair<BuildFileKind, std::string>> seen_;
};

bool holds_parts(const std::string& folder) {
  const std::string name = lower(folder);
  return name == "st_ai_output" || name == "st_ai_ws" || name == "model" ||
         name.starts_with("neural_art__");
}

std::string joined(const std::string& prefix, const fs::path& entry) {
  const std::string name = to_utf8(entry.filename());
  return prefix.empty() ? name : prefix + "/" + name;
}

/// Files of a folder in their order, then those of the folders below that hold parts of a build.
Status read_folder(FileReader& reader, const fs::path& folder, const std::string& prefix,
                   int depth) {
  NPUSCOPE_TRY_ASSIGN(const auto entries, list_folder(folder));
  std::error_code code;
  for (const fs::path& entry : entries) {
    if (!fs::is_regular_file(entry, code)) continue;
    const std::string label = joined(prefix, entry);
    const auto kind = reader.read(entry, label);
    if (!kind) {
      reader.files.damaged.push_back({label, kind.error()});
    } else if (*kind == BuildFileKind::kNone) {
      reader.files.ignored.push_back(label);
    }
  }
  if (depth >= kDepth) return {};
  for (const fs::path& entry : entries)
    if (holds_parts(to_utf8(entry.filename())) && fs::is_directory(entry, code))
      NPUSCOPE_TRY(read_folder(reader, entry, joined(prefix, entry), depth + 1));
  return {};
}

bool is_build_name(const std::string& name) {
  return name == "network.c" || name.ends_with("_ecblobs.h") || name.ends_with("c_info.json") ||
         name.ends_with("_generate_report.txt");
}

/// Folders below that hold what a build is known by, in their order.
void find_builds_below(const fs::path& folder, const std::string& prefix, int depth, int& entries,
                       std::vector<std::string>& found) {
  const auto list = list_folder(folder);
  if (!list) return;  // a folder that may not be listed holds no suggestion
  std::error_code code;
  bool counted = prefix.empty();
  for (const fs::path& entry : *list) {
    if (++entries > kMostEntries || found.size() >= kMostBuildsBelow) return;
    const std::string label = joined(prefix, entry);
    if (fs::is_directory(entry, code)) {
      if (depth < kDepth) find_builds_below(entry, label, depth + 1, entries, found);
    } else if (!counted && is_build_name(lower(to_utf8(entry.filename())))) {
      found.push_back(prefix);
      counted = true;
    }
  }
}

/// Pools and machine descriptions that the profiles name, relative to their own place, wherever
/// they lie. One that is not there was perhaps never copied with the build.
void read_named_by_profiles(FileReader& reader) {
  const auto profiles = reader.files.profiles;
  std::error_code code;
  for (const auto& file : profiles)
    for (const auto& profile : file.content.profiles)
      for (const char* key : {"memory_pool", "machine_desc"}) {
        const auto* entry = profile.entry(key);
        if (entry == nullptr || entry->value.empty()) continue;
        const fs::path path = file.path.parent_path() / path_in_file(entry->value);
        if (!fs::is_regular_file(path, code)) continue;
        const std::string label = to_utf8(path.filename());
        if (const auto kind = reader.read(path, label); !kind)
          reader.files.damaged.push_back({label, kind.error()});
      }
}

/// Where the output folder alone is given, the workspace beside it has what the compiler kept of
/// its own: the trace of an epoch controller's blobs, the pools as they were used.
Status read_workspace_beside(FileReader& reader, const fs::path& folder) {
  const fs::path whole = absolute_path(folder).lexically_normal();
  const fs::path output = whole.has_filename() ? whole : whole.parent_path();
  if (lower(to_utf8(output.filename())) != "st_ai_output") return {};
  const fs::path workspace = output.parent_path() / "st_ai_ws";
  std::error_code code;
  if (!fs::is_directory(workspace, code)) return {};
  return read_folder(reader, workspace, "../st_ai_ws", 1);
}

bool is_empty(const BuildFiles& files) {
  return files.networks.empty() && files.traces.empty() && files.blobs.empty() &&
         files.headers.empty() && files.c_infos.empty() && files.quant_jsons.empty() &&
         files.pools.empty() && files.machines.empty() && files.profiles.empty() &&
         files.logs.empty() && files.validations.empty() && files.images.empty() &&
         files.oe_models.empty() && files.val_ios.empty() && files.damaged.empty();
}

Error no_build(const fs::path& path, const std::vector<std::string>& below) {
  Error error =
      bad_input("nothing that ST's tools leave behind")
          .in(to_utf8(path))
          .expected(
              "an st_ai_output folder, a network.c, a c_info.json, a log, a report, an .mpool …");
  if (below.empty()) return error;
  std::string list;
  for (const std::string& folder : below) list += (list.empty() ? "" : ", ") + folder;
  return std::move(error).hint("builds lie below it, give one of them: " + list);
}

Result<BuildFiles> read_one_file(const fs::path& path) {
  NPUSCOPE_TRY(MappedFile::open(path));
  FileReader reader;
  const std::string label = to_utf8(path.filename());
  NPUSCOPE_TRY_ASSIGN(const BuildFileKind kind, reader.read(path, label));
  if (kind != BuildFileKind::kNone) return std::move(reader.files);
  // A part of a log, without any heading, may still say something.
  auto log = read_generate_log(path);
  if (!log) return fail(no_build(path, {}));
  reader.files.logs.push_back({path, label, *std::move(log)});
  return std::move(reader.files);
}

}  // namespace

Result<BuildFiles> find_build_files(const fs::path& path) {
  std::error_code code;
  if (!fs::is_directory(path, code)) return read_one_file(path);
  FileReader reader;
  NPUSCOPE_TRY(read_folder(reader, path, "", 0));
  NPUSCOPE_TRY(read_workspace_beside(reader, path));
  read_named_by_profiles(reader);
  BuildFiles files = std::move(reader.files);
  int entries = 0;
  if (files.networks.empty() && files.c_infos.empty() && files.logs.empty())
    find_builds_below(path, "", 0, entries, files.builds_below);
  if (is_empty(files)) return fail(no_build(path, files.builds_below));
  keep_one_network(files);
  return files;
}

}  // namespace npuscope
