// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace npuscope {

/// A line of a console log as the program wrote it: without what a terminal, an IDE or a build
/// server put in front of it.
struct LogLine {
  std::string text;    ///< without line end; blanks in front and behind are kept
  int64_t line = 0;    ///< in the file, from 1
  int64_t width = 0;   ///< characters of the whole line of the file
  bool ended = true;   ///< false: the file stops here without a line end
  bool blank() const;  ///< nothing but blanks
};

/// The lines of a log, in UTF-8 or, as PowerShell's `>` writes it, in UTF-16 with a byte-order
/// mark. Taken away are: byte-order marks, colours and cursor movements, progress bars ("PASS:
/// 98%|███| 102/104 […]"), times, "[INFO]", "#12 3.4 ", and any other beginning that at least two
/// lines have that are surely ST's. A line that was redrawn (bare carriage returns) comes as
/// several of one number.
std::vector<LogLine> log_lines(Bytes bytes);

}  // namespace npuscope
