// SPDX-License-Identifier: Apache-2.0
#include "build/unit_coefficients.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "build/unit_groups.h"

namespace npuscope {
namespace {

/// Nodes whose units move codes and change none.
constexpr std::array<std::string_view, 3> kMoves = {"Pad", "Resize", "MaxPool"};

bool only_moves(std::string_view node) {
  return std::ranges::any_of(kMoves, [&](std::string_view move) { return node.starts_with(move); });
}

BuildSource first_source(const NodeUnits& units, const std::string& label) {
  const auto& any = units.accumulators.empty() ? units.others : units.accumulators;
  return {label, any.front().unit->line};
}

Result<BuildStages> read_stages(const NodeUnits& units, const UnitSource& source) {
  BuildStages stages{units.node, {}};
  for (const PlacedUnit& placed : units.others) {
    const UnitReader reader(*placed.epoch, source.label, source.parameters);
    if (stages.stage(placed.name.role) != nullptr)
      return fail(bad_input("its units stand in several epochs"));
    NPUSCOPE_TRY_ASSIGN(UnitRegisters registers, reader.registers(*placed.unit));
    stages.stages.push_back({placed.name.role, std::move(registers)});
  }
  return stages;
}

void read_node(const NodeUnits& units, const UnitSource& source, BuildCoefficients& all) {
  const auto unread = [&](std::string reason) {
    all.unread.push_back({units.node, std::move(reason), first_source(units, source.label)});
  };
  if (units.with_role("off_bias") != nullptr) {
    if (auto layer = read_layer(units, source))
      all.layers.push_back(*std::move(layer));
    else
      unread(std::move(layer).error().what());
  } else if (only_moves(units.node)) {
    return;
  } else if (!units.accumulators.empty()) {
    unread("no unit turns its sums into codes");
  } else {
    if (auto stages = read_stages(units, source))
      all.stages.push_back(*std::move(stages));
    else
      unread(std::move(stages).error().what());
  }
}

/// Nothing where it is the whole of `all`.
std::optional<SumSlice::Range> range(int64_t begin, int64_t length, int64_t all) {
  if (begin == 0 && length == all) return std::nullopt;
  return SumSlice::Range{begin, begin + length};
}

}  // namespace

void add_software(const NetworkC& network, const std::string& label, BuildCoefficients& all) {
  for (const StEpoch& epoch : network.epochs) {
    for (const StSoftwareCall& call : epoch.software) {
      if (call.precision.empty() || call.node.empty()) continue;
      const UnitName name = parse_unit_name(call.node);
      if (auto layer = std::ranges::find(all.layers, name.node, &BuildLayer::node);
          layer != all.layers.end()) {
        layer->pieces_in_software = true;
        continue;
      }
      if (all.why_not(name.node) != nullptr) continue;
      all.unread.push_back(
          {name.node, fmt::format("it runs in software ({})", call.precision), {label, call.line}});
    }
  }
}

const UnitRegisters* BuildStages::stage(std::string_view role) const {
  const auto found = std::ranges::find(stages, role, &BuildStage::role);
  return found == stages.end() ? nullptr : &found->registers;
}

const BuildLayer* BuildCoefficients::layer(std::string_view node) const {
  const auto found = std::ranges::find(layers, node, &BuildLayer::node);
  return found == layers.end() ? nullptr : &*found;
}

const BuildStages* BuildCoefficients::stages_of(std::string_view node) const {
  const auto found = std::ranges::find(stages, node, &BuildStages::node);
  return found == stages.end() ? nullptr : &*found;
}

const BuildCoefficients::Unread* BuildCoefficients::why_not(std::string_view node) const {
  const auto found = std::ranges::find(unread, node, &Unread::node);
  return found == unread.end() ? nullptr : &*found;
}

BuildCoefficients unit_coefficients(const NetworkC& network, const std::string& label,
                                    const ParameterReader& parameters) {
  BuildCoefficients all;
  all.source_file = label;
  const UnitSource source{label, parameters};
  for (const NodeUnits& units : units_by_node(network)) read_node(units, source, all);
  add_software(network, label, all);
  return all;
}

std::optional<std::vector<PassPlan>> build_pass_plan(const BuildLayer& layer, int64_t channels,
                                                     bool grouped,
                                                     const std::vector<int64_t>& kernel) {
  const int64_t rows = kernel.size() == 2 ? kernel[0] : 1;
  const int64_t columns = kernel.empty() || kernel.size() > 2 ? 1 : kernel.back();
  std::vector<PassPlan> plan;
  if (layer.pieces_in_software) return std::nullopt;
  int64_t taps = 0;  // of the kernel, times channels, that the pieces take
  for (const BuildPiece& piece : layer.pieces) {
    SumSlice slice;
    BuildPiece::Part part{0, channels, 0, rows, 0, columns};
    if (piece.part) {
      part = *piece.part;
      slice.rows = range(part.row, part.rows, rows);
      slice.columns = range(part.column, part.columns, columns);
    } else if (piece.rows * piece.columns != rows * columns) {
      return std::nullopt;
    }
    if (part.channel + part.channels > channels || part.row + part.rows > rows ||
        part.column + part.columns > columns)
      return std::nullopt;
    taps += part.channels * part.rows * part.columns;
    // The weights of a depthwise layer are inflated: a unit takes several groups at once.
    const int64_t width = grouped ? part.channels : piece.units * piece.depth;
    if (grouped ? piece.passes != 1 : width * piece.passes != part.channels) return std::nullopt;
    PassPlan passes;
    for (int64_t pass = 0; pass < piece.passes; ++pass) {
      slice.channels = range(part.channel + pass * width, width, channels);
      passes.push_back(slice);
    }
    plan.push_back(std::move(passes));
  }
  if (taps != channels * rows * columns) return std::nullopt;
  return plan;
}

}  // namespace npuscope
