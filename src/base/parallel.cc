// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace npuscope {

namespace {

/// The indices that are still to be worked on, handed out in order, and the first of them that
/// failed: when one is known, all smaller ones have been handed out and come to their end.
class Indices {
 public:
  explicit Indices(int64_t count) : count_(count) {}

  /// Calls `body` for indices until none is left; keeps what it throws.
  void work(const std::function<void(int64_t)>& body) {
    for (int64_t i = next_++; i < count_; i = next_++) {
      try {
        body(i);
      } catch (...) {
        keep(i, std::current_exception());
      }
    }
  }

  /// Throws what the call of the smallest index threw, once all threads have finished.
  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  void keep(int64_t index, std::exception_ptr exception) {
    next_ = count_;  // the rest is not begun
    const std::lock_guard lock(mutex_);
    if (!exception_ || index < index_) index_ = index, exception_ = std::move(exception);
  }

  const int64_t count_;
  std::atomic<int64_t> next_ = 0;
  std::mutex mutex_;
  int64_t index_ = 0;
  std::exception_ptr exception_;
};

}  // namespace

int hardware_threads() {
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void parallel_for(int64_t count, int threads, const std::function<void(int64_t)>& body) {
  if (threads <= 0) threads = hardware_threads();
  const auto workers = static_cast<int>(std::min<int64_t>(threads, count));
  Indices indices(count);
  {
    std::vector<std::jthread> others;
    try {
      for (int i = 1; i < workers; ++i) others.emplace_back([&] { indices.work(body); });
    } catch (const std::system_error&) {
      // No room for one more thread: those that run, and this one, do the work.
    } catch (const std::bad_alloc&) {  // as above
    }
    indices.work(body);
  }
  indices.rethrow();
}

}  // namespace npuscope
