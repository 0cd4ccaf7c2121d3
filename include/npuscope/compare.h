// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "npuscope/report.h"
#include "npuscope/result.h"
#include "npuscope/run_options.h"

namespace npuscope {

/// Two recordings of one network: .rec, .npz, .npy, .safetensors, .csv, raw with a sidecar, ONNX
/// test data, or a side of ST's network_val_io.npz (FILE:m, FILE:c).
struct CompareRequest {
  std::string reference;
  std::string other;  ///< empty: `reference` is what ST's validate saved; its sides are compared

  std::vector<std::string> floor;  ///< further references: their spread is the noise floor
  std::vector<std::string> gates;  ///< "[PATTERN:] METRIC RELATION NUMBER"
  std::string map;                 ///< a file of lines `reference tensor = other tensor`

  std::string model;  ///< adds the local error of every layer, and the outputs' scales
  int64_t batch = 0;  ///< of a symbolic first dimension of the model; 0: 1
  std::map<std::string, int64_t> sizes;  ///< of the model's other symbolic dimensions, by name
  std::string arithmetic;  ///< what re-executes layers; empty: what made the reference, or "exact".
                           ///< with `model` only
  /// Of the outputs' codes, above 0; also of .csv tables of whole numbers. None: as the files say.
  std::optional<double> scale;
  std::optional<int> zero_point;  ///< with `scale` only; none: 0
  bool classifier = false;        ///< the last axis holds class scores: adds `acc`
  bool per_sample = false;        ///< JSON and CSV hold each sample's metrics as well
  RunOptions run;
};

/// Compares tensor by tensor, over all samples that both hold, in one pass.
/// Errors: usage (one recording alone, a gate that fits no tensor, a zero point without a scale,
/// sizes without a model that has such dimensions), bad input (a file; no tensor, sample or element
/// in common; codes without a scale against real numbers), environment (no ONNX Runtime for the
/// local errors).
Result<ReportPointer> compare(const CompareRequest& request);

}  // namespace npuscope
