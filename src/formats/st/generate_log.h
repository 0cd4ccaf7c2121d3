// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// A text with the line it stands in, from 1.
struct StLine {
  std::string text;
  int64_t line = 0;
};

/// What a console log of `stedgeai generate` or `analyze`, or a `*_generate_report.txt`, says.
/// Every line is taken by one part, or is in `unknown`; blank lines and rules ("-----") are not
/// kept. Where a log holds several runs, the last one with a summary, pools or epochs is described,
/// and `notes` says so.
struct GenerateLog {
  StLine command;       ///< as typed at a prompt, or "Parameters" of a report; may be empty
  StLine tool_version;  ///< "2.2.0-20266 2adc00962"
  StLine created;
  std::vector<StLine> warnings;  ///< with what continues them ("> memory_desc is not …")
  std::vector<StLine> errors;
  StLine compiler_version;    ///< "1.1.1-14"
  StLine compiler_arguments;  ///< of atonn
  /// `key : value` of the summary: "model_fmt", "model_hash", "options", "c_name", "macc" …
  struct Pair {
    std::string key, value;
    int64_t line = 0;
  };
  std::vector<Pair> summary;
  struct Port {  ///< `input 1/1 : 'Input_0_out_0', f32(1x128x128x3), 192.00 KBytes, activations`
    bool input = true;
    std::string name, type;  ///< "f32", "int8"
    std::vector<int64_t> shape;
    std::string quantization;  ///< "QLinear(0.0014,-29,int8)", may be empty
    std::string where;         ///< "activations", "user"
    int64_t line = 0;
  };
  std::vector<Port> ports;
  struct Pool {  ///< a line of "Memory usage information"
    std::string name;
    uint64_t begin = 0, end = 0;
    double used = 0, size = 0, weights = 0, activations = 0;  ///< bytes, as far as printed
    int64_t line = 0;
  };
  std::vector<Pool> pools;
  struct Range {  ///< of "Used memory ranges"
    std::string pool;
    uint64_t begin = 0, end = 0;
    int64_t line = 0;
  };
  std::vector<Range> ranges;
  struct Epoch {
    int64_t first = 0, last = 0;
    /// "HW", "SW", "EC", "Hybrid"; "?" where the tool itself prints "??"; "" for "no executed
    /// epochs".
    std::string engine;
    std::string operation;  ///< of software: "QuantizeLinear", "Sub(float)"
    int64_t line = 0;
  };
  std::vector<Epoch> epochs;
  std::optional<int64_t> total_epochs, software_epochs;  ///< of 2.x: hybrid ones count as software
  std::optional<int64_t> hybrid_epochs, controller_blobs;  ///< 3.0 and later
  int64_t total_line = 0;
  struct Layer {  ///< of the table "m_id layer (original) oshape …"
    std::string text;
    int64_t line = 0;
  };
  std::vector<Layer> layers;
  /// "Memory to be allocated by the user: …" and the buffers under it.
  std::vector<StLine> user_allocated;
  std::vector<StLine> files;    ///< "Generated files"
  std::vector<StLine> notes;    ///< lines that are understood and say nothing about the build
  std::vector<StLine> unknown;  ///< lines that are not understood
  int64_t lines = 0;

  [[nodiscard]] const Pair* find(std::string_view key) const;
  /// A flag of the tool's or the compiler's command line: "--native-float" -> "" or its value.
  [[nodiscard]] std::optional<std::string> compiler_flag(std::string_view name) const;
  [[nodiscard]] std::optional<std::string> command_flag(std::string_view name) const;
};

/// Logs may have a time or a tag in front of every line (log_lines()), lines that a terminal or a
/// mail has wrapped, blanks that have collapsed, and may begin and break off anywhere. Bad input:
/// not a line of it is of such a log; the error says what it looks like.
Result<GenerateLog> parse_generate_log(Bytes bytes);
Result<GenerateLog> read_generate_log(const fs::path& path);

}  // namespace npuscope
