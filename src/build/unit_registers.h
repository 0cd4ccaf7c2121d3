// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "build/build.h"
#include "formats/st/network_c.h"

namespace npuscope {

/// Bytes of parameters by their address; nothing where no file holds them.
using ParameterReader = std::function<std::optional<Bytes>(const StAddress&, int64_t count)>;

/// A stage of the arithmetic unit, as its registers say:
///
///   v = sat(rha((((A x) >> x_shift) + ((B y) >> y_shift) + C) >> shift))
///
/// Coefficients have one entry, or one per channel.
struct UnitStage {
  std::string operation;  ///< "ARITH_AFFINE", "ARITH_MUL", "ARITH_CLIP"
  bool two_operands = false;
  std::vector<int64_t> a, b, c;  ///< c: C_shift applied, or the 32 bits of B and C together
  int c_shift = 0;
  int x_shift = 0, y_shift = 0, shift = 0;
  int64_t output_bytes = 1;
};

/// The activation unit's function, for all codes of int8.
struct UnitTable {
  std::vector<int64_t> codes;
};

/// The pooling unit.
struct UnitPool {
  std::string operation;  ///< "POOL_GAVG"
  int64_t mulval = 0;
  int shift = 0;
};

struct UnitRegisters {
  std::variant<UnitStage, UnitTable, UnitPool> registers;
  int64_t epoch = 0;
  BuildSource source;
};

/// Reads the units of one epoch. Where a vector's bytes are nowhere, or a register has a value
/// whose meaning is not known, the error says so in one line.
class UnitReader {
 public:
  UnitReader(const StEpoch& epoch, const std::string& label, const ParameterReader& parameters)
      : epoch_(epoch), label_(label), parameters_(parameters) {}

  [[nodiscard]] Result<UnitStage> stage(const StUnit& unit) const;
  /// The second operand of an arithmetic unit where it is a stream of parameters instead of a
  /// tensor: 16 bits for each channel.
  [[nodiscard]] Result<std::vector<int64_t>> streamed(const StUnit& unit) const;
  [[nodiscard]] Result<UnitTable> table(const StUnit& unit) const;
  [[nodiscard]] Result<UnitPool> pool(const StUnit& unit) const;
  /// Any of the three.
  [[nodiscard]] Result<UnitRegisters> registers(const StUnit& unit) const;

  [[nodiscard]] const StEpoch& epoch() const { return epoch_; }
  [[nodiscard]] BuildSource source(const StUnit& unit) const { return {label_, unit.line}; }
  /// What feeds an input of a unit; nothing where no route says it.
  [[nodiscard]] const StRoute::Port* feeding(std::string_view unit, int index, int port) const;
  /// The stream engine that feeds it.
  [[nodiscard]] const StUnit* stream(std::string_view unit, int index, int port) const;

 private:
  [[nodiscard]] Result<std::vector<int64_t>> integers(const StAddress& address, int64_t count,
                                                      int64_t bits) const;
  [[nodiscard]] Result<std::vector<int64_t>> coefficient(const StUnit& unit, char name,
                                                         size_t number) const;
  [[nodiscard]] Result<std::vector<int64_t>> addends(const StUnit& unit) const;

  const StEpoch& epoch_;
  const std::string& label_;
  const ParameterReader& parameters_;
};

/// A register that must be there. Bad input: it is not, or is no number.
Result<int64_t> unit_register(const StUnit& unit, std::string_view name);

/// Fails where the unit does not round halves away from zero and saturate, as every unit seen does
/// whose result stands in memory.
Status check_rounding(const StUnit& unit);

}  // namespace npuscope
