// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/provenance.h"

namespace npuscope {

/// Scale and zero point of one of the arrays of `*_val_io.npz`, as a report prints them.
struct StReportScale {
  std::string array;  ///< "m_inputs_1", "c_outputs_1" …: m the reference, c the board or C model
  std::string type;   ///< "int8"
  double scale = 0;
  double rounding = 0;  ///< half of the last digit that was printed
  double zero_point = 0;
};

/// What ST's `*_generate_report.txt` and `*_validate_report.txt` say, as far as npuscope needs it.
/// Lines that it does not know are skipped: layouts differ between versions.
struct StReport {
  std::string tool_version;  ///< "2.2.0-20266 2adc00962"
  std::string created;
  std::string parameters;             ///< the command line, without the program
  std::string command;                ///< "validate", "generate"
  std::string runtime;                ///< "atonn-v1.1.1-14-ge619e860 (…)" of a validated board
  std::vector<StReportScale> scales;  ///< an array may come several times, with more or less digits
  std::vector<std::string> notes;     ///< of the metrics
  std::vector<StMetrics> metrics;     ///< rows of the evaluation report
};

Result<StReport> parse_st_report(Bytes bytes);
Result<StReport> read_st_report(const fs::path& path);

}  // namespace npuscope
