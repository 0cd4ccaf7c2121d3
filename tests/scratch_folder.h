// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/files.h"

namespace npuscope {

/// An empty folder of the running test's own, with a space and a letter beyond ASCII in its name.
inline fs::path scratch_folder() {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const fs::path folder = fs::path(testing::TempDir()) / from_utf8("npuscope tést") /
                          (std::string(test->test_suite_name()) + "." + test->name());
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

inline void write_text(const fs::path& path, std::string_view text) {
  const auto status = write_file_atomically(path, text);
  ASSERT_TRUE(status) << status.error().message();
}

}  // namespace npuscope
