// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// How far ONNX Runtime rewrites the graph before it runs.
enum class OrtLevel { kNone, kBasic, kExtended, kAll };
std::string_view ort_level_text(OrtLevel level);

/// What a user may choose about an ONNX Runtime rung; all but `library` may change its numbers.
struct OrtOptions {
  std::string rung;  ///< the spec's first word: "ort", "float"
  OrtLevel level = OrtLevel::kAll;
  /// session.x64quantprecision: no saturating 8-bit products on x86 CPUs without VNNI.
  bool precise = false;
  /// session.qdqisint8allowed: int8 activations stay int8 instead of becoming uint8.
  bool int8 = false;
  int threads = 1;  ///< within one operator; sums may depend on it
  std::optional<fs::path> library;

  /// "level=all,precise=1,int8=0,threads=1": all that may change numbers, in a fixed order.
  [[nodiscard]] std::string text() const;
};

/// Reads `NAME[:key=value,...]` with the keys level (all, extended, basic, none), precise and int8
/// (0, 1), threads (1 to 256) and lib (a path; it takes the rest of the text). Without `level`, the
/// rung "float" runs unoptimised, so that its tensors are those of the file, and every other rung
/// at level all, as ONNX Runtime does by default.
Result<OrtOptions> parse_ort_options(std::string_view spec);

}  // namespace npuscope
