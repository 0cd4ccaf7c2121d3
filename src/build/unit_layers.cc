// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "build/unit_groups.h"

namespace npuscope {
namespace {

/// "…_submask_OC_IC_ROW_COLUMN_OCs_ICs_ROWS_COLUMNS_…", of the name of a piece's weights.
std::optional<BuildPiece::Part> part_of(std::string_view weights) {
  constexpr std::string_view kMark = "_submask_";
  const size_t at = weights.rfind(kMark);
  if (at == weights.npos) return std::nullopt;
  std::string_view rest = weights.substr(at + kMark.size());
  std::array<int64_t, 8> numbers{};
  for (int64_t& number : numbers) {
    const size_t end = std::min(rest.find('_'), rest.size());
    const auto value = whole_number<int64_t>(rest.substr(0, end));
    if (!value || *value < 0 || *value > INT16_MAX) return std::nullopt;
    number = *value;
    rest = rest.substr(std::min(end + 1, rest.size()));
  }
  return BuildPiece::Part{numbers[1], numbers[5], numbers[2], numbers[6], numbers[3], numbers[7]};
}

Error odd(std::string what) {
  return bad_input(std::move(what)).hint("nobody has seen a layer so; its numbers are not known");
}

/// The units of one piece in the order of their chain.
Result<std::vector<const PlacedUnit*>> chain_of(std::vector<const PlacedUnit*> units) {
  std::ranges::stable_sort(units, {}, [](const PlacedUnit* placed) { return placed->name.link; });
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i]->name.link != static_cast<int>(i))
      return fail(odd("its accumulators stand in several epochs, or some are missing"));
    if (units[i]->epoch != units[0]->epoch)
      return fail(odd("a chain of accumulators goes over several epochs"));
  }
  return units;
}

/// Links between accumulators are raw; the last one rounds to 16 bits.
Status check_links(const std::vector<const PlacedUnit*>& chain) {
  for (const PlacedUnit* placed : chain) {
    const StUnit& unit = *placed->unit;
    NPUSCOPE_TRY_ASSIGN(const int64_t bytes, unit_register(unit, "outbytes_o"));
    const bool last = placed == chain.back();
    if (bytes != (last ? 2 : 3))
      return fail(odd(fmt::format("an accumulator gives {} bytes", bytes)));
    if (!last && unit.integer("shift_o").value_or(0) != 0)
      return fail(odd("an accumulator shifts what it hands on"));
    if (unit.integer("shift_f").value_or(0) != 0 || unit.integer("zfbias").value_or(0) != 0)
      return fail(odd("an accumulator shifts its input, or fills it"));
  }
  return check_rounding(*chain.back()->unit);
}

Result<BuildPiece> piece_of(const std::vector<const PlacedUnit*>& chain, const UnitSource& source) {
  NPUSCOPE_TRY(check_links(chain));
  const StUnit& first = *chain.front()->unit;
  BuildPiece piece;
  piece.units = static_cast<int64_t>(chain.size());
  NPUSCOPE_TRY_SET(piece.depth, unit_register(first, "batchDepth"));
  NPUSCOPE_TRY_SET(piece.rows, unit_register(first, "kernelHeight"));
  NPUSCOPE_TRY_SET(piece.columns, unit_register(first, "kernelWidth"));
  if (piece.depth < 1 || piece.depth > INT16_MAX) return fail(odd("batchDepth is out of range"));
  for (const PlacedUnit* placed : chain)
    if (placed->unit->integer("batchDepth") != piece.depth)
      return fail(odd("the accumulators of a chain take different numbers of channels"));
  piece.passes = std::max<int64_t>(first.integer("afilt_tot").value_or(1), 1);
  if (piece.passes > INT16_MAX) return fail(odd("afilt_tot is out of range"));
  if (piece.passes > 1 && first.integer("shift_a") != chain.back()->unit->integer("shift_o"))
    return fail(odd("a pass does not take up its sum with the shift that it was put down with"));
  if (!chain.front()->name.piece) return piece;
  const UnitReader reader(*chain.front()->epoch, source.label, source.parameters);
  const StUnit* weights = reader.stream("CONVACC", first.index.value_or(-1), 1);
  if (weights != nullptr) piece.part = part_of(weights->tensor);
  if (!piece.part) return fail(odd("the weights of a piece do not say which part they are"));
  return piece;
}

/// The sums that join pieces: a + b, saturated to 16 bits.
Status check_joins(const NodeUnits& units, const UnitSource& source) {
  for (const PlacedUnit& placed : units.others) {
    if (placed.name.role != "add") continue;
    const UnitReader reader(*placed.epoch, source.label, source.parameters);
    NPUSCOPE_TRY_ASSIGN(const UnitStage stage, reader.stage(*placed.unit));
    const std::vector<int64_t> one = {1}, zero = {0};
    if (!stage.two_operands || stage.a != one || stage.b != one || stage.c != zero ||
        stage.shift != 0 || stage.x_shift != 0 || stage.y_shift != 0 || stage.output_bytes != 2)
      return fail(odd("its pieces are not simply added"));
  }
  return {};
}

Status read_scale(const NodeUnits& units, const UnitSource& source, BuildLayer& layer) {
  const PlacedUnit* placed = units.with_role("mul_scale");
  layer.coefficients.three_roundings = placed != nullptr;
  if (placed == nullptr) return {};
  const UnitReader reader(*placed->epoch, source.label, source.parameters);
  layer.scale_source = reader.source(*placed->unit);
  NPUSCOPE_TRY(check_rounding(*placed->unit));
  NPUSCOPE_TRY_ASSIGN(const UnitStage stage, reader.stage(*placed->unit));
  if (stage.output_bytes != 2 || stage.x_shift != 0 || stage.y_shift != 0)
    return fail(odd("A1 is applied otherwise"));
  layer.coefficients.s1 = stage.shift;
  layer.coefficients.a1 = stage.a;
  if (stage.two_operands) NPUSCOPE_TRY_SET(layer.coefficients.a1, reader.streamed(*placed->unit));
  return {};
}

Status read_addend(const NodeUnits& units, const UnitSource& source, BuildLayer& layer) {
  const PlacedUnit& placed = *units.with_role("off_bias");
  const UnitReader reader(*placed.epoch, source.label, source.parameters);
  layer.addend_source = reader.source(*placed.unit);
  NPUSCOPE_TRY(check_rounding(*placed.unit));
  NPUSCOPE_TRY_ASSIGN(const UnitStage stage, reader.stage(*placed.unit));
  if (stage.operation != "ARITH_AFFINE" || stage.output_bytes != 1 || stage.x_shift != 0 ||
      stage.y_shift != 0)
    return fail(odd("A2 and C are applied otherwise"));
  ProductCoefficients& k = layer.coefficients;
  k.s2 = stage.shift;
  k.a2 = stage.a;
  k.c = stage.c;
  if (!stage.two_operands) return {};
  // Streamed: y = A2 r + B b16 + C.
  NPUSCOPE_TRY_SET(k.b16, reader.streamed(*placed.unit));
  if (stage.b.size() != 1 || stage.c.size() != 1)
    return fail(odd("a streamed addend has a factor per channel"));
  k.c.clear();
  for (const int64_t bias : k.b16) k.c.push_back(stage.b[0] * bias + stage.c[0]);
  return {};
}

/// C / 2^shift of the stage that makes unsigned codes of the input's.
Status read_recoding(const NodeUnits& units, const UnitSource& source, BuildLayer& layer) {
  const StUnit& first = *units.accumulators.front().unit;
  if (first.integer("simd") == 2) layer.subtracted = first.integer("fsub").value_or(0);
  const PlacedUnit* placed = units.with_role("suboff");
  if (placed == nullptr) return {};
  const UnitReader reader(*placed->epoch, source.label, source.parameters);
  NPUSCOPE_TRY_ASSIGN(const UnitStage stage, reader.stage(*placed->unit));
  const int64_t unit = int64_t{1} << std::min(stage.shift, 31);
  if (stage.a != std::vector<int64_t>{unit} || stage.c.size() != 1 || stage.c[0] % unit != 0)
    return fail(odd("its input is not re-coded by a whole number"));
  layer.input_recoding = stage.c[0] / unit;
  return {};
}

}  // namespace

Result<Accumulation> read_accumulation(const NodeUnits& units, const UnitSource& source) {
  std::map<int, std::vector<const PlacedUnit*>> by_piece;
  for (const PlacedUnit& placed : units.accumulators)
    by_piece[placed.name.piece.value_or(-1)].push_back(&placed);
  if (by_piece.empty()) return fail(odd("no accumulator computes it"));
  if (by_piece.size() > 1 && by_piece.contains(-1))
    return fail(odd("it has accumulators for pieces and for the whole"));
  Accumulation accumulation;
  std::optional<int64_t> shift;
  for (auto& [number, placed] : by_piece) {
    NPUSCOPE_TRY_ASSIGN(const auto chain, chain_of(std::move(placed)));
    NPUSCOPE_TRY_ASSIGN(BuildPiece piece, piece_of(chain, source));
    accumulation.pieces.push_back(piece);
    NPUSCOPE_TRY_ASSIGN(const int64_t own, unit_register(*chain.back()->unit, "shift_o"));
    if (own < 0 || own > 31 || shift.value_or(own) != own)
      return fail(odd("its pieces are rounded with different shifts"));
    shift = own;
  }
  accumulation.s_o = static_cast<int>(*shift);
  NPUSCOPE_TRY(check_joins(units, source));
  return accumulation;
}

Result<BuildLayer> read_layer(const NodeUnits& units, const UnitSource& source) {
  BuildLayer layer;
  layer.node = units.node;
  NPUSCOPE_TRY_ASSIGN(Accumulation accumulation, read_accumulation(units, source));
  const PlacedUnit& first = units.accumulators.front();
  layer.epoch = first.epoch->number;
  layer.source = {source.label, first.unit->line};
  layer.coefficients.s_o = accumulation.s_o;
  layer.pieces = std::move(accumulation.pieces);
  NPUSCOPE_TRY(read_scale(units, source, layer));
  NPUSCOPE_TRY(read_addend(units, source, layer));
  NPUSCOPE_TRY(read_recoding(units, source, layer));
  return layer;
}

}  // namespace npuscope
