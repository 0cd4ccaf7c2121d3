// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tensor/element_type.h"

namespace npuscope {

/// Where something stands on the target.
struct StAddress {
  enum class Base {
    kNull,        ///< `{0}`, NULL
    kAbsolute,    ///< `0x70180000UL + 1646592`
    kUser,        ///< `_mem_pool__user_io_input_0_…`: set by the application
    kParameters,  ///< `__ec_params_memory_pool_base + 39744`, of a blob trace
    kSymbol,      ///< another name
  };
  Base base = Base::kNull;
  uint64_t address = 0;  ///< of kAbsolute: base and offset together; of the others: the offset
  std::string symbol;    ///< of kUser, kSymbol
  bool operator==(const StAddress&) const = default;
};

/// Order of an activation's elements in memory.
enum class StChannelPosition { kUndefined, kFirst, kLast, kMixed };

/// One entry of the buffer tables that ST's generated code and `*_c_info.json` list.
struct StBuffer {
  std::string name;
  StAddress base;            ///< `addr_base`
  int64_t offset_start = 0;  ///< bytes from `base`
  int64_t offset_end = 0;    ///< behind the last
  std::optional<int64_t> offset_limit;
  bool user_allocated = false;
  bool parameter = false;
  int64_t epoch = 0;                  ///< that produces it
  std::optional<int64_t> last_epoch;  ///< that reads it last; c_info alone knows
  int64_t batch = 0;                  ///< b of the mixed layout
  StChannelPosition channels = StChannelPosition::kUndefined;
  std::vector<int64_t> shape;          ///< network.c: {N, H, W, C}; c_info: ONNX order
  std::vector<int64_t> memory_shape;   ///< empty in c_info
  std::string type;                    ///< as spelled: "DataType_INT8", "STAI_FORMAT_S8", "FXP"
  std::optional<ElementType> element;  ///< nothing for fixed point and unknown types
  bool fixed_point = false;            ///< value = code * 2^-Qn, no scale
  int64_t bits = 0;
  int64_t Qm = 0, Qn = 0;  ///< may be negative  NOLINT(readability-identifier-naming): ST's names
  bool is_unsigned = false;
  std::vector<double> scale;        ///< none, one, or one per channel
  std::vector<int64_t> zero_point;  ///< as many
  bool per_channel = false;
  int64_t line = 0;  ///< 0 in JSON

  [[nodiscard]] int64_t bytes() const { return offset_end - offset_start; }
};

/// A memory pool: of generated code, `*_c_info.json` or an `.mpool`.
struct StPool {
  std::string name;     ///< "npuRAM3"
  std::string postfix;  ///< "AXISRAM3", "xSPI2": of the file with its content
  uint64_t address = 0;
  int64_t size = 0;             ///< bytes
  std::optional<int64_t> used;  ///< bytes; nothing where unknown, as "?" in generated code
  std::optional<bool> cacheable;
  std::optional<bool> writable;
  bool is_virtual = false;  ///< a run of other pools that are used as one
  int64_t line = 0;         ///< 0 in JSON
};

}  // namespace npuscope
