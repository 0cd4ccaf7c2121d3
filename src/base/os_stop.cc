// SPDX-License-Identifier: Apache-2.0
// Signals: all that differs between operating systems.
#include <atomic>
#include <csignal>
#include <cstdlib>

#include "base/stop.h"

#ifdef _WIN32
#include <io.h>

#include <cstring>
#else
#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>
#endif

namespace npuscope {
namespace {

// A handler gets nothing but the signal's number: what it tells the program, and the program it,
// can only stand in variables of the whole process. Lock-free, so that a handler may use them.
std::atomic<int> stoppables = 0;  // how many Stoppable live
std::atomic<int> asked_by = 0;    // the signal that asked to stop; 0: none
static_assert(std::atomic<int>::is_always_lock_free);

constexpr int kShellBase = 128;  // what a shell adds to a signal's number

const char* text_of(int signal) {
  return signal == SIGINT ? "stopped by Ctrl-C" : "stopped by a signal to terminate";
}

#ifdef _WIN32

void print(const char* text) { ::_write(2, text, static_cast<unsigned>(std::strlen(text))); }

#else

// Only what POSIX lets a handler call: no allocation, no stdio.
void print(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

#endif

void print_prefix() {
#ifndef _WIN32
  // Behind a bar of progress, and behind the terminal's own "^C".
  if (::tcgetpgrp(STDERR_FILENO) >= 0) print("\n");
#endif
  print("npuscope: error: ");
}

extern "C" void stop_on_signal(int signal) {
  const bool first = asked_by.exchange(signal) == 0;
#ifdef _WIN32
  std::signal(signal, stop_on_signal);  // it is reset by every signal
#endif
  if (first && stoppables > 0) return;
  print_prefix();
  print(text_of(signal));
  print("\n");
  std::_Exit(kShellBase + signal);
}

#ifdef _WIN32

void catch_signal(int signal) { std::signal(signal, stop_on_signal); }

// Windows does not let a mapped file be cut off.
void catch_lost_pages() {}

#else

void catch_signal(int signal) {
  struct sigaction action {};
  if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) return;
  action = {};
  action.sa_handler = stop_on_signal;
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

/// Reads /proc/self/maps byte by byte, as a handler must: without allocating.
class MapsReader {
 public:
  MapsReader() : file_(::open("/proc/self/maps", O_RDONLY | O_CLOEXEC)) {}

  /// The next byte; 0 behind the end.
  char next() {
    if (at_ == size_) {
      const ssize_t count = file_ < 0 ? 0 : ::read(file_, buffer_, sizeof(buffer_));
      size_ = count > 0 ? static_cast<size_t>(count) : 0;
      at_ = 0;
      if (size_ == 0) return 0;
    }
    return buffer_[at_++];
  }

  uintptr_t hexadecimal() {
    uintptr_t number = 0;
    for (char c = next(); (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); c = next())
      number = number * 16 + static_cast<uintptr_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    return number;
  }

  /// Prints the rest of the line from the path on, with ": " behind it.
  void print_path() {
    char c = next();
    while (c != '/' && c != '\n' && c != 0) c = next();
    if (c != '/') return;
    for (; c != '\n' && c != 0; c = next()) print({&c, 1});
    print(": ");
  }

  bool skip_line() {
    char c = next();
    while (c != '\n' && c != 0) c = next();
    return c != 0;
  }

 private:
  int file_;
  char buffer_[512] = {};
  size_t at_ = 0, size_ = 0;
};

/// The path of the file that is mapped where `address` lies; nothing where the system has no list.
void print_mapped_path(uintptr_t address) {
  MapsReader maps;
  do {
    const uintptr_t begin = maps.hexadecimal();
    const uintptr_t end = maps.hexadecimal();
    if (address >= begin && address < end) return maps.print_path();
  } while (maps.skip_line());
}

extern "C" void end_on_lost_page(int /*signal*/, siginfo_t* info, void* /*context*/) {
  static std::atomic_flag printing;
  while (printing.test_and_set()) ::pause();  // another thread prints, and ends the program
  print_prefix();
  print_mapped_path(reinterpret_cast<uintptr_t>(info->si_addr));
  print(
      "the file became shorter, or its disk failed, while it was read\n"
      "  try:      run again when nobody writes to it; what is finished is kept\n");
  std::_Exit(static_cast<int>(ErrorKind::kBadInput));
}

void catch_lost_pages() {
  struct sigaction action {};
  action.sa_sigaction = end_on_lost_page;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, nullptr);
}

#endif

}  // namespace

void end_on_signals() {
  catch_signal(SIGINT);
  catch_signal(SIGTERM);
#ifdef _WIN32
  catch_signal(SIGBREAK);
#endif
  catch_lost_pages();
}

Stoppable::Stoppable() { ++stoppables; }
Stoppable::~Stoppable() { --stoppables; }

bool stop_requested() { return asked_by != 0; }

int stop_exit_code() { return stop_requested() ? kShellBase + asked_by : 0; }

Error stopped_error() { return environment_error(text_of(asked_by)); }

Status check_stop() { return stop_requested() ? Status(fail(stopped_error())) : Status(); }

}  // namespace npuscope
