// SPDX-License-Identifier: Apache-2.0
#include "formats/npz.h"

#include <fmt/format.h>

#include "formats/npy.h"
#include "formats/zip.h"

namespace npuscope {
namespace {

constexpr std::string_view kSuffix = ".npy";

/// The name of the entry's array.
Result<std::string> array_name(const ZipEntry& entry) {
  if (!entry.name.ends_with(kSuffix))
    return fail(bad_input("not an .npz file")
                    .expected("nothing but .npy entries in the archive")
                    .found(fmt::format("'{}'", entry.name)));
  return entry.name.substr(0, entry.name.size() - kSuffix.size());
}

Result<std::vector<std::string>> parse_names(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const ZipArchive archive, ZipArchive::parse(bytes));
  std::vector<std::string> names;
  for (const ZipEntry& entry : archive.entries()) {
    NPUSCOPE_TRY_ASSIGN(std::string name, array_name(entry));
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

Result<std::vector<NamedTensor>> parse_npz(Bytes bytes) {
  NPUSCOPE_TRY_ASSIGN(const ZipArchive archive, ZipArchive::parse(bytes));
  std::vector<NamedTensor> arrays;
  for (const ZipEntry& entry : archive.entries()) {
    NPUSCOPE_TRY_ASSIGN(std::string name, array_name(entry));
    NPUSCOPE_TRY_ASSIGN(auto unpacked, archive.read(entry));
    const auto content = std::make_shared<const std::vector<std::byte>>(std::move(unpacked));
    auto tensor = parse_npy(*content, content);
    if (!tensor) return fail(std::move(tensor).error().in(entry.name));
    arrays.push_back({std::move(name), *std::move(tensor)});
  }
  return arrays;
}

Result<std::vector<NamedTensor>> read_npz(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(auto file, MappedFile::open(path));
  auto arrays = parse_npz(file->bytes());
  if (!arrays) return fail(std::move(arrays).error().in(to_utf8(path)));
  return arrays;
}

Result<std::vector<std::string>> read_npz_names(const fs::path& path) {
  NPUSCOPE_TRY_ASSIGN(const auto file, MappedFile::open(path));
  auto names = parse_names(file->bytes());
  if (!names) return fail(std::move(names).error().in(to_utf8(path)));
  return names;
}

}  // namespace npuscope
