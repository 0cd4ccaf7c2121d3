// SPDX-License-Identifier: Apache-2.0
#include "formats/onnx/external_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace npuscope {
namespace {

Result<size_t> number_entry(const std::map<std::string, std::string>& entries,
                            const std::string& key, size_t otherwise) {
  const auto entry = entries.find(key);
  if (entry == entries.end()) return otherwise;
  const auto value = whole_number<size_t>(entry->second);
  if (!value)
    return fail(bad_input("external data has an unusable " + key)
                    .expected("a number of bytes")
                    .found("'" + entry->second + "'"));
  return *value;
}

/// The file of `location`, if it is inside `folder` even when links are followed.
Result<fs::path> resolve_inside(const std::string& location, const fs::path& folder) {
  std::string portable = location;
  std::replace(portable.begin(), portable.end(), '\\', '/');
  const fs::path relative = from_utf8(portable);
  std::error_code code;
  const fs::path root = fs::weakly_canonical(folder.empty() ? "." : folder, code);
  const fs::path file = code ? fs::path() : fs::weakly_canonical(root / relative, code);
  const auto [root_end, ignored] =
      std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  const bool absolute = relative.is_absolute() || relative.has_root_name() ||
                        portable.starts_with('/') || (portable.size() > 1 && portable[1] == ':');
  if (location.find('\0') != std::string::npos)
    return fail(bad_input("external data has a location that no file can have")
                    .expected("the name of a file beside the model")
                    .found("a name with a zero byte"));
  if (code)
    return fail(bad_input("the location of external data cannot be resolved")
                    .expected("a file beside the model")
                    .found(fmt::format("'{}': {}", location, system_text(code))));
  if (location.empty() || absolute || root_end != root.end())
    return fail(bad_input("external data leaves the model's folder")
                    .expected("a file beside the model")
                    .found("'" + location + "'"));
  return file;
}

}  // namespace

Result<MappedBytes> map_external_data(const std::map<std::string, std::string>& entries,
                                      const fs::path& folder, size_t expected_bytes) {
  const auto location = entries.find("location");
  if (location == entries.end())
    return fail(bad_input("external data without a location")
                    .expected("the name of a file beside the model")
                    .found("no entry 'location'"));
  NPUSCOPE_TRY_ASSIGN(const fs::path path, resolve_inside(location->second, folder));
  NPUSCOPE_TRY_ASSIGN(const size_t offset, number_entry(entries, "offset", 0));
  NPUSCOPE_TRY_ASSIGN(const size_t length, number_entry(entries, "length", expected_bytes));
  auto file = MappedFile::open(path);
  if (!file) return fail(std::move(file).error().in("external data"));
  const size_t available = (*file)->bytes().size();
  if (length != expected_bytes || offset > available || available - offset < length)
    return fail(bad_input("external data does not fit the tensor")
                    .expected(fmt::format("{} bytes", expected_bytes))
                    .found(fmt::format("offset {}, length {} in a file of {} bytes", offset, length,
                                       available))
                    .in(to_utf8(path)));
  const Bytes bytes = (*file)->bytes().subspan(offset, length);
  return MappedBytes{path, *std::move(file), bytes};
}

}  // namespace npuscope
