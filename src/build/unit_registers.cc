// SPDX-License-Identifier: Apache-2.0
#include "build/unit_registers.h"

#include <fmt/format.h>

#include <array>
#include <cstring>

#include "numeric/rounding.h"

namespace npuscope {
namespace {

constexpr int kLargestRegisterShift = 62;
constexpr int64_t kMostChannels = int64_t{1} << 20;
constexpr int64_t kMostShift = 31;  // of left shifts of 16 bits

Error unknown_register(std::string_view name, std::string_view value) {
  return bad_input(fmt::format("the register {} = {}", name, value))
      .hint("nobody has seen it so: what it makes of the numbers is not known");
}

/// A register of a struct; 0 where it is left out, as C has it.
Result<int64_t> register_or_zero(const StUnit& unit, std::string_view name) {
  if (unit.field(name) == nullptr) return 0;
  return unit_register(unit, name);
}

Status expect(const StUnit& unit, std::string_view name, int64_t value) {
  NPUSCOPE_TRY_ASSIGN(const int64_t found, register_or_zero(unit, name));
  if (found != value) return fail(unknown_register(name, std::to_string(found)));
  return {};
}

Result<int> shift_register(const StUnit& unit, std::string_view name, int64_t largest) {
  NPUSCOPE_TRY_ASSIGN(const int64_t shift, register_or_zero(unit, name));
  if (shift < 0 || shift > largest) return fail(unknown_register(name, std::to_string(shift)));
  return static_cast<int>(shift);
}

Result<int64_t> channels_of(const StUnit& unit) {
  NPUSCOPE_TRY_ASSIGN(const int64_t channels, unit_register(unit, "fChannels"));
  if (channels < 1 || channels > kMostChannels)
    return fail(unknown_register("fChannels", std::to_string(channels)));
  return channels;
}

bool has_vector(const StUnit& unit, std::string_view name) {
  const auto address = unit.address(name);
  return address && address->base != StAddress::Base::kNull;
}

/// The piece of the function that computes a code: its row of three coefficients.
struct FunctionTable {
  Bytes segments;  ///< ROM0: one byte per outer segment
  Bytes rows;      ///< ROM1
  int width = 0;   ///< bits of an outer segment's codes
  [[nodiscard]] Result<std::array<int64_t, 3>> row_of(int64_t code) const;
};

Result<std::array<int64_t, 3>> FunctionTable::row_of(int64_t code) const {
  const int64_t index = code - INT8_MIN;
  const auto byte = static_cast<uint8_t>(segments[static_cast<size_t>(index >> width)]);
  const int inner_bits = byte >> 6;
  if (inner_bits > width) return fail(bad_input("ROM0 cuts a segment finer than its codes"));
  const int64_t inner = (index & ((int64_t{1} << width) - 1)) >> (width - inner_bits);
  const size_t begin = static_cast<size_t>((byte & 63) + inner) * 6;
  if (begin + 6 > rows.size()) return fail(bad_input("ROM0 points behind the end of ROM1"));
  std::array<int16_t, 3> row{};
  std::memcpy(row.data(), rows.data() + begin, sizeof(row));
  return std::array<int64_t, 3>{row[0], row[1], row[2]};
}

}  // namespace

Result<int64_t> unit_register(const StUnit& unit, std::string_view name) {
  if (const auto value = unit.integer(name)) return *value;
  const StField* field = unit.field(name);
  if (field == nullptr) return fail(bad_input(fmt::format("the register {} is not set", name)));
  return fail(unknown_register(name, field->value));
}

Status check_rounding(const StUnit& unit) {
  for (const std::string_view name : {"rounding_o", "saturation_o", "round_mode_o"})
    NPUSCOPE_TRY(expect(unit, name, 1));
  return expect(unit, "relu_mode_o", 0);
}

Result<std::vector<int64_t>> UnitReader::integers(const StAddress& address, int64_t count,
                                                  int64_t bits) const {
  if (bits != 8 && bits != 16 && bits != 32)
    return fail(unknown_register("vec_precision", std::to_string(bits)));
  const int64_t size = bits / 8;
  const auto bytes = parameters_(address, count * size);
  if (!bytes)
    return fail(bad_input("its coefficients are in no file that was read")
                    .hint("the memory image of their pool belongs to the build: atonbuf.*.raw or "
                          "network_data.hex"));
  std::vector<int64_t> values;
  ByteReader reader(*bytes);
  for (int64_t i = 0; i < count; ++i) {
    if (bits == 8) values.push_back(reader.read<int8_t>().value_or(0));
    if (bits == 16) values.push_back(reader.read<int16_t>().value_or(0));
    if (bits == 32) values.push_back(reader.read<int32_t>().value_or(0));
  }
  return values;
}

Result<std::vector<int64_t>> UnitReader::coefficient(const StUnit& unit, char name,
                                                     size_t number) const {
  const std::string vector = fmt::format("{}_vector", name);
  if (!has_vector(unit, vector)) {
    NPUSCOPE_TRY_ASSIGN(const int64_t scalar, unit_register(unit, fmt::format("{}_scalar", name)));
    return std::vector<int64_t>{scalar};
  }
  if (unit.word("bcast") != "ARITH_BCAST_CHAN")
    return fail(unknown_register("bcast", unit.word("bcast")));
  NPUSCOPE_TRY_ASSIGN(const int64_t channels, channels_of(unit));
  const std::vector<int64_t> bits = unit.integers("vec_precision");
  if (bits.size() != 3) return fail(bad_input("vec_precision has no three entries"));
  return integers(*unit.address(vector), channels, bits[number]);
}

Result<std::vector<int64_t>> UnitReader::addends(const StUnit& unit) const {
  NPUSCOPE_TRY_ASSIGN(const int shift, shift_register(unit, "C_shift", kMostShift));
  NPUSCOPE_TRY_ASSIGN(const int64_t combined, register_or_zero(unit, "combinebc"));
  NPUSCOPE_TRY_ASSIGN(std::vector<int64_t> values, coefficient(unit, 'C', 2));
  if (combined != 0 && !has_vector(unit, "C_vector")) {
    NPUSCOPE_TRY_ASSIGN(const int64_t high, unit_register(unit, "B_scalar"));
    const auto bits =
        (static_cast<uint32_t>(high) << 16) | (static_cast<uint32_t>(values[0]) & 0xFFFF);
    values = {static_cast<int32_t>(bits)};
  }
  for (int64_t& value : values) value *= int64_t{1} << shift;
  return values;
}

Result<UnitStage> UnitReader::stage(const StUnit& unit) const {
  UnitStage stage;
  stage.operation = unit.word("operation");
  NPUSCOPE_TRY_ASSIGN(const int64_t dual, register_or_zero(unit, "dualinput"));
  stage.two_operands = dual != 0;
  NPUSCOPE_TRY_SET(stage.output_bytes, unit_register(unit, "outbytes_o"));
  for (const std::string_view name : {"rounding_x", "saturation_x", "shift_x", "shift_y",
                                      "rounding_y", "saturation_y", "clipout"})
    NPUSCOPE_TRY(expect(unit, name, 0));
  NPUSCOPE_TRY_SET(stage.shift, shift_register(unit, "shift_o", kLargestRegisterShift));
  NPUSCOPE_TRY_SET(stage.x_shift, shift_register(unit, "Ax_shift", kLargestRegisterShift));
  // Without a second operand By_shift acts on nothing, whatever it holds.
  if (stage.two_operands)
    NPUSCOPE_TRY_SET(stage.y_shift, shift_register(unit, "By_shift", kLargestRegisterShift));
  NPUSCOPE_TRY_SET(stage.c_shift, shift_register(unit, "C_shift", kMostShift));
  NPUSCOPE_TRY_SET(stage.a, coefficient(unit, 'A', 0));
  stage.b = {0};
  if (stage.two_operands) NPUSCOPE_TRY_SET(stage.b, coefficient(unit, 'B', 1));
  NPUSCOPE_TRY_SET(stage.c, addends(unit));
  return stage;
}

Result<std::vector<int64_t>> UnitReader::streamed(const StUnit& unit) const {
  const StUnit* stream = this->stream("ARITH", unit.index.value_or(-1), 1);
  if (stream == nullptr) return fail(bad_input("no stream feeds its second operand"));
  const auto base = stream->address("addr_base");
  if (!base) return fail(bad_input("the stream of its second operand has no address"));
  NPUSCOPE_TRY_ASSIGN(const int64_t begin, register_or_zero(*stream, "offset_start"));
  NPUSCOPE_TRY_ASSIGN(const int64_t end, unit_register(*stream, "offset_end"));
  NPUSCOPE_TRY_ASSIGN(const int64_t block, unit_register(unit, "batchDepth"));
  NPUSCOPE_TRY_ASSIGN(const int64_t channels, channels_of(unit));
  if (begin < 0 || end < begin || block < 1 || channels % block != 0)
    return fail(unknown_register("batchDepth", std::to_string(block)));
  // Each block of channels stands there once for every position that the frame has.
  const int64_t times = std::max<int64_t>((end - begin) / 2 / block, 1);
  if (times > kMostChannels) return fail(unknown_register("offset_end", std::to_string(end)));
  StAddress address = *base;
  address.address += static_cast<uint64_t>(begin);
  NPUSCOPE_TRY_ASSIGN(const std::vector<int64_t> all, integers(address, channels * times, 16));
  std::vector<int64_t> values;
  for (int64_t c = 0; c < channels; ++c)
    values.push_back(all[static_cast<size_t>(c / block * block * times + c % block)]);
  return values;
}

Result<UnitTable> UnitReader::table(const StUnit& unit) const {
  if (unit.word("operation") != "ACTIV_FUNC")
    return fail(unknown_register("operation", unit.word("operation")));
  NPUSCOPE_TRY(check_rounding(unit));
  for (const std::string_view name : {"fsub", "shift_f"}) NPUSCOPE_TRY(expect(unit, name, 0));
  NPUSCOPE_TRY(expect(unit, "outbytes_o", 1));
  NPUSCOPE_TRY_ASSIGN(const int width, shift_register(unit, "bwidth", 5));
  NPUSCOPE_TRY_ASSIGN(const int b_shift, shift_register(unit, "shift_b", kMostShift));
  NPUSCOPE_TRY_ASSIGN(const int c_shift, shift_register(unit, "shift_c", kMostShift));
  NPUSCOPE_TRY_ASSIGN(const int shift, shift_register(unit, "shift_o", kLargestRegisterShift));
  NPUSCOPE_TRY_ASSIGN(const int64_t rows, unit_register(unit, "ROM1_nbytes"));
  const auto rom0 = unit.address("ROM0_vector");
  const auto rom1 = unit.address("ROM1_vector");
  if (!rom0 || !rom1 || rows < 6 || rows > kMostChannels)
    return fail(bad_input("its table has no address or no rows"));
  const auto segment_bytes = parameters_(*rom0, int64_t{1} << width);
  const auto row_bytes = parameters_(*rom1, rows);
  if (!segment_bytes || !row_bytes) return fail(bad_input("its table is in no file that was read"));
  const FunctionTable function{*segment_bytes, *row_bytes, 8 - width};
  UnitTable table;
  for (int64_t x = INT8_MIN; x <= INT8_MAX; ++x) {
    NPUSCOPE_TRY_ASSIGN(const auto k, function.row_of(x));
    const int64_t sum =
        k[0] * x * x + k[1] * x * (int64_t{1} << b_shift) + k[2] * (int64_t{1} << c_shift);
    table.codes.push_back(saturate_bits(rounded_shift(sum, shift, Rounding::kHalfAway), 8));
  }
  return table;
}

Result<UnitPool> UnitReader::pool(const StUnit& unit) const {
  UnitPool pool;
  pool.operation = unit.word("operation");
  NPUSCOPE_TRY(check_rounding(unit));
  NPUSCOPE_TRY_SET(pool.shift, shift_register(unit, "shift_o", kLargestRegisterShift));
  NPUSCOPE_TRY_SET(pool.mulval, register_or_zero(unit, "mulval"));
  return pool;
}

Result<UnitRegisters> UnitReader::registers(const StUnit& unit) const {
  UnitRegisters all{UnitStage{}, epoch_.number, source(unit)};
  if (unit.type == "Activacc") {
    NPUSCOPE_TRY_SET(all.registers, table(unit));
  } else if (unit.type == "Poolacc") {
    NPUSCOPE_TRY_SET(all.registers, pool(unit));
  } else {
    if (unit.word("operation") == "ARITH_AFFINE") NPUSCOPE_TRY(check_rounding(unit));
    NPUSCOPE_TRY_SET(all.registers, stage(unit));
  }
  return all;
}

const StRoute::Port* UnitReader::feeding(std::string_view unit, int index, int port) const {
  for (const StRoute& route : epoch_.routes)
    if (route.destination == StRoute::Port{unit, index, port} && !route.sources.empty())
      return &route.sources.front();
  return nullptr;
}

const StUnit* UnitReader::stream(std::string_view unit, int index, int port) const {
  const StRoute::Port* source = feeding(unit, index, port);
  if (source == nullptr || source->unit != "STRENG") return nullptr;
  for (const StUnit& engine : epoch_.units)
    if (engine.type == "Streng_Tensor" && engine.index == source->index) return &engine;
  return nullptr;
}

}  // namespace npuscope
