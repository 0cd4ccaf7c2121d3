// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "formats/st/network_c_reader.h"

namespace npuscope {

/// What the comments in front of a unit or a call say: `/* Unit= 10 [CONV_ACC_V2 0] */`,
/// `/* kind=Conv node=Conv2D_7 */`, `/* Node X mapped on EmbedNets (FLOAT) as PRelu | … */`.
struct StAnnouncement {
  std::string_view kind, node, precision;
  std::optional<int> index;

  /// Takes in a comment's text; one that begins a unit forgets what was said before.
  void hear(std::string_view comment);
};

/// The static structs and the calls of one function that sets units up.
class StUnitReader {
 public:
  explicit StUnitReader(NetworkCReader& reader) : scanner_(reader.scanner) {}

  /// `LL_Convacc_InitTypeDef`, not `LL_Switch_DeinitTypeDef`.
  static bool is_unit_type(std::string_view name);
  /// `LL_Convacc_Init`
  static bool is_unit_call(std::string_view name);

  /// From a struct's type to behind its initializer.
  Status read_struct_of(StEpoch& epoch, StAnnouncement& announcement);
  /// From `LL_Convacc_Init` to behind its arguments.
  Status read_call(StEpoch& epoch);
  /// Another epoch begins in the same function: its calls use structs of its own.
  void forget();

 private:
  Status read_unit(StEpoch& epoch, std::string_view type, std::string_view name,
                   StAnnouncement& announcement);
  Status read_routes(StEpoch& epoch, std::string_view name);

  CScanner& scanner_;
  std::unordered_map<std::string_view, size_t> units_;   // index in the epoch, by struct
  std::unordered_map<std::string_view, size_t> routes_;  // how many, by array
};

}  // namespace npuscope
