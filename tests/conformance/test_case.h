// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope::conformance {

/// A folder of ONNX's backend tests: model.onnx and test_data_set_*/{input,output}_N.pb.
struct TestCase {
  std::string name;  ///< of the folder
  fs::path folder;
  std::vector<std::string> operators;
  bool claimed = false;
};

/// Every test below `root`, sorted by path. One whose model cannot be decoded has no operators, so
/// that it is claimed, and fails.
Result<std::vector<TestCase>> find_tests(const fs::path& root);

/// Runs the test's data sets twice, with QuantizeLinear and DequantizeLinear folded into the
/// network and kept as nodes. Floats must agree within ONNX's own tolerances (relative 1e-3,
/// absolute 1e-7; patterns of bfloat16 that a file calls uint16 may be neighbours), everything else
/// exactly. The error says what failed.
Status run_test(const TestCase& test);

}  // namespace npuscope::conformance
