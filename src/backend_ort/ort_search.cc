// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_search.h"

#include <algorithm>
#include <system_error>

#include "base/dynamic_library.h"
#include "base/files.h"
#include "base/process.h"

namespace npuscope {
namespace {

constexpr const char* kLibrary = "onnxruntime";
constexpr int kMajorVersion = 1;

/// The folder's entries in a fixed order; none when it cannot be read.
std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    entries.push_back(it->path());
  std::ranges::sort(entries);
  return entries;
}

/// Notes the folder as looked at and adds its libraries, the longest (most exact) name first.
void add_folder(OrtSearch& search, const fs::path& folder, const std::string& origin) {
  search.looked_at.push_back(origin + ": " + to_utf8(folder));
  std::vector<fs::path> found = sorted_entries(folder);
  std::erase_if(found, [](const fs::path& path) {
    std::error_code error;
    return !is_library_name(to_utf8(path.filename()), kLibrary) ||
           !fs::is_regular_file(path, error);
  });
  for (auto path = found.rbegin(); path != found.rend(); ++path)
    search.candidates.push_back({*path, origin});
}

/// Where packages may lie under the root of a Python installation or virtual environment.
std::vector<fs::path> package_folders(const fs::path& root) {
  std::vector<fs::path> folders = {root / "Lib" / "site-packages"};  // Windows
  for (const fs::path& lib : {root / "lib", root / "local" / "lib"})
    for (const fs::path& entry : sorted_entries(lib))
      if (to_utf8(entry.filename()).starts_with("python3"))
        for (const char* packages : {"site-packages", "dist-packages"})
          folders.push_back(entry / packages);
  return folders;
}

/// Linux wheels up to 1.18 link the runtime into Python's extension, which exports no function
/// table.
constexpr const char* kOnlyAnExtension =
    "the package onnxruntime has no library of its own (wheels of 1.19 or newer have)";

void add_environment(OrtSearch& search, const fs::path& root) {
  const std::string origin = "the Python environment " + to_utf8(root);
  bool any = false;
  for (const fs::path& packages : package_folders(root)) {
    const fs::path folder = packages / "onnxruntime" / "capi";
    std::error_code error;
    if (!fs::is_directory(folder, error)) continue;
    const size_t before = search.candidates.size();
    add_folder(search, folder, origin);
    if (search.candidates.size() == before)
      search.candidates.push_back({folder, origin, kOnlyAnExtension});
    any = true;
  }
  if (!any) search.looked_at.push_back(origin + ": no package onnxruntime");
}

/// The version that a shim of pyenv (ROOT/shims/python3) starts: by the environment, by the nearest
/// `.python-version`, or ROOT/version; the first of several. Empty for the system's Python.
fs::path pyenv_root(const fs::path& root, const OrtSearchPlaces& places) {
  std::string version = places.pyenv_version;
  for (const fs::path& file : places.pyenv_files)
    if (version.empty())
      if (const auto text = read_file(file)) version = *text;
  if (version.empty())
    if (const auto text = read_file(root / "version")) version = *text;
  version = version.substr(0, version.find_first_of(": \t\r\n"));
  std::error_code error;
  const fs::path chosen = root / "versions" / from_utf8(version);
  return !version.empty() && fs::is_directory(chosen, error) ? chosen : fs::path();
}

/// The root of the Python that `python3` starts: bin/python3 or, on Windows, python.exe in it.
fs::path python_root(const OrtSearchPlaces& places) {
  for (const fs::path& folder : places.programs) {
    std::error_code error;
    if (!fs::is_regular_file(folder / python_program(), error)) continue;
    const std::string name = to_utf8(folder.filename());
    if (name == "shims") {
      if (fs::path root = pyenv_root(folder.parent_path(), places); !root.empty()) return root;
      continue;
    }
    return name == "bin" || name == "Scripts" ? folder.parent_path() : folder;
  }
  return {};
}

}  // namespace

OrtSearchPlaces OrtSearchPlaces::of_this_process() {
  OrtSearchPlaces places;
  for (const char* variable : {"VIRTUAL_ENV", "CONDA_PREFIX"})
    if (auto root = environment_path(variable)) places.environments.push_back(*root);
  places.programs = program_folders();
  if (const auto home = environment_path("HOME")) places.user = *home / ".local";
  if (const auto version = environment_path("PYENV_VERSION"))
    places.pyenv_version = to_utf8(*version);
  std::error_code error;
  for (fs::path folder = fs::current_path(error); !folder.empty(); folder = folder.parent_path()) {
    places.pyenv_files.push_back(folder / ".python-version");
    if (folder == folder.parent_path()) break;
  }
#ifdef NPUSCOPE_ORT_FOLDER
  places.installed.push_back(from_utf8(NPUSCOPE_ORT_FOLDER));
#endif
  if (const fs::path program = executable_path(); !program.empty())
    places.installed.push_back(program.parent_path().parent_path() / "lib" / "npuscope" /
                               "onnxruntime");
  return places;
}

OrtSearch search_ort_library(const OrtSearchPlaces& places) {
  OrtSearch search;
  std::vector<fs::path> roots = places.environments;
  if (places.environments.empty() && !places.user.empty()) roots.push_back(places.user);
  if (fs::path root = python_root(places); !root.empty()) roots.push_back(root);
  for (size_t i = 0; i < roots.size(); ++i)
    if (std::find(roots.begin(), roots.begin() + static_cast<std::ptrdiff_t>(i), roots[i]) ==
        roots.begin() + static_cast<std::ptrdiff_t>(i))
      add_environment(search, roots[i]);
  for (const fs::path& folder : places.installed) add_folder(search, folder, "the installation");
  for (const std::string& name : loader_names(kLibrary, kMajorVersion)) {
    search.looked_at.push_back("the system's loader: " + name);
    search.candidates.push_back({name, "the system's loader"});
  }
  return search;
}

OrtSearch search_ort_library_at(const fs::path& path) {
  OrtSearch search;
  const std::string origin = "the path given";
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    search.looked_at.push_back(origin + ": " + to_utf8(path));
    if (fs::is_regular_file(path, error)) search.candidates.push_back({path, origin});
    return search;
  }
  add_folder(search, path, origin);
  add_folder(search, path / "onnxruntime" / "capi", origin);
  if (search.candidates.empty()) add_environment(search, path);
  return search;
}

}  // namespace npuscope
