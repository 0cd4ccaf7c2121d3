// SPDX-License-Identifier: Apache-2.0
#include "backend_ort/session_settings.h"

#include "backend_ort/footprint.h"

namespace npuscope {
namespace {

GraphOptimizationLevel api_level(OrtLevel level) {
  switch (level) {
    case OrtLevel::kNone: return ORT_DISABLE_ALL;
    case OrtLevel::kBasic: return ORT_ENABLE_BASIC;
    case OrtLevel::kExtended: return ORT_ENABLE_EXTENDED;
    case OrtLevel::kAll: break;
  }
  return ORT_ENABLE_ALL;
}

}  // namespace

Result<SessionSettings> SessionSettings::create(const OrtLibrary& library) {
  OrtSessionOptions* raw = nullptr;
  NPUSCOPE_TRY(library.check(library.api().CreateSessionOptions(&raw)));
  return SessionSettings(library, raw);
}

Status SessionSettings::set(const char* key, const std::string& value) {
  return library_->check(library_->api().AddSessionConfigEntry(get(), key, value.c_str()));
}

Status SessionSettings::choose(const OrtOptions& options) {
  const OrtLibrary& library = *library_;
  const OrtApi& api = library.api();
  NPUSCOPE_TRY(
      library.check(api.SetSessionGraphOptimizationLevel(get(), api_level(options.level))));
  NPUSCOPE_TRY(library.check(api.SetSessionExecutionMode(get(), ORT_SEQUENTIAL)));
  NPUSCOPE_TRY(library.check(api.SetIntraOpNumThreads(get(), options.threads)));
  NPUSCOPE_TRY(library.check(api.SetInterOpNumThreads(get(), 1)));
  if (options.precise) NPUSCOPE_TRY(set(kOrtSessionOptionsAvx2PrecisionMode, "1"));
  if (options.int8) NPUSCOPE_TRY(set(kOrtSessionOptionsQDQIsInt8Allowed, "1"));
  return {};
}

Status SessionSettings::find_weights(const fs::path& folder) {
  return set(kOrtSessionOptionsModelExternalInitializersFileFolderPath, to_utf8(folder));
}

Status SessionSettings::leave_weights_unpacked() {
  return set(kOrtSessionOptionsConfigDisablePrepacking, "1");
}

Status SessionSettings::keep_nothing() {
  NPUSCOPE_TRY(library_->check(library_->api().DisableCpuMemArena(get())));
  return library_->check(library_->api().DisableMemPattern(get()));
}

Status SessionSettings::save_to(const RewrittenFile& file) {
  NPUSCOPE_TRY(
      library_->check(library_->api().SetOptimizedModelFilePath(get(), file.model.c_str())));
  if (file.weights.empty()) return {};
  NPUSCOPE_TRY(set(kOrtSessionOptionsOptimizedModelExternalInitializersFileName, file.weights));
  return set(kOrtSessionOptionsOptimizedModelExternalInitializersMinSizeInBytes,
             std::to_string(kLeastOutside));
}

}  // namespace npuscope
