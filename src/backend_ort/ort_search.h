// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"

namespace npuscope {

/// What stands in the place of a library's path to run without ONNX Runtime; a file of that name is
/// `./none`.
constexpr const char* kNoOrtLibrary = "none";

/// A place where ONNX Runtime's library may be.
struct OrtCandidate {
  fs::path path;       ///< a file, or a bare name for the system's loader
  std::string origin;  ///< "the Python environment /home/a/venv"
  /// Why a package that is there holds nothing to open; empty of what can be tried.
  std::string unusable{};
};

struct OrtSearch {
  /// Files that exist, packages without one, and the loader's names; best first.
  std::vector<OrtCandidate> candidates;
  std::vector<std::string> looked_at;  ///< every place, for the error message
};

/// What the search depends on; separate so that tests can state it.
struct OrtSearchPlaces {
  std::vector<fs::path> environments;  ///< roots of active Python environments
  std::vector<fs::path> programs;      ///< PATH, for the environment of the python3 found there
  fs::path user;              ///< where `pip install --user` installs: ~/.local; empty for none
  std::string pyenv_version;  ///< PYENV_VERSION
  std::vector<fs::path> pyenv_files;  ///< `.python-version` of this folder and those above it
  std::vector<fs::path> installed;    ///< folders that set-up or installation filled
  static OrtSearchPlaces of_this_process();
};

/// Finds ONNX Runtime, the library that made the user's own numbers first:
/// 1. onnxruntime of the active Python environment: VIRTUAL_ENV, CONDA_PREFIX; without either what
///    `pip install --user` installed; then the one that the first python3 (Windows: python) of PATH
///    belongs to, through pyenv's shims;
/// 2. what `./dev setup` fetched, and lib/npuscope/onnxruntime of the installation;
/// 3. the names under which the system's loader may know it.
OrtSearch search_ort_library(const OrtSearchPlaces& places);

/// The search for a path that the user named: a library, or a folder that holds one (also a Python
/// environment). Nothing else is considered.
OrtSearch search_ort_library_at(const fs::path& path);

}  // namespace npuscope
