// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// A header of generated code: `stai_network.h` (3.0 and later), or `network.h` of 2.x or of code
/// for the Cortex-M55 alone.
struct StaiNetwork {
  struct Port {
    std::string name;  ///< "Input_0_out_0"; of a network.h, what its comment says
    std::string
        format;  ///< "STAI_FORMAT_S8"; empty in a network.h of 2.x, as all below `alignment`
    int64_t bytes = 0, alignment = 0;
    std::vector<int64_t> shape;
    std::vector<double> scales;
    std::vector<int64_t> offsets;
    std::string flags;  ///< "STAI_FLAG_PREALLOCATED|STAI_FLAG_CHANNEL_LAST"
    int64_t line = 0;
  };
  std::string network;       ///< "network", "Default"
  std::string origin_model;  ///< "mobilenet_v2_128_OE_3_3_1": the model's file, without its ending
  std::string model_signature;  ///< "0x162344d6c18cf994"; of code for the Cortex-M55 alone
  bool cpu_only = false;        ///< no header of the NPU's runtime is included
  std::vector<Port> inputs, outputs;
  /// Every #define with a value, brackets and quotation marks included, comments aside.
  std::map<std::string, std::string> macros;
};

/// Bad input, with the line: a header of something else, or ports that are counted but not
/// described.
Result<StaiNetwork> parse_stai_network(std::string_view text);
Result<StaiNetwork> read_stai_network(const fs::path& path);

}  // namespace npuscope
