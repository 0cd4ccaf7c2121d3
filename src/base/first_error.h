// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <utility>

#include "base/result.h"

namespace npuscope {

/// Collects the errors of parallel work and keeps the one of the smallest index, so that what is
/// reported does not depend on which thread was faster.
class FirstError {
 public:
  void offer(size_t index, Error error) {
    const std::lock_guard lock(mutex_);
    if (error.kind() == ErrorKind::kEnvironment) ends_work_ = true;
    if (!error_ || index < index_) index_ = index, error_ = std::move(error);
  }
  /// Whether work that is not begun yet need not begin: what the machine lacks for one sample (room
  /// on the disk, permissions) it lacks for the next. A bad sample says nothing of the others.
  [[nodiscard]] bool ends_work() const { return ends_work_; }
  /// The error, once all threads have finished.
  [[nodiscard]] Status status() const { return error_ ? Status(fail(*error_)) : Status(); }

 private:
  std::mutex mutex_;
  std::atomic<bool> ends_work_ = false;
  size_t index_ = 0;
  std::optional<Error> error_;
};

}  // namespace npuscope
