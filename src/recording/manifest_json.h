// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "recording/recording.h"

namespace npuscope {

/// The version of `manifest.json` and of the sample files. A reader refuses newer ones.
constexpr int kRecordingSchema = 1;

/// `manifest.json` of a `.rec` folder.
std::string manifest_text(const Manifest& manifest);
Result<Manifest> parse_manifest(Bytes bytes);

/// A hash over all that the recorded numbers depend on: rung, backend, facts, preparation, tensors.
/// Not over samples and warnings.
std::string run_id(const Manifest& manifest);

/// What differs between two runs, for people: "library onnxruntime 1.31.0 -> 1.32.0; 1 more". Empty
/// when run_id() is the same.
std::string difference_text(const Manifest& before, const Manifest& now);

}  // namespace npuscope
