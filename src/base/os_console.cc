// SPDX-License-Identifier: Apache-2.0
// Consoles: all that differs between operating systems.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "base/console.h"

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace npuscope {
namespace {

bool colour_is_refused() {
  const char* no_colour = std::getenv("NO_COLOR");
  return no_colour != nullptr && *no_colour != '\0';
}

}  // namespace

Status print_output(std::string_view text) {
  errno = 0;
  const bool printed = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (std::fflush(stdout) == 0 && printed && std::ferror(stdout) == 0) return {};
  const int reason = errno;
  std::clearerr(stdout);
  if (reason == EPIPE) return {};
  return fail(environment_error("cannot write to stdout")
                  .found(reason == 0 ? "" : std::generic_category().message(reason))
                  .hint("check free space where it is redirected to"));
}

void print_error(std::string_view text) noexcept {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

#ifdef _WIN32

static HANDLE handle_of(Stream stream) {
  return GetStdHandle(stream == Stream::kOutput ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
}

bool is_terminal(Stream stream) {
  return _isatty(_fileno(stream == Stream::kOutput ? stdout : stderr)) != 0;
}

bool supports_colour(Stream stream) {
  DWORD mode = 0;
  if (colour_is_refused() || !is_terminal(stream) || !GetConsoleMode(handle_of(stream), &mode))
    return false;
  return SetConsoleMode(handle_of(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

int terminal_columns(Stream stream, int otherwise) {
  CONSOLE_SCREEN_BUFFER_INFO info;
  if (!is_terminal(stream) || !GetConsoleScreenBufferInfo(handle_of(stream), &info))
    return otherwise;
  return info.srWindow.Right - info.srWindow.Left + 1;
}

void use_utf8_console() { SetConsoleOutputCP(CP_UTF8); }

// The C library leaves the places of missing streams empty: no file is ever opened in them.
void open_closed_streams() {}

#else

bool is_terminal(Stream stream) {
  return ::isatty(stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO) != 0;
}

bool supports_colour(Stream stream) {
  const char* term = std::getenv("TERM");
  return !colour_is_refused() && is_terminal(stream) && term != nullptr &&
         std::string_view(term) != "dumb";
}

int terminal_columns(Stream stream, int otherwise) {
  winsize size{};
  const int file = stream == Stream::kOutput ? STDOUT_FILENO : STDERR_FILENO;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): so is ioctl declared
  if (!is_terminal(stream) || ::ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return otherwise;
  return size.ws_col;
}

void use_utf8_console() {}

void open_closed_streams() {
  // In this order each opened file gets the descriptor in question: the lowest that is free.
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF && ::open("/dev/null", O_RDWR) != stream)
      return;  // without a null device nothing better can be done
}

#endif

}  // namespace npuscope
