// SPDX-License-Identifier: Apache-2.0
#include "formats/st/beside.h"

#include <algorithm>
#include <system_error>

#include "formats/st/c_info.h"
#include "formats/st/report.h"

namespace npuscope {
namespace {

bool has_accuracy(const std::vector<StMetrics>& metrics) {
  return std::ranges::any_of(metrics, [](const StMetrics& row) {
    const auto acc = row.text.find("acc");
    return acc != row.text.end() && acc->second != "n.a.";
  });
}

}  // namespace

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

Result<std::vector<fs::path>> files_beside(const fs::path& val_io, std::string_view suffix) {
  constexpr std::string_view kSuffix = "_val_io.npz";
  std::string network = to_utf8(val_io.filename());
  if (network.ends_with(kSuffix)) network.resize(network.size() - kSuffix.size());
  const fs::path folder = folder_of(val_io);
  std::vector<fs::path> all, own;
  std::error_code code;
  for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
       entry.increment(code)) {
    const std::string name = to_utf8(entry->path().filename());
    if (!name.ends_with(suffix)) continue;
    all.push_back(entry->path());
    if (name == network + std::string(suffix)) own.push_back(entry->path());
  }
  if (code)
    return fail(bad_input("cannot list the folder").found(system_text(code)).in(to_utf8(folder)));
  std::ranges::sort(all);
  return own.empty() ? all : own;
}

Result<bool> reports_accuracy(const fs::path& val_io) {
  NPUSCOPE_TRY_ASSIGN(const auto reports, files_beside(val_io, "_validate_report.txt"));
  for (const fs::path& path : reports)
    if (const auto report = read_st_report(path); report && has_accuracy(report->metrics))
      return true;
  NPUSCOPE_TRY_ASSIGN(const auto infos, files_beside(val_io, "_c_info.json"));
  for (const fs::path& path : infos)
    if (const auto info = read_c_info(path); info && has_accuracy(info->metrics)) return true;
  return false;
}

}  // namespace npuscope
