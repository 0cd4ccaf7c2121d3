// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "base/files.h"

namespace npuscope::test {

inline void write_text(const fs::path& path, std::string_view text) {
  const auto status = write_file_atomically(path, text);
  ASSERT_TRUE(status) << status.error().message();
}

/// An empty folder for the running test, gone with the object, with spaces and a letter beyond
/// ASCII in its path. No other run of the same test, by another build say, has the same one.
class ScratchFolder {
 public:
  ScratchFolder() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::path(testing::TempDir()) /
            from_utf8(std::string("npuscope tést ") + test->test_suite_name() + " " + test->name() +
                      " " + std::to_string(std::random_device()()));
    fs::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

  /// Writes a file, with its folders.
  void write(std::string_view name, std::string_view content) const {
    const fs::path file = path_ / from_utf8(name);
    fs::create_directories(file.parent_path());
    write_text(file, content);
  }

 private:
  fs::path path_;
};

}  // namespace npuscope::test
