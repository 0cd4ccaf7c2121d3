// SPDX-License-Identifier: Apache-2.0
#include "base/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/console.h"

namespace npuscope {
namespace {

constexpr auto kQuietStart = std::chrono::seconds(1);
constexpr auto kBarInterval = std::chrono::milliseconds(100);
constexpr auto kLineInterval = std::chrono::seconds(10);
constexpr int kBarWidth = 30;

}  // namespace

Progress::Progress(std::string label, int64_t total, Mode mode)
    : label_(std::move(label)), total_(total), mode_(mode), bar_(is_terminal(Stream::kError)) {}

Progress::~Progress() {
  if (shown_ && bar_) print_error("\r" + std::string(width_, ' ') + "\r");
}

void Progress::advance(int64_t steps) {
  const std::lock_guard lock(mutex_);
  done_ += steps;
  const auto now = Clock::now();
  if (mode_ == Mode::kSilent || now - started_ < kQuietStart) return;
  const auto interval = bar_ ? Clock::duration(kBarInterval) : Clock::duration(kLineInterval);
  if (shown_ && now - last_shown_ < interval) return;
  if (!bar_ && now - started_ < kLineInterval) return;
  last_shown_ = now;
  shown_ = true;
  show();
}

void Progress::show() {
  if (!bar_) {
    print_error(fmt::format("{}: {} of {}\n", label_, done_, total_));
    return;
  }
  const auto filled = static_cast<size_t>(
      std::clamp<int64_t>(total_ > 0 ? kBarWidth * done_ / total_ : kBarWidth, 0, kBarWidth));
  const std::string bar = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
  std::string line = fmt::format("{} [{}] {}/{}", label_, bar, done_, total_);
  // Blanks, not an escape sequence, wipe what the last line had more: every console takes them.
  const size_t length = line.size();
  if (length < width_) line.append(width_ - length, ' ');
  width_ = length;
  print_error("\r" + line);
}

}  // namespace npuscope
