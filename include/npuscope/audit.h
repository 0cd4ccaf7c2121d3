// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "npuscope/report.h"
#include "npuscope/result.h"

namespace npuscope {

/// Paths are UTF-8, relative to the working directory. Everything but `path` is optional.
struct AuditRequest {
  /// A folder with what `stedgeai generate` left behind, or one file of it: a console log, a
  /// report, network.c, an .mpool …
  std::string path;
  std::string model;       ///< the ONNX model that the build was made of
  std::string elf;         ///< the firmware
  std::string map;         ///< its linker's map, instead
  std::string flash_dump;  ///< "FILE@ADDRESS": what was read back from the flash
};

/// What follows from a build's files before anything runs: what is wrong, what is so, what is ruled
/// out, what the application must do. Report::agrees() is false for errors and warnings.
/// Errors: usage (a flash dump without an address), bad input (no file of a build; a model,
/// firmware or dump that cannot be read).
Result<ReportPointer> audit(const AuditRequest& request);

}  // namespace npuscope
