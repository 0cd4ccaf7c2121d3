// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"

namespace npuscope {

enum class Stream { kOutput, kError };

/// Whether the stream goes to a person's terminal (and not to a file, a pipe or a null device).
bool is_terminal(Stream stream);

/// Whether colour may be used there: a terminal that understands it, NO_COLOR unset. On Windows
/// this switches the console to escape sequences first, and says no when it refuses.
bool supports_colour(Stream stream);

/// How many columns the terminal behind the stream has; `otherwise` where there is none to ask.
int terminal_columns(Stream stream, int otherwise);

/// Opens those of stdin, stdout and stderr that the program was started without on the null device:
/// the next file opened would stand in their place, and what is printed would go into it. Comes
/// before anything that opens files.
void open_closed_streams();

/// Prints to stdout, and hands all that was printed before over to the system too: an environment
/// error where it cannot take that. A reader who has closed the pipe wants no more, which is none.
Status print_output(std::string_view text);

/// Prints to stderr, at once. Where that cannot take it there is nobody left to tell.
void print_error(std::string_view text) noexcept;

/// From now on files and pipes get what is printed byte for byte, on Windows too, where the C
/// library would turn each line feed into two characters.
void print_bytes_as_they_are();

}  // namespace npuscope
