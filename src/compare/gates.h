// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compare/metrics.h"

namespace npuscope {

enum class Relation { kAtLeast, kAtMost, kAbove, kBelow, kEqual };

/// A demand on a metric of the tensors whose names match a pattern.
struct Gate {
  std::string pattern = "*";  ///< `*`: any text, `?`: any character; everything else is itself
  const Metric* metric = nullptr;
  Relation relation = Relation::kAtLeast;
  double bound = 0;

  [[nodiscard]] bool applies_to(std::string_view tensor) const;
  /// Whether it says nothing of such a tensor: it asks for codes, these are real numbers, and the
  /// pattern does not name the tensor itself ("*: codes.max<=1" on a float output).
  [[nodiscard]] bool passes_over(const Figures& figures) const;
  /// "conv*: codes.max<=1"; "cos>=0.999" when the pattern is "*". parse_gate() reads it back.
  [[nodiscard]] std::string text() const;
};

/// Reads `[PATTERN:] METRIC RELATION NUMBER` with a relation of >= <= > < ==, blanks anywhere:
/// "cos>=0.999", "conv*: codes.max <= 1". The last colon ends the pattern, so that tensor names may
/// hold colons. Usage errors show the text and what was expected in it.
Result<Gate> parse_gate(std::string_view text);

enum class GateOutcome {
  kPass,
  kFail,
  kNotAvailable,  ///< the metric is not defined for this tensor: as bad as a failure
};

struct GateResult {
  GateOutcome outcome = GateOutcome::kNotAvailable;
  std::optional<double> value;
  std::string reason;  ///< of everything but a pass, in one sentence
};

/// One gate on one tensor.
struct GateVerdict {
  Gate gate;
  std::string tensor;
  GateResult result;
};

/// A NaN or infinity on one side only takes no part in most metrics; it must not slip through a
/// gate on them either, and fails every gate but those on `elements`, `nan`, `inf` and
/// `nonfinite.differing`.
GateResult evaluate(const Gate& gate, const Figures& figures);

}  // namespace npuscope
