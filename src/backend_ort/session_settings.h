// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "backend_ort/ort_library.h"
#include "backend_ort/ort_options.h"

namespace npuscope {

/// Where ONNX Runtime writes a model as it rewrote it.
struct RewrittenFile {
  fs::path model;
  /// The name of a file beside it that takes all weights; empty: those that were not changed stay
  /// where they are, and those that were go into the model.
  std::string weights;
};

/// How ONNX Runtime is to make a session; of the library that it must not outlive.
class SessionSettings {
 public:
  static Result<SessionSettings> create(const OrtLibrary& library);

  [[nodiscard]] OrtSessionOptions* get() const { return handle_.get(); }

  /// What the user chose; one operator at a time, in a fixed order.
  Status choose(const OrtOptions& options);
  /// Where a model given as bytes finds its external data.
  Status find_weights(const fs::path& folder);
  /// For sessions that nobody runs: packing takes time and a copy of the weights.
  Status leave_weights_unpacked();
  /// What a run frees goes back to the system at once, and no run keeps room for the next.
  Status keep_nothing();
  Status save_to(const RewrittenFile& file);

 private:
  SessionSettings(const OrtLibrary& library, OrtSessionOptions* raw)
      : library_(&library), handle_(raw, {&library.api()}) {}
  Status set(const char* key, const std::string& value);

  const OrtLibrary* library_;
  OrtSessionOptionsHandle handle_;
};

}  // namespace npuscope
