// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/st/st_buffer.h"

namespace npuscope {

/// A line of the header's comment: `--optimization = 3`. The value without its quotation marks.
struct StOption {
  std::string name;  ///< "--optimization"; options that auto* expanded into have no dashes
  std::string value;
  int64_t line = 0;
};

/// One `name = value` of a static struct, as it stands in the source. A comment behind the value is
/// left out, one in its middle is not.
struct StField {
  std::string_view name;
  std::string_view value;
  int64_t line = 0;
};

/// A unit of the NPU as an epoch sets it up: `static const LL_Convacc_InitTypeDef … = {…}`.
struct StUnit {
  std::string_view type;     ///< "Convacc", "Arithacc", "Streng_Tensor" …: of the struct's type
  std::string_view kind;     ///< of the node that it computes: "Conv", "Mul"; may be empty
  std::string_view node;     ///< "Conv2D_8_mul_scale_4"; may be empty
  std::string_view tensor;   ///< of stream engines: the tensor that the comment names
  std::optional<int> index;  ///< which unit of its type: CONV_ACC 0 … 3
  std::vector<StField> fields;
  int64_t line = 0;

  [[nodiscard]] const StField* field(std::string_view name) const;
  /// Decimal, hexadecimal, with a cast as in `(short)0`; nothing for a field that is not there or
  /// no number of 64 bits.
  [[nodiscard]] std::optional<int64_t> integer(std::string_view name) const;
  [[nodiscard]] std::string_view word(std::string_view name) const;  ///< "ARITH_AFFINE"; or empty
  [[nodiscard]] std::optional<StAddress> address(std::string_view name) const;
  [[nodiscard]] std::vector<int64_t> integers(std::string_view name) const;  ///< `{16, 16, 32}`
};

/// One connection inside an epoch: what `LL_Switch_Init` routes.
struct StRoute {
  struct Port {
    std::string_view unit;  ///< "STRENG", "CONVACC", "ARITH" …
    int index = 0;
    int port = 0;
    bool operator==(const Port&) const = default;
  };
  Port destination;
  std::vector<Port> sources;  ///< one, or one per context
  int64_t line = 0;
};

/// An operator that runs on the Cortex-M55: pure software, or moved data ("hybrid").
struct StSoftwareCall {
  std::string_view function;   ///< "ll_sw_forward_softmax_integer", "LL_ATON_LIB_Concat"
  std::string_view node;       ///< "Softmax_522"; may be empty
  std::string_view operation;  ///< "Softmax": as the comment or the function names it
  std::string_view precision;  ///< "INTEGER", "FLOAT"; empty for moved data
  int64_t line = 0;
};

/// A cache operation that the compiler put around an epoch.
struct StCacheCall {
  /// "LL_ATON_Cache_MCU_Clean_Range", "…_Invalidate_Range"; of 2.0 "mcu_cache_clean_range",
  /// "npu_cache_clean_invalidate_range" …
  std::string_view function;
  StAddress start;
  int64_t bytes = 0;
  int64_t line = 0;
};

/// What generated code does in one `scheduling epoch=N`. Epoch 0 is the parameters.
struct StEpoch {
  int64_t number = 0;
  std::vector<StUnit> units;  ///< empty where an epoch controller's blob holds them
  std::vector<StRoute> routes;
  std::vector<StSoftwareCall> software;
  std::vector<StCacheCall> caches;
  int64_t line = 0;
};

/// An entry of the array that the runtime walks through.
struct StEpochItem {
  std::string_view start;  ///< function, or empty for NULL
  std::string_view end;
  std::string_view blob;  ///< symbol of the epoch controller's blob, or empty
  bool hardware = false, software = false, hybrid = false, encrypted = false;
  std::optional<int64_t> epoch, last_epoch;   ///< board traces count these
  std::optional<int64_t> npu_cycles, cycles;  ///< estimated
  int64_t line = 0;
};

/// Whose code it is: a file without the NPU is a look-alike (`--st-neural-art` was forgotten).
enum class StTarget { kNeuralArt, kCpuOnly };

/// ST's generated `network.c`, of any network's name, from 2.0 to 4.0; also `*_blob_trace.c`, which
/// shows the units behind an epoch controller in the same form. Views point into `text`.
struct NetworkC {
  std::shared_ptr<const std::string> text;
  StTarget target = StTarget::kNeuralArt;
  std::string network;                      ///< suffix of its functions: "Default", "network"
  std::string git_branch, git_description;  ///< "STAI-2.2", "atonn-v1.1.1-14-ge619e860"
  std::optional<std::array<int, 4>> runtime_guard;  ///< LL_ATON_VERSION major, minor, micro, dev
  bool guard_is_error = false;                      ///< `#error`, not `#warning`
  int64_t guard_line = 0;
  std::vector<StOption> options;
  std::vector<StPool> pools;
  std::vector<StEpoch> epochs;
  std::vector<StEpochItem> items;
  std::vector<StBuffer> inputs, outputs, parameters, internal;
  bool internal_listed = false;  ///< compiled with --all-buffers-info
  /// Buffers that the application hands over: name of the pool symbol, demanded size, alignment.
  struct UserBuffer {
    bool input = true;
    int index = 0;
    std::string_view symbol;  ///< "_mem_pool__user_io_input_0_Default"
    int64_t bytes = 0, alignment = 0;
    int64_t line = 0;
  };
  std::vector<UserBuffer> user_buffers;
  bool encrypted_weights = false, encrypted_blobs = false;
  /// Of a blob trace: `__ec_params_memory_pool_base`, its 64-bit words in order.
  std::vector<uint64_t> parameter_words;
  /// Of a blob trace of 2.0, which keeps an array for each vector: the words by name
  /// ("__blob_Conv2D_7_mul_scale_5"), which addresses have as kSymbol.
  std::map<std::string_view, std::vector<uint64_t>> named_words;

  /// "2.0" … "4.0": of the branch in the header, or of the runtime's version that the guard demands
  /// where the branch says nothing ("HEAD"); empty where neither does.
  [[nodiscard]] std::string_view core_version() const;
};

/// One pass over the text. Bad input, with the line: no generated network at all, or a part that
/// breaks off or contradicts itself.
Result<NetworkC> parse_network_c(std::shared_ptr<const std::string> text);
Result<NetworkC> read_network_c(const fs::path& path);

}  // namespace npuscope
