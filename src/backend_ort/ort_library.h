// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "backend_ort/ort_api.h"
#include "backend_ort/ort_search.h"
#include "base/dynamic_library.h"
#include "base/result.h"

namespace npuscope {

/// An opened ONNX Runtime. Several versions may be open in one process; sessions keep theirs open.
class OrtLibrary {
 public:
  /// The oldest release whose function table is accepted: 1.16 (September 2023).
  static constexpr int kOldestApi = 16;

  /// Opens the library that `path` names (a file, a folder, a Python environment), or else the
  /// first usable one of search_ort_library(). Without any: an environment error that lists every
  /// place looked at and why what was found there did not serve. `none` opens nothing.
  static Result<std::shared_ptr<const OrtLibrary>> open(const std::optional<fs::path>& path = {});
  /// Opens the first usable candidate.
  static Result<std::shared_ptr<const OrtLibrary>> open_first(const OrtSearch& search);

  ~OrtLibrary();
  OrtLibrary(const OrtLibrary&) = delete;
  OrtLibrary& operator=(const OrtLibrary&) = delete;

  [[nodiscard]] const std::string& version() const { return version_; }  ///< "1.32.0"
  [[nodiscard]] const fs::path& path() const { return path_; }           ///< the file really loaded
  [[nodiscard]] const std::string& sha256() const { return sha256_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }
  /// What should have served before it and could not, in words; empty: it was the first choice.
  [[nodiscard]] const std::string& instead_of() const { return instead_of_; }

  [[nodiscard]] const OrtApi& api() const { return *api_; }
  [[nodiscard]] const OrtEnv* env() const { return env_; }
  /// Held by whoever has a session that is to be the only one of its kind: of those whose memory
  /// counts (Footprint::kSmall).
  [[nodiscard]] std::mutex& one_session() const { return one_session_; }
  /// Turns what a function of the table returned into a Status, and releases it.
  [[nodiscard]] Status check(OrtStatus* status) const;

 private:
  OrtLibrary() = default;
  static Result<std::shared_ptr<OrtLibrary>> open_candidate(const OrtCandidate& candidate);
  Status connect();

  std::shared_ptr<DynamicLibrary> library_;
  const OrtApi* api_ = nullptr;
  OrtEnv* env_ = nullptr;
  std::string version_, sha256_, origin_, instead_of_;
  fs::path path_;
  mutable std::mutex one_session_;
};

/// Releases an object of ONNX Runtime through the table of the library that made it.
template <class T, auto Release>
struct OrtReleaser {
  const OrtApi* api = nullptr;
  void operator()(T* object) const { (api->*Release)(object); }
};
template <class T, auto Release>
using OrtHandle = std::unique_ptr<T, OrtReleaser<T, Release>>;

using OrtSessionHandle = OrtHandle<OrtSession, &OrtApi::ReleaseSession>;
using OrtSessionOptionsHandle = OrtHandle<OrtSessionOptions, &OrtApi::ReleaseSessionOptions>;
using OrtValueHandle = OrtHandle<OrtValue, &OrtApi::ReleaseValue>;
using OrtMemoryInfoHandle = OrtHandle<OrtMemoryInfo, &OrtApi::ReleaseMemoryInfo>;
using OrtTypeInfoHandle = OrtHandle<OrtTypeInfo, &OrtApi::ReleaseTypeInfo>;
using OrtTensorInfoHandle =
    OrtHandle<OrtTensorTypeAndShapeInfo, &OrtApi::ReleaseTensorTypeAndShapeInfo>;

}  // namespace npuscope
