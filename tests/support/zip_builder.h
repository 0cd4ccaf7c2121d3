// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace npuscope::test {

/// A zip archive of stored entries with fixed dates: same entries, same bytes. No zip64: an archive
/// that would need it is refused.
class ZipBuilder {
 public:
  Status add(const std::string& name, Bytes content);
  /// The archive. Nothing may be added afterwards.
  std::string finish();

 private:
  std::string archive_;
  std::string directory_;
  uint16_t entries_ = 0;
};

}  // namespace npuscope::test
