// SPDX-License-Identifier: Apache-2.0
#include "report/inspect_st.h"

#include <system_error>

#include "base/text.h"
#include "build/build_names.h"
#include "build/file_kind.h"
#include "report/inspect_parts.h"

namespace npuscope {
namespace {

Result<Build> named_build(const std::string& path) {
  NPUSCOPE_TRY_ASSIGN(Build build, load_build(from_utf8(path)));
  resolve_names(build, nullptr);
  return build;
}

/// A folder is a build where it holds more than what may lie beside a recording too.
bool is_build(const BuildFiles& files) {
  return !files.networks.empty() || !files.c_infos.empty() || !files.logs.empty() ||
         !files.traces.empty() || !files.blobs.empty() || !files.pools.empty() ||
         !files.profiles.empty() || !files.images.empty() || !files.headers.empty();
}

std::optional<Result<std::string>> folder_text(const std::string& path, bool colour,
                                               InspectDetail detail) {
  std::error_code code;
  if (fs::exists(from_utf8(path) / "manifest.json", code)) return std::nullopt;
  const auto build = named_build(path);
  // Where builds lie below, that is what to say of the folder.
  if (!build && !build.error().hint().empty()) return fail(build.error());
  if (!build || !is_build(build->files)) return std::nullopt;
  return build_text(path, *build, detail, colour);
}

std::string content_text(BuildFileKind kind, const std::string& path, const Build& build,
                         InspectDetail detail, bool colour) {
  const BuildFiles& files = build.files;
  using Kind = BuildFileKind;
  switch (kind) {
    case Kind::kBlobs: return blobs_text(path, files.blobs.front().content, detail, colour);
    case Kind::kHeader: return header_text(path, files.headers.front().content, colour);
    case Kind::kCInfo: return c_info_text(path, build, detail, colour);
    case Kind::kQuantJson: return quant_json_text(path, files.quant_jsons.front().content, colour);
    case Kind::kPools: return pools_text(path, build, detail, colour);
    case Kind::kMachine: return machine_text(path, files.machines.front().content, colour);
    case Kind::kProfiles: return profiles_text(path, files.profiles.front().content, colour);
    case Kind::kLog: return log_text(path, build, detail, colour);
    case Kind::kValidation:
      if (files.validations.empty()) return log_text(path, build, detail, colour);
      return validation_text(path, files.validations.front().content, colour);
    case Kind::kImage: return image_text(path, files.images.front().content, detail, colour);
    default: return build_text(path, build, detail, colour);
  }
}

}  // namespace

std::optional<Result<std::string>> inspect_st_text(const std::string& path, bool colour,
                                                   InspectDetail detail) {
  std::error_code code;
  const fs::path file = from_utf8(path);
  if (fs::is_directory(file, code)) return folder_text(path, colour, detail);
  if (!fs::is_regular_file(file, code)) return std::nullopt;
  const auto mapped = MappedFile::open(file);
  if (!mapped) return fail(mapped.error());
  const BuildFileKind kind = build_file_kind(to_utf8(file.filename()), (*mapped)->bytes());
  const bool others = kind == BuildFileKind::kNone || kind == BuildFileKind::kOeModel ||
                      kind == BuildFileKind::kValIo;
  if (others) return std::nullopt;
  const auto build = named_build(path);
  if (!build) return fail(build.error());
  return content_text(kind, path, *build, detail, colour);
}

}  // namespace npuscope
