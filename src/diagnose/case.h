// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "compare/gates.h"
#include "inputs/input_set.h"
#include "task/task.h"

namespace npuscope {

/// A `[[gate]]`: demands on the tensors whose names match, in the hops whose names match.
struct CaseGate {
  std::string hop = "*";  ///< a pattern (base/wildcard.h) for "ort -> exact"
  Gate gate;
};

/// What a case file names: models, inputs, rungs, recordings, task, gates. Everything is optional
/// but one model or two recordings. Paths are absolute or relative to the working directory.
struct Case {
  std::string name = "case";
  fs::path folder;  ///< of the case file: its relative paths start there

  std::optional<fs::path> float_model;
  std::optional<fs::path> quantized_model;
  std::optional<fs::path> oe_model;
  /// What `stedgeai generate` left behind: a folder, or one file of it, such as a log.
  std::optional<fs::path> build;

  int64_t batch = 1;                     ///< for a symbolic first dimension of the models' inputs
  std::map<std::string, int64_t> sizes;  ///< for other symbolic dimensions, by name

  std::optional<InputSpec> inputs;

  /// Rungs to run, as backend specs ("float", "ort", "exact", "ort:level=none"); empty: every rung
  /// that the models allow. Further specs of one rung make further rungs, named as the whole spec:
  /// two versions of ONNX Runtime are "ort" and "ort:lib=PATH".
  std::vector<std::string> run;
  std::string ort_spec = "ort:level=all";  ///< what the user really runs
  /// "PATTERN=PASSES" (execute/arithmetic.h), of every rung neural-art.
  std::vector<std::string> pass_plans;
  int64_t detail = 8;  ///< samples of which every tensor is kept

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
