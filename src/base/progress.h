// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

namespace npuscope {

/// Tells a person on stderr how far long work is: a bar on a terminal, a line every ten seconds
/// elsewhere, nothing for work that ends within a second. Safe to call from several threads.
class Progress {
 public:
  enum class Mode { kAutomatic, kSilent };

  Progress(std::string label, int64_t total, Mode mode = Mode::kAutomatic);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(int64_t steps = 1);

 private:
  void show();

  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  std::string label_;
  int64_t total_;
  int64_t done_ = 0;
  Mode mode_;
  bool bar_;
  bool shown_ = false;
  size_t width_ = 0;  // of the bar's line on the terminal
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_shown_ = started_;
};

}  // namespace npuscope
