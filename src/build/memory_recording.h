// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "build/build.h"
#include "graph/graph.h"
#include "recording/recording.h"

namespace npuscope {

/// A file with bytes of the target's memory, and where they were.
struct MemoryDump {
  fs::path path;
  uint64_t address = 0;  ///< of the first byte of a raw file; Intel HEX carries its own
};

/// Reads "dump.bin@0x34200000"; without an address for Intel HEX. A usage error otherwise.
Result<MemoryDump> parse_memory_dump(std::string_view text);

/// Bytes of the target's memory, of one or several dumps. Bad input: dumps that overlap and differ.
Result<MemoryImage> read_memory_dumps(const std::vector<MemoryDump>& dumps);

/// What one moment's memory holds of a network's tensors.
struct MemoryRecording {
  Manifest manifest;  ///< rung "board", one sample
  std::map<size_t, Tensor> tensors;
  std::vector<std::string> notes;  ///< what could not be decoded, and why
};

/// The activations that are whole in memory when `after_epoch` has ended: those produced then or
/// before that are still to be read, or are read by that epoch itself. (Memory is given to another
/// tensor strictly after the epoch that reads it last: in every public build.) Named by the source
/// model's values where resolve_names() has found them; shapes as in `source` where it is given,
/// else N, C, H, W. Parameters are left out. Bad input: an epoch that the build does not have or
/// that lies within a blob of the epoch controller, and a dump that holds none of the tensors.
Result<MemoryRecording> record_memory(const Build& build, const Graph* source,
                                      const MemoryImage& memory, int64_t after_epoch,
                                      const std::string& sample);

}  // namespace npuscope
