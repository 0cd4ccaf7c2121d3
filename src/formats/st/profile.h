// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace npuscope {

/// ST's `user_neuralart.json`, JSON with // comments and strings broken by a backslash.
struct NeuralArtProfiles {
  struct Entry {
    std::string key, value;
    int64_t line = 0;
  };
  struct Profile {
    std::string name;
    std::vector<Entry> entries;  ///< "memory_pool", "options", "machine_desc", and any other
    int64_t line = 0;
    [[nodiscard]] const Entry* entry(std::string_view key) const;
  };
  std::vector<Profile> profiles;
};

/// Bad input: no JSON even so, or no "Profiles".
Result<NeuralArtProfiles> parse_profiles(Bytes bytes);
Result<NeuralArtProfiles> read_profiles(const fs::path& path);

}  // namespace npuscope
