// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace npuscope {

/// How bytes that were read back from a memory differ from those that should be there, and what
/// that looks like.
struct DumpDifference {
  enum class Pattern {
    kErased,     ///< all 0xFF where they differ: flash that was never programmed
    kZeros,      ///< all zero: not readable, not mapped, or RAM that is off
    kShifted,    ///< the right bytes at another place
    kOther,      ///< more than half differ: another image
    kScattered,  ///< single bytes or runs of them
  };
  int64_t compared = 0, differing = 0;
  int64_t first = 0, last = 0;  ///< of the differing bytes, from the first compared one
  int64_t runs = 0;             ///< of differing bytes in a row
  Pattern pattern = Pattern::kScattered;
  int64_t shift = 0;  ///< kShifted: how many bytes later they stand in the dump
};

/// Nothing where they are equal. Both from the same address on; `around` is all of the dump, and
/// `begin` where `dump` begins in it: shifted content is looked for there.
std::optional<DumpDifference> dump_difference(Bytes image, Bytes dump, Bytes around, int64_t begin);

}  // namespace npuscope
