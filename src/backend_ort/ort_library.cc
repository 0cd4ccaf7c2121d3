// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/ort_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace npuscope {
namespace {

/// 32 of "1.32.0": a release's minor number is the newest version of the function table it offers.
int minor_of(std::string_view version) {
  int minor = 0;
  if (const size_t dot = version.find('.'); version.starts_with("1.") && dot != version.npos)
    std::from_chars(version.data() + dot + 1, version.data() + version.size(), minor);
  return minor;
}

/// "/opt/libonnxruntime.so: ONNX Runtime is too old: 1.15.0": one line; the loader's own words name
/// the file already.
std::string reason_of(const Error& error) {
  std::string reason = error.what();
  if (!error.found().empty()) reason += ": " + error.found();
  const bool named = error.where().empty() || reason.find(error.where()) != reason.npos;
  return named ? reason : error.where() + ": " + reason;
}

/// A package of the user's own Python that cannot serve, which other libraries must not hide.
std::string passed_over(const OrtCandidate& candidate, const OrtLibrary& used,
                        const std::string& reason) {
  return fmt::format(
      "ONNX Runtime of {} cannot be used: {}; ONNX Runtime {} of {} is used instead: {}",
      candidate.origin, reason, used.version(), used.origin(), to_utf8(used.path()));
}

Error nothing_found(const OrtSearch& search, const std::vector<std::string>& refused) {
  std::string found;
  for (const std::string& place : search.looked_at) found += "\n    " + place;
  for (const std::string& reason : refused) found += "\n  refused: " + reason;
  return environment_error("no usable ONNX Runtime library")
      .expected(fmt::format("ONNX Runtime 1.{} or newer", OrtLibrary::kOldestApi))
      .found("looked at:" + found)
      .hint(
          "run ./dev setup, or `pip install onnxruntime` in the active Python environment, or name "
          "the library: --ort-library PATH");
}

}  // namespace

Result<std::shared_ptr<const OrtLibrary>> OrtLibrary::open(const std::optional<fs::path>& path) {
  if (path && *path == kNoOrtLibrary)
    return fail(environment_error("ONNX Runtime is switched off")
                    .found("the library 'none'")
                    .hint("leave out --ort-library none and lib=none"));
  return open_first(path ? search_ort_library_at(*path)
                         : search_ort_library(OrtSearchPlaces::of_this_process()));
}

Result<std::shared_ptr<const OrtLibrary>> OrtLibrary::open_first(const OrtSearch& search) {
  std::vector<std::string> refused;
  for (const OrtCandidate& candidate : search.candidates) {
    auto library = open_candidate(candidate);
    if (library) {
      if (!refused.empty() && search.candidates.front().origin != candidate.origin)
        (*library)->instead_of_ = passed_over(search.candidates.front(), **library, refused[0]);
      return std::shared_ptr<const OrtLibrary>(*std::move(library));
    }
    refused.push_back(reason_of(library.error()));
  }
  return fail(nothing_found(search, refused));
}

Result<std::shared_ptr<OrtLibrary>> OrtLibrary::open_candidate(const OrtCandidate& candidate) {
  if (!candidate.unusable.empty())
    return fail(environment_error(candidate.unusable).in(to_utf8(candidate.path)));
  auto library = std::shared_ptr<OrtLibrary>(new OrtLibrary);
  NPUSCOPE_TRY_SET(library->library_, DynamicLibrary::open(candidate.path));
  library->path_ = library->library_->loaded_path();
  library->origin_ = candidate.origin;
  if (auto status = library->connect(); !status)
    return fail(std::move(status).error().in(to_utf8(library->path_)));
  NPUSCOPE_TRY_SET(library->sha256_, sha256_of_file(library->path_));
  return library;
}

Status OrtLibrary::connect() {
  using GetApiBase = const OrtApiBase*(ORT_API_CALL*)();
  const auto get_base = reinterpret_cast<GetApiBase>(library_->symbol("OrtGetApiBase"));
  if (get_base == nullptr)
    return fail(environment_error("not ONNX Runtime: the library has no OrtGetApiBase"));
  const OrtApiBase* base = get_base();
  version_ = base->GetVersionString();
  // Asking for a version that the library lacks makes it print to stderr, so the version decides.
  const int api_version = std::min(ORT_API_VERSION, minor_of(version_));
  if (api_version < kOldestApi)
    return fail(environment_error("ONNX Runtime is too old")
                    .expected(fmt::format("1.{} or newer", kOldestApi))
                    .found(version_));
  api_ = base->GetApi(static_cast<uint32_t>(api_version));
  if (api_ == nullptr)
    return fail(environment_error(
        fmt::format("ONNX Runtime {} does not offer API version {}", version_, api_version)));
  NPUSCOPE_TRY(check(api_->CreateEnv(ORT_LOGGING_LEVEL_FATAL, "npuscope", &env_)));
  return check(api_->DisableTelemetryEvents(env_));
}

OrtLibrary::~OrtLibrary() {
  if (env_ != nullptr) api_->ReleaseEnv(env_);
}

Status OrtLibrary::check(OrtStatus* status) const {
  if (status == nullptr) return {};
  std::string message = api_->GetErrorMessage(status);
  const OrtErrorCode code = api_->GetErrorCode(status);
  api_->ReleaseStatus(status);
  const bool cannot = code == ORT_NOT_IMPLEMENTED || code == ORT_EP_FAIL;
  std::string what = fmt::format("ONNX Runtime {} reports: {}", version_, message);
  return fail(cannot ? environment_error(std::move(what)) : bad_input(std::move(what)));
}

}  // namespace npuscope
