// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "inputs/input_set.h"
#include "task/task.h"

namespace npuscope {

/// A `[[gate]]`: bounds on metrics of the tensors whose names match.
struct CaseGate {
  std::string tensor = "*";
  std::vector<std::string> conditions;  ///< "codes.max <= 1"
};

/// What a case file names: models, inputs, rungs, recordings, task, gates. Everything is optional
/// but one model or two recordings. Paths are absolute or relative to the working directory.
struct Case {
  std::string name = "case";
  fs::path folder;  ///< of the case file: its relative paths start there

  std::optional<fs::path> float_model;
  std::optional<fs::path> quantized_model;
  std::optional<fs::path> oe_model;

  std::optional<InputSpec> inputs;

  /// Rungs to run, as backend specs ("float", "ort", "exact", "ort:level=none"); empty: every rung
  /// that the models allow.
  std::vector<std::string> run;
  std::string ort_spec = "ort:level=all";  ///< what the user really runs
  int64_t detail = 8;                      ///< samples of which every tensor is kept

  /// Rung name -> recording made elsewhere ("network_val_io.npz:c").
  std::map<std::string, std::string> recordings;

  std::optional<TaskSpec> task;
  std::vector<CaseGate> gates;
  std::vector<std::string> notes;  ///< parts of the file that this version reads but does not use
};

/// Reads a case file (TOML, schema 1). Unknown keys and values of the wrong type are bad-input
/// errors with the line, and suggest the nearest known key.
Result<Case> read_case(const fs::path& path);
Result<Case> parse_case(std::string_view text, const fs::path& folder);

}  // namespace npuscope
