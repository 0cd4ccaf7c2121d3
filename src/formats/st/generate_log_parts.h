// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/st/generate_log.h"

namespace npuscope {

/// How far a line could be read as a part of a log.
enum class LogMatch {
  kNo,       ///< it is something else
  kPartial,  ///< it begins so and breaks off: it may go on in the next line
  kWhole,
};

/// The readers of single lines; blanks may be missing, doubled or tabs. Where they say kPartial,
/// what was read so far is filled in. `line` is left to the caller.

/// `npuRAM5 [0x342E0000 - 0x34350000]: 64.688 kB / 448.000 kB (14.44 % used) -- weights: …`
LogMatch read_log_pool(std::string_view text, GenerateLog::Pool& pool);

/// `npuRAM5 [0x342E0000 - 0x34350000]: 0x342E0000-0x342F02C0`; several ranges may follow. Addresses
/// have eight digits: a shorter one was cut.
LogMatch read_log_ranges(std::string_view text, std::vector<GenerateLog::Range>& ranges);

/// `epoch 13 -SW- ( Conv )` of 2.x and `| epochs 2 -> 6 | EC | |` of 3.0 and later.
LogMatch read_log_epoch(std::string_view text, GenerateLog::Epoch& epoch);

/// `input 1/1 : 'Input_0_out_0', f32(1x128x128x3), 192.00 KBytes, activations`
LogMatch read_log_port(std::string_view text, GenerateLog::Port& port);

/// `Total number of epochs: 407 of which 150 implemented in software` and the four lines of 3.0.
LogMatch read_log_total(std::string_view text, GenerateLog& log);

/// `model_fmt : ss/sa per tensor`, with a key of the tool's summary.
LogMatch read_log_pair(std::string_view text, bool any_key, GenerateLog::Pair& pair);

/// The command line of ST's tool in a line that may begin with a prompt or a path; empty for
/// others.
std::string_view log_command(std::string_view text);

/// The value of an option of a command line, quoted or not: "" for a flag.
std::optional<std::string> command_line_value(std::string_view command, std::string_view name);

}  // namespace npuscope
