// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    if (!error_ || index < index_) index_ = index, error_ = std::move(error);
  }
  /// The error, once all threads have finished.
  [[nodiscard]] Status status() const { return error_ ? Status(fail(*error_)) : Status(); }

 private:
  std::mutex mutex_;
  size_t index_ = 0;
  std::optional<Error> error_;
};

}  // namespace npuscope
