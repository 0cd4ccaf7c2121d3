// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

namespace npuscope {

/// Ends the program on Ctrl-C (SIGINT) and SIGTERM with a message and the exit code that a shell
/// gives to it, 128 + the signal's number; at once, but while a Stoppable lives. Signals that the
/// one who started the program has ignored stay ignored. A mapped file that is cut off while it is
/// read (SIGBUS) ends the program with a message that names it, as bad input. For programs, not for
/// libraries.
void end_on_signals();

/// While one lives, the first signal only sets stop_requested(): long work that looks there brings
/// to its end what it would lose otherwise. The second signal ends the program at once.
class Stoppable {
 public:
  Stoppable();
  ~Stoppable();
  Stoppable(const Stoppable&) = delete;
  Stoppable& operator=(const Stoppable&) = delete;
};

/// Whether a signal has asked the program to stop.
bool stop_requested();
/// 128 + the number of the signal that asked the program to stop; 0 when none has.
int stop_exit_code();
/// "stopped by Ctrl-C": an environment error, so that work on other samples is not begun.
Error stopped_error();
/// That error where the program was asked to stop.
Status check_stop();

}  // namespace npuscope
