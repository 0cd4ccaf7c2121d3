// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compare/compare_recordings.h"
#include "compare/gates.h"
#include "compare/noise_floor.h"
#include "diagnose/local_errors.h"

namespace npuscope {

/// Everything that `compare` shows.
struct ComparisonReport {
  std::string reference, other;  ///< what was compared, as the user named it
  RecordingComparison comparison;
  NoiseFloor floor;
  bool has_floor = false;
  std::optional<size_t> first_beyond;       ///< index into comparison.tensors
  std::map<std::string, LocalError> local;  ///< by the other recording's tensor name
  std::vector<std::string> misfits;         ///< outputs whose counterpart has another shape or type
  std::vector<GateVerdict> gates;
  std::vector<std::string> notes;

  /// Whether all gates hold; without gates whether every tensor stays within its floor,
  /// and no output is left that does not fit its counterpart.
  [[nodiscard]] bool agrees() const;
};

std::string comparison_text(const ComparisonReport& report, bool colour);
/// All metrics of every tensor, under their names (schema 1).
std::string comparison_json(const ComparisonReport& report);
/// One line per tensor, one column per metric; with figures of each sample, those in lines below
/// it, and a column `sample`, empty for all samples together.
std::string comparison_csv(const ComparisonReport& report);

}  // namespace npuscope
