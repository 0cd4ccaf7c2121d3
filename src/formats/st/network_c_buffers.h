// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "formats/st/network_c_reader.h"
#include "formats/st/st_buffer.h"

namespace npuscope {

/// The static arrays of one function, by name. Entries of its table refer to them.
class StArrays {
 public:
  /// `{ 1, 224, 224, 3 }`: the scanner stands behind it.
  Status read(CScanner& scanner, std::string_view name, bool real);

  /// The numbers of the array that `field` names. Bad input: there is no such array, it is of
  /// another type, or entries share arrays so often that no generator would.
  Result<std::vector<int64_t>> integers(const StField& field);
  Result<std::vector<double>> reals(const StField& field);

 private:
  struct Array {
    bool real = false;
    size_t begin = 0, count = 0;
  };
  Result<Array> find(const StField& field, bool real);

  std::vector<int64_t> integers_;
  std::vector<double> reals_;
  std::unordered_map<std::string_view, Array> arrays_;
  size_t handed_out_ = 0;
};

/// An entry of a table of buffers; nothing for the one that ends it.
Result<std::optional<StBuffer>> make_buffer(const StStruct& entry, StArrays& arrays);

}  // namespace npuscope
