// SPDX-License-Identifier: Apache-2.0
// Consoles: all that differs between operating systems.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "base/console.h"

#ifdef _WIN32
#include <fcntl.h>
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

#ifdef _WIN32

namespace {

HANDLE handle_of(Stream stream) {
  return GetStdHandle(stream == Stream::kOutput ? STD_OUTPUT_HANDLE : STD_ERROR_HANDLE);
}

/// Writes to a console as UTF-16: it shows every character, whatever its code page.
bool print_to_console(Stream stream, std::string_view text) try {
  const auto bytes = static_cast<int>(text.size());
  const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, nullptr, 0);
  std::wstring wide(static_cast<size_t>(length), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), bytes, wide.data(), length);
  constexpr size_t kMostAtOnce = 8192;  // older consoles have a buffer of 64 KiB
  for (size_t at = 0; at < wide.size();) {
    const auto count = static_cast<DWORD>(std::min(wide.size() - at, kMostAtOnce));
    DWORD written = 0;
    if (!WriteConsoleW(handle_of(stream), wide.data() + at, count, &written, nullptr) ||
        written == 0)
      return false;
    at += written;
  }
  return true;
} catch (const std::bad_alloc&) {
  return false;
}

}  // namespace

// _isatty() says yes to NUL too.
bool is_terminal(Stream stream) {
  DWORD mode = 0;
  return GetConsoleMode(handle_of(stream), &mode) != 0;
}

bool supports_colour(Stream stream) {
  DWORD mode = 0;
  if (colour_is_refused() || !GetConsoleMode(handle_of(stream), &mode)) return false;
  return SetConsoleMode(handle_of(stream), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

int terminal_columns(Stream stream, int otherwise) {
  CONSOLE_SCREEN_BUFFER_INFO info;
  if (!GetConsoleScreenBufferInfo(handle_of(stream), &info)) return otherwise;
  return info.srWindow.Right - info.srWindow.Left + 1;
}

void print_bytes_as_they_are() {
  for (FILE* file : {stdout, stderr}) _setmode(_fileno(file), _O_BINARY);
}

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

void print_bytes_as_they_are() {}

void open_closed_streams() {
  // In this order each opened file gets the descriptor in question: the lowest that is free.
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF && ::open("/dev/null", O_RDWR) != stream)
      return;  // without a null device nothing better can be done
}

#endif

namespace {

FILE* file_of(Stream stream) { return stream == Stream::kOutput ? stdout : stderr; }

/// Whether everything, also what was printed before, has reached the system.
bool print(Stream stream, std::string_view text) {
  FILE* file = file_of(stream);
#ifdef _WIN32
  if (_fileno(file) < 0) return true;  // the program was started without it: nobody reads
  if (is_terminal(stream))
    return std::fflush(file) == 0 && (text.empty() || print_to_console(stream, text));
#endif
  const bool printed = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fflush(file) == 0 && printed && std::ferror(file) == 0;
}

}  // namespace

Status print_output(std::string_view text) {
  errno = 0;
  if (print(Stream::kOutput, text)) return {};
  const int reason = errno;
  std::clearerr(stdout);
  if (reason == EPIPE) return {};
  return fail(environment_error("cannot write to stdout")
                  .found(reason == 0 ? "" : std::generic_category().message(reason))
                  .hint("check free space where it is redirected to"));
}

void print_error(std::string_view text) noexcept { print(Stream::kError, text); }

}  // namespace npuscope
