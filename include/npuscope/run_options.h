// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace npuscope {

/// How work is done; results do not depend on it, but for the library of the ONNX Runtime rungs.
struct RunOptions {
  int threads = 0;        ///< 0: as many as the machine has
  bool progress = false;  ///< on stderr, of work that takes longer than a second
  /// ONNX Runtime to open; empty: searched for, see docs/case.md; "none": run without it.
  std::string ort_library;
};

}  // namespace npuscope
