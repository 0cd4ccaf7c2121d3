// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// ST's `network_ecblobs.h`: programs of the epoch controller, without names.
struct EcBlob {
  std::string symbol;  ///< "_ec_blob_network_1"
  int64_t words = 0;   ///< 32-bit words that its head promises to stand behind the head's two
  int64_t listed =
      0;  ///< that the array holds from the head on, with the head and zeros at the end
  bool magic = false;  ///< begins with 0xCA057A7A; if not, `words` is unknown
  bool encrypted = false;
  bool relocated = false;  ///< has a relocation table: patched before each inference
  int64_t line = 0;
};

/// Bad input, with the line: no blob, a number that is none, or a text that breaks off.
Result<std::vector<EcBlob>> parse_ec_blobs(std::string_view text);
Result<std::vector<EcBlob>> read_ec_blobs(const fs::path& path);

}  // namespace npuscope
