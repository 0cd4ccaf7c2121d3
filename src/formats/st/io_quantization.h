// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "tensor/quantization.h"

namespace npuscope {

/// Scales and zero points of the arrays of a `*_val_io.npz`, which holds codes alone.
struct IoQuantization {
  struct Entry {
    Quantization quantization;
    fs::path source;  ///< the file that said so
  };
  std::map<std::string, Entry> arrays;  ///< by key: "c_outputs_1"; empty when nobody knows
};

/// Looks beside the file: in `*_Q.json`, then in `*_c_info.json` that list buffers, then in
/// `*_validate_report.txt`; the first to know an array is used. Of files with several networks'
/// names those of this file's network are taken. Where the two executions' scales of one array are
/// equal as far as their digits were printed, both get the more precise one. Files that contradict
/// each other (more than by the digits that a report prints) are an error that lists what each
/// says.
Result<IoQuantization> find_io_quantization(const fs::path& val_io);

}  // namespace npuscope
